from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class PeopleConfig(AppConfig):
    name = "people"
    default = True

    def ready(self):
        from people import personal_data  # noqa: F401 - registers this room's handlers
        from people.limits import count_for_all_processes

        count_for_all_processes()


class ColleaguesConfig(WagtailUsersAppConfig):
    """Wagtail's screens for users, with our own rule about sessions."""

    user_viewset = "people.colleagues.Colleagues"
    default = False
