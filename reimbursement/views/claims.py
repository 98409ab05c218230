"""A member's claims."""

from django.shortcuts import get_object_or_404, render
from django.views import View

from people.views import MemberView
from reimbursement.models import Claim


class Show(MemberView, View):
    """One claim: what it adds up, and what is left to do."""

    def get(self, request, pk):
        claim = get_object_or_404(Claim.objects.of(self.member), pk=pk)
        return render(request, "reimbursement/claim_show.html", {"claim": claim})
