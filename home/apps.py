from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        from home.actions import welcome
        from people import slots

        slots.joined.register(welcome)
