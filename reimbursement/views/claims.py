"""A member's claims: all of them, and one to check and send."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views import View

from design_system.refusals import Refusal
from involvement.models import Involvement
from people.views import MemberFormView, MemberView
from reimbursement import actions, reading
from reimbursement.advances import before_for
from reimbursement.forms import SendForm
from reimbursement.models import Choice, Claim

from .loading import ClaimButton, own_claim, to_claim

Status = Claim.Status


class List(MemberView, View):
    """Where each claim is, what can still be claimed for, and what we remember."""

    def get(self, request):
        context = {
            "back_url": reverse_lazy("home:involvement-show"),
            "standing": reading.standing_of(self.member),
            "forgotten": reading.forgotten_by(self.member),
            "before": before_for(self.member),
            "choice": Choice.objects.filter(member=self.member).standing().newest(),
            "usual_costs": reading.usual_costs_of(self.member),
        }
        return render(request, "reimbursement/claim_list.html", context)


class Show(MemberFormView):
    """One claim: check it and send it; later, read where it is."""

    form_class = SendForm
    template_name = "reimbursement/claim_show.html"
    back_url = reverse_lazy("reimbursement:claim-list")
    one = None

    def get(self, request, pk):
        self.one = reading.one_claim(own_claim(self.member, pk))
        return super().get(request)

    def post(self, request, pk):
        self.one = reading.one_claim(own_claim(self.member, pk))
        return super().post(request)

    def get_form_kwargs(self):
        claim = self.one.claim
        known = {"answer": claim.answer, "late_reason": claim.late_reason}
        facts = {"claim": claim, "late": self.one.late, "initial": known}
        return super().get_form_kwargs() | facts

    def form_valid(self, form):
        claim = self.one.claim
        if claim.status == Status.SENT and claim.sent_by == self.request.user:
            return to_claim(claim)  # the same button, pressed twice
        try:
            actions.send_claim(claim=claim, by=self.request.user, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(self.request, str(refusal))
            return to_claim(claim)
        messages.success(self.request, "We have your claim. Thank you.")
        return to_claim(claim)

    def get_context_data(self, **kwargs):
        return super().get_context_data(one=self.one, claim=self.one.claim, **kwargs)


class Withdraw(ClaimButton):
    """They do not want it paid."""

    def press(self, claim):
        if claim.status == Status.WITHDRAWN:
            return None
        actions.withdraw_claim(claim=claim, by=self.request.user)
        return "We will not pay this. You can change your mind."


class TakeUp(ClaimButton):
    """They want it paid after all."""

    def press(self, claim):
        if claim.is_changeable:
            return None
        actions.take_up_claim(claim=claim, by=self.request.user)
        return "Your claim is open again. Please check it and send it."


class Again(MemberView, View):
    """Claim for something that they forgot: the claim in hand, or a new one."""

    def get(self, request, pk):
        return redirect("reimbursement:claim-list")

    def post(self, request, pk):
        part = get_object_or_404(Involvement.objects.filter(member=self.member), pk=pk)
        try:
            claim = actions.claim_again(involvement=part, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("reimbursement:claim-list")
        return to_claim(claim)
