"""What a member would like to be paid: the words about benefits first, then the question."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.functional import cached_property
from django.views import View

from design_system.refusals import Refusal
from people.views import MemberFormView, MemberView
from reimbursement import actions
from reimbursement.forms import ChoiceForm
from reimbursement.models import Choice, Policy, UsualCost

from .loading import OfClaim

TALK_FIRST = (
    "Thank you. We will ring you or write to you, and you choose after that. You do not have to do "
    "anything."
)
READ_AGAIN = (
    "These words have changed since you opened this page. Please read them again, then choose."
)


class Edit(MemberFormView):
    """For everything that they take part in."""

    form_class = ChoiceForm
    template_name = "reimbursement/choice_edit.html"
    back_url = success_url = reverse_lazy("reimbursement:claim-list")
    claim = None

    @cached_property
    def policy(self):
        """The version whose words are shown, or None before there is one."""
        return Policy.objects.on(timezone.localdate())

    def current(self):
        return Choice.objects.filter(member=self.member).standing().newest()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"policy": self.policy}

    def form_valid(self, form):
        shown = self.request.POST.get("guidance", "")
        if shown != (str(self.policy.pk) if self.policy else ""):
            messages.warning(self.request, READ_AGAIN)
            return self.render_to_response(self.get_context_data(form=form))
        what = form.cleaned_data["what"]
        try:
            actions.choose_payment(
                member=self.member,
                what=what,
                involvement=self.claim and self.claim.involvement,
                guidance=self.policy,
                by=self.request.user,
            )
        except Refusal as refusal:
            form.add_error("what", str(refusal))
            return self.form_invalid(form)
        words = f"We have saved what you would like: {Choice.What(what).label}."
        talk = what == Choice.What.TALK_FIRST
        messages.success(self.request, TALK_FIRST if talk else words)
        return super().form_valid(form)

    def get_context_data(self, **kwargs):
        facts = {"policy": self.policy, "claim": self.claim, "current": self.current()}
        return super().get_context_data(**facts, **kwargs)


class EditForClaim(OfClaim, Edit):
    """For the activity of one claim."""

    @cached_property
    def policy(self):
        return Policy.objects.on(self.claim.activity_date)

    def current(self):
        own = self.claim.involvement.payment_choices.newest()
        return own or super().current()

    def get_success_url(self):
        return reverse("reimbursement:claim-show", args=[self.claim.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(back_url=self.get_success_url(), **kwargs)


class Forget(MemberView, View):
    """Forget a usual cost: a button on the list of claims."""

    def get(self, request, pk):
        return redirect("reimbursement:claim-list")

    def post(self, request, pk):
        usual = UsualCost.objects.filter(member=self.member, pk=pk).first()
        if usual is not None:  # pressed twice, it is forgotten all the same
            actions.forget_cost(usual=usual, by=request.user)
        messages.success(request, "We have forgotten this. What is in your claims stays there.")
        return redirect("reimbursement:claim-list")
