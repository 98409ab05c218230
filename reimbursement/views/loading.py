"""What every page about a claim begins with: it is the member's own, or it is not found."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views import View

from design_system.refusals import Refusal
from people.views import MemberView
from people.views.members import PRESS_AGAIN
from reimbursement.models import Claim, Line, Receipt
from reimbursement.permissions import why_not_write

WITH = (
    "policy",
    "service",
    "advance",
    "involvement__activity__site",
    "involvement__member__person",
)


def own_claim(member, pk):
    """A claim of `member`, `said_paid`, or Http404."""
    claims = Claim.objects.of(member).said_paid()
    return get_object_or_404(claims.select_related(*WITH), pk=pk)


def own_expense(member, pk):
    """An expense in a claim of `member`, or Http404. Time is no expense."""
    lines = Line.objects.filter(claim__in=Claim.objects.of(member)).exclude(kind="payment")
    return get_object_or_404(lines.select_related(*(f"claim__{name}" for name in WITH)), pk=pk)


def own_receipt(member, pk):
    """A receipt of a claim of `member`, or Http404."""
    rows = Receipt.objects.filter(claim__in=Claim.objects.of(member)).select_related("claim")
    return get_object_or_404(rows, pk=pk)


class OfClaim(MemberView):
    """Mixin for pages that write into a claim: `self.claim`, by the key in the address.

    Where nothing can be written into it any more, they lead to the claim and say so.
    """

    claim = None

    def find(self, pk):
        """Find what the key in the address is of, and return its claim."""
        return own_claim(self.member, pk)

    def get(self, request, *args, **kwargs):
        return self._unless_closed(super().get, request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self._unless_closed(super().post, request, *args, **kwargs)

    def _unless_closed(self, go_on, request, *args, **kwargs):
        self.claim = self.find(kwargs["pk"])
        if why_not := why_not_write(self.claim):
            messages.error(request, why_not)
            return to_claim(self.claim)
        return go_on(request, *args, **kwargs)


class ClaimButton(MemberView, View):
    """A button on the page of a claim, to which it leads back, also when it is opened as a page."""

    def find(self, pk):
        """Find what the key in the address is of: a claim of the member, or something in one."""
        return own_claim(self.member, pk)

    def press(self, thing):
        """Call one action for what was found; return what to say then, or None for nothing."""
        raise NotImplementedError

    def get(self, request, pk):
        thing = self.find(pk)
        if self.kept_answers() is not None:
            messages.warning(request, PRESS_AGAIN)
        return to_claim(_claim_of(thing))

    def post(self, request, pk):
        thing = self.find(pk)
        try:
            words = self.press(thing)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            if words:
                messages.success(request, words)
        return to_claim(_claim_of(thing))


def _claim_of(thing):
    return thing if isinstance(thing, Claim) else thing.claim


def to_claim(claim):
    return redirect("reimbursement:claim-show", claim.pk)
