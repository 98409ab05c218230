from .budgeting import CannotSetBudget, set_budget
from .choosing import CannotChoose, choose_payment, forget_cost, remember_cost
from .claiming import (
    CannotSendClaim,
    CannotWriteClaim,
    add_expense,
    change_expense,
    remove_expense,
    send_claim,
)
from .deciding import CannotDecide, agree_second, approve_claim, send_back
from .drafting import (
    CannotClaim,
    claim_again,
    draft_claim,
    drop_draft,
    move_claims,
    take_up_claim,
    withdraw_claim,
    write_again,
)
from .expenses import add_expense_with_receipt, change_expense_with_receipt
from .forgetting import forget_claims, merge_usual_costs
from .paying import CannotPay, check_batch, drop_batch, export_batch, make_batch, set_payee
from .policies import (
    CannotChangePolicy,
    CannotPublishPolicy,
    change_policy,
    copy_policy,
    create_policy,
    drop_expense_rule,
    publish_policy,
    set_entitlement,
    set_expense_rule,
)
from .receipts import add_receipt, remove_receipt
from .reminding import remind_approver
from .results import CannotReverse, record_results, reverse_line

__all__ = [
    "CannotChangePolicy",
    "CannotChoose",
    "CannotClaim",
    "CannotDecide",
    "CannotPay",
    "CannotPublishPolicy",
    "CannotReverse",
    "CannotSendClaim",
    "CannotSetBudget",
    "CannotWriteClaim",
    "add_expense",
    "add_expense_with_receipt",
    "add_receipt",
    "agree_second",
    "approve_claim",
    "change_expense",
    "change_expense_with_receipt",
    "change_policy",
    "check_batch",
    "choose_payment",
    "claim_again",
    "copy_policy",
    "create_policy",
    "draft_claim",
    "drop_batch",
    "drop_draft",
    "drop_expense_rule",
    "export_batch",
    "forget_claims",
    "forget_cost",
    "make_batch",
    "merge_usual_costs",
    "move_claims",
    "publish_policy",
    "record_results",
    "remember_cost",
    "remind_approver",
    "remove_expense",
    "remove_receipt",
    "reverse_line",
    "send_back",
    "send_claim",
    "set_budget",
    "set_entitlement",
    "set_expense_rule",
    "set_payee",
    "take_up_claim",
    "withdraw_claim",
    "write_again",
]
