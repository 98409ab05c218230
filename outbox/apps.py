from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "outbox"

    def ready(self):
        from design_system.desk import waiting
        from outbox import cards, personal_data  # noqa: F401 - registers this room's handlers
        from outbox.actions import stop_writing
        from people import slots

        slots.member_page.register(cards.messages_to)
        waiting.register(cards.messages_that_wait)
        slots.leaving.register(stop_writing)
