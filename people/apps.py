from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self):
        from people import personal_data  # noqa: F401 - registers this room's handlers
        from people.limits import count_for_all_processes

        count_for_all_processes()
