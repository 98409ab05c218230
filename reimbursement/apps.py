from django.apps import AppConfig


class ReimbursementConfig(AppConfig):
    name = "reimbursement"

    def ready(self):
        from design_system.desk import waiting
        from involvement import slots
        from people import slots as people_slots
        from reimbursement import actions, cards, personal_data  # noqa: F401 - registers handlers
        from reimbursement.covering import budget_warnings
        from reimbursement.member_card import for_the_team
        from reimbursement.waiting import claims_that_wait, help_that_waits

        slots.attended.register(actions.draft_claim)
        slots.not_attended.register(actions.drop_draft)
        slots.made_one.register(actions.move_advances)
        slots.made_one.register(actions.move_claims)  # they take off what was given before the day
        slots.before_publishing.register(budget_warnings)
        people_slots.my_involvement.register(cards.help_before)
        people_slots.my_involvement.register(cards.money_owed)
        waiting.register(cards.people_to_talk_to)
        waiting.register(claims_that_wait)
        waiting.register(help_that_waits)
        people_slots.member_page.register(for_the_team)
