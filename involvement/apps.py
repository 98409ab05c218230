from django.apps import AppConfig


class InvolvementConfig(AppConfig):
    name = "involvement"

    def ready(self):
        from involvement import personal_data  # noqa: F401 - registers this room's handlers
