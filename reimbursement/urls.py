"""Addresses of reimbursement: a member's claims, and below /admin/ what staff do."""

from django.urls import path

from reimbursement.views import claims

app_name = "reimbursement"

urlpatterns = [
    path("my-involvement/claims/<int:pk>/", claims.Show.as_view(), name="claim-show"),
]
