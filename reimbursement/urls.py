"""Addresses of reimbursement: a member's claims, and below /admin/ what staff do."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from design_system.staff import staff_only
from reimbursement.views import claims, finance

app_name = "reimbursement"

BATCH = "admin/payments/<int:pk>/"

members = [
    path("my-involvement/claims/<int:pk>/", claims.Show.as_view(), name="claim-show"),
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

urlpatterns = members + decorate_urlpatterns(payments, staff_only)
