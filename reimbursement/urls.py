"""Addresses of reimbursement: a member's claims, and below /admin/ what staff do."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from design_system.staff import staff_only
from reimbursement.views import claims, policies

app_name = "reimbursement"

POLICY = "admin/reimbursement-policy/<int:pk>/"

members = [
    path("my-involvement/claims/<int:pk>/", claims.Show.as_view(), name="claim-show"),
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

urlpatterns = members + decorate_urlpatterns(policy, staff_only)
