"""Addresses of reimbursement: a member's claims, and below /admin/ what staff do."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from design_system.staff import staff_only
from reimbursement.views import claims, deciding

app_name = "reimbursement"

members = [
    path("my-involvement/claims/<int:pk>/", claims.Show.as_view(), name="claim-show"),
]

staff = [
    path("admin/claims/<int:pk>/", deciding.claim_decide, name="claim-decide"),
    path("admin/claims/<int:pk>/agree/", deciding.claim_agree, name="claim-agree"),
    path("admin/claims/<int:pk>/send-back/", deciding.claim_return, name="claim-return"),
]

urlpatterns = members + decorate_urlpatterns(staff, staff_only)
