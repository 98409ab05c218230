from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self):
        from home.actions import welcome
        from home.joining import give_answers_to_owner
        from people import slots

        slots.joined.register(welcome)
        slots.proving.register(give_answers_to_owner)
