from django.apps import AppConfig


class CafesConfig(AppConfig):
    name = "cafes"
    verbose_name = "Cafés"

    def ready(self):
        from cafes import cards, personal_data  # noqa: F401 - registers its handlers
        from design_system.desk import waiting
        from people import slots

        slots.my_involvement.register(cards.my_cafes)
        slots.leaving.register(cards.cancel_all)
        waiting.register(cards.attendance_to_mark)
