from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    name = "opportunities"

    def ready(self):
        from design_system.desk import waiting
        from opportunities import cards, personal_data  # noqa: F401 - registers its handlers
        from people import slots

        slots.my_involvement.register(cards.interests)
        slots.my_involvement.register(cards.suggestions)
        slots.member_page.register(cards.for_the_team)
        waiting.register(cards.people_who_wait)
        waiting.register(cards.attendance_to_mark)
        slots.leaving.register(cards.withdraw_all)
