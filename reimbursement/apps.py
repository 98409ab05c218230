from django.apps import AppConfig


class ReimbursementConfig(AppConfig):
    name = "reimbursement"

    def ready(self):
        from design_system.desk import waiting
        from involvement import slots
        from reimbursement import actions, personal_data  # noqa: F401 - registers its handlers
        from reimbursement.waiting import claims_that_wait

        slots.attended.register(actions.draft_claim)
        slots.not_attended.register(actions.drop_draft)
        slots.made_one.register(actions.move_claims)
        waiting.register(claims_that_wait)
