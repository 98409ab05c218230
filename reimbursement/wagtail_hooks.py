"""What reimbursement adds to the back office."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from reimbursement.desks import (
    AdvancesDesk,
    BatchesDesk,
    BudgetsDesk,
    ClaimsDesk,
    PolicyDesk,
    WaitingTimesDesk,
)

LOG_ACTIONS = {
    "reimbursement.create_policy": "Begin a version of the policy",
    "reimbursement.change_policy": "Change a version of the policy",
    "reimbursement.set_entitlement": "Say what a category entitles to",
    "reimbursement.set_expense_rule": "Say how an expense is paid",
    "reimbursement.drop_expense_rule": "Say that an expense is not paid",
    "reimbursement.publish_policy": "Let a version of the policy count",
    "reimbursement.choose_payment": "Choose what to be paid",
    "reimbursement.remember_cost": "Remember a usual cost",
    "reimbursement.forget_cost": "Forget a usual cost",
    "reimbursement.draft_claim": "Write a claim from attendance",
    "reimbursement.write_again": "Work a claim out again",
    "reimbursement.add_expense": "Add an expense",
    "reimbursement.change_expense": "Change an expense",
    "reimbursement.remove_expense": "Take out an expense",
    "reimbursement.add_receipt": "Add a receipt",
    "reimbursement.remove_receipt": "Take out a receipt",
    "reimbursement.send_claim": "Send a claim",
    "reimbursement.withdraw": "Withdraw a claim",
    "reimbursement.take_up": "Take up a claim again",
    "reimbursement.merge_choices": "Choice moved from a second entry",
    "reimbursement.move_claims": "Move a claim from a second entry",
    "reimbursement.approve_claim": "Approve a claim",
    "reimbursement.agree_second": "Agree as the second person",
    "reimbursement.send_back": "Send a claim back with a question",
    "reimbursement.ask_before": "Ask for help with a cost before the day",
    "reimbursement.agree_before": "Agree to help before the day",
    "reimbursement.agree_before_second": "Agree to help before the day as the second person",
    "reimbursement.refuse_before": "Refuse help before the day",
    "reimbursement.withdraw_before": "Note that help before the day is not needed",
    "reimbursement.buy_before": "Note what was bought before the day",
    "reimbursement.settle_before": "Enter what became of money that was left",
    "reimbursement.move_advances": "Move a request for help from a second entry",
    "reimbursement.set_payee": "Note the payee reference",
    "reimbursement.make_batch": "Make a batch of payments",
    "reimbursement.drop_batch": "Take back a batch",
    "reimbursement.check_batch": "Check a batch",
    "reimbursement.export_batch": "Take out the file of a batch",
    "reimbursement.record_results": "Write down what finance says",
    "reimbursement.reverse_line": "Take back what was found wrong",
    "reimbursement.set_budget": "Set a budget",
    "reimbursement.forget_words": "Forget the words of someone who was erased",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, words in LOG_ACTIONS.items():
        actions.register_action(name, words, words)


modeladmin_register(AdvancesDesk)
modeladmin_register(BatchesDesk)
modeladmin_register(BudgetsDesk)
modeladmin_register(ClaimsDesk)
modeladmin_register(PolicyDesk)
modeladmin_register(WaitingTimesDesk)
