"""Addresses of reimbursement: a member's claims, and below /admin/ what staff do."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from design_system.staff import staff_only
from reimbursement.views import (
    advances,
    before_for_members,
    before_the_day,
    budgets,
    choices,
    claims,
    deciding,
    expenses,
    finance,
    for_members,
    policies,
    receipts,
    statements,
)

app_name = "reimbursement"

OWN = "my-involvement/claims/"
PAID = f"{OWN}paid/"
PAID_TO = "admin/people/<slug:reference>/paid/"
BATCH = "admin/payments/<int:pk>/"
BEFORE = "my-involvement/help-before/"
ASKED = "admin/help-before/<int:pk>/"
POLICY = "admin/reimbursement-policy/<int:pk>/"

members = [
    path(OWN, claims.List.as_view(), name="claim-list"),
    path(f"{OWN}<int:pk>/", claims.Show.as_view(), name="claim-show"),
    path(f"{OWN}<int:pk>/not-wanted/", claims.Withdraw.as_view(), name="claim-withdraw"),
    path(f"{OWN}<int:pk>/wanted/", claims.TakeUp.as_view(), name="claim-resume"),
    path(f"{OWN}forgotten/<int:pk>/", claims.Again.as_view(), name="claim-again"),
    path(PAID, statements.List.as_view(), name="statement-list"),
    path(f"{PAID}<int:year>/", statements.Show.as_view(), name="statement-show"),
    path(f"{PAID}<int:year>/pdf/", statements.Download.as_view(), name="statement-download"),
    path(f"{OWN}<int:pk>/payment/", choices.EditForClaim.as_view(), name="claim-choose"),
    path(f"{OWN}<int:pk>/add/", expenses.Choose.as_view(), name="expense-choose"),
    path(f"{OWN}<int:pk>/add/<slug:kind>/", expenses.Add.as_view(), name="expense-add"),
    path(f"{OWN}lines/<int:pk>/", expenses.Edit.as_view(), name="expense-edit"),
    path(f"{OWN}lines/<int:pk>/remove/", expenses.Remove.as_view(), name="expense-remove"),
    path(f"{OWN}<int:pk>/receipt/", receipts.Add.as_view(), name="receipt-add"),
    path("my-involvement/payment/", choices.Edit.as_view(), name="choice-edit"),
    path("my-involvement/usual-costs/<int:pk>/", choices.Forget.as_view(), name="cost-forget"),
    path("my-involvement/receipts/<int:pk>/", receipts.Download.as_view(), name="receipt-download"),
    path(
        "my-involvement/receipts/<int:pk>/remove/", receipts.Remove.as_view(), name="receipt-remove"
    ),
    path("admin/claims/receipts/<int:pk>/", receipts.show, name="receipt-show"),
]

before = [
    path(f"{BEFORE}<int:pk>/", advances.Choose.as_view(), name="advance-choose"),
    path(f"{BEFORE}<int:pk>/<slug:kind>/", advances.Ask.as_view(), name="advance-ask"),
    path(
        f"{BEFORE}requests/<int:pk>/not-needed/",
        advances.Withdraw.as_view(),
        name="advance-withdraw",
    ),
]

staff = [
    path(ASKED, before_the_day.advance_decide, name="advance-decide"),
    path(f"{ASKED}refuse/", before_the_day.advance_refuse, name="advance-refuse"),
    path(f"{ASKED}buy/", before_the_day.advance_buy, name="advance-buy"),
    path(f"{ASKED}left/", before_the_day.advance_settle, name="advance-settle"),
    path(f"{ASKED}not-needed/", before_for_members.advance_drop, name="advance-drop"),
    path(
        "admin/people/<slug:reference>/help-before/<int:part>/",
        before_for_members.advance_record,
        name="advance-record",
    ),
    path("admin/claims/<int:pk>/", deciding.claim_decide, name="claim-decide"),
    path("admin/claims/<int:pk>/agree/", deciding.claim_agree, name="claim-agree"),
    path("admin/claims/<int:pk>/send-back/", deciding.claim_return, name="claim-return"),
    path("admin/claims/<int:pk>/write/", for_members.claim_write, name="claim-write"),
    path("admin/claims/<int:pk>/write/<slug:kind>/", for_members.cost_add, name="cost-add"),
    path("admin/claims/<int:pk>/receipt/", for_members.receipt_scan, name="receipt-scan"),
    path("admin/claim-lines/<int:pk>/remove/", for_members.cost_remove, name="cost-remove"),
    path("admin/people/<slug:reference>/payment/", for_members.choice_record, name="choice-record"),
    path(
        "admin/people/<slug:reference>/claims/<int:part>/",
        for_members.claim_start,
        name="claim-start",
    ),
]

statements_for_members = [
    path(PAID_TO, statements.paid_list, name="paid-list"),
    path(f"{PAID_TO}<int:year>/", statements.paid_show, name="paid-show"),
    path(f"{PAID_TO}<int:year>/pdf/", statements.paid_print, name="paid-print"),
]

payments = [
    path("admin/payments/owed/", finance.owed_show, name="owed-show"),
    path("admin/payments/new/<slug:way>/", finance.batch_make, name="batch-make"),
    path(BATCH, finance.batch_show, name="batch-show"),
    path(f"{BATCH}file/", finance.batch_export, name="batch-export"),
    path(f"{BATCH}results/", finance.results_record, name="results-record"),
    path(f"{BATCH}<slug:step>/", finance.batch_move, name="batch-move"),
    path("admin/payees/<int:pk>/form/", finance.payee_form, name="payee-form"),
    path("admin/payees/<int:pk>/<slug:way>/", finance.payee_edit, name="payee-edit"),
    path("admin/claim-lines/<int:pk>/take-back/", finance.line_reverse, name="line-reverse"),
]

money = [
    path("admin/budgets/new/", budgets.budget_create, name="budget-create"),
    path("admin/budgets/<int:pk>/", budgets.budget_edit, name="budget-edit"),
    path("admin/budgets/recharges/", budgets.recharge_show, name="recharge-show"),
]

policy = [
    path("admin/reimbursement-policy/new/", policies.policy_create, name="policy-create"),
    path(POLICY, policies.policy_show, name="policy-show"),
    path(f"{POLICY}facts/", policies.policy_edit, name="policy-edit"),
    path(f"{POLICY}new-version/", policies.policy_copy, name="policy-copy"),
    path(f"{POLICY}publish/", policies.policy_publish, name="policy-publish"),
    path(
        f"{POLICY}categories/<slug:category>/", policies.entitlement_edit, name="entitlement-edit"
    ),
    path(f"{POLICY}expenses/<slug:kind>/", policies.rule_edit, name="rule-edit"),
    path(f"{POLICY}expenses/<slug:kind>/not-paid/", policies.rule_drop, name="rule-drop"),
]

urlpatterns = (
    members
    + before
    + decorate_urlpatterns(staff + statements_for_members + payments + money + policy, staff_only)
)
