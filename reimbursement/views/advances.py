"""Help with a cost before the day, as a member asks for it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.views import View

from design_system.refusals import Refusal
from involvement.models import Involvement
from people.views import MemberFormView, MemberView
from people.views.members import PRESS_AGAIN
from reimbursement import actions
from reimbursement.advances import rules_before
from reimbursement.forms import AskForm, BeforeKindForm
from reimbursement.models import Advance
from reimbursement.permissions import why_not_ask
from reimbursement.wording import what_helps

LIST = "reimbursement:claim-list"


class _OfPart(MemberFormView):
    """A page about a part that is still to come; where nothing can be asked, it says so."""

    part = None

    def get(self, request, pk, **kwargs):
        return self._find(pk) or super().get(request, pk, **kwargs)

    def post(self, request, pk, **kwargs):
        return self._find(pk) or super().post(request, pk, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(part=self.part, **kwargs)

    def _find(self, pk):
        parts = Involvement.objects.filter(member=self.member)
        self.part = get_object_or_404(parts.select_related("activity__service"), pk=pk)
        if why_not := why_not_ask(self.part):
            messages.error(self.request, why_not)
            return redirect(LIST)
        return None


class Choose(_OfPart):
    """For which kind of cost."""

    form_class = BeforeKindForm
    template_name = "reimbursement/advance_choose.html"
    back_url = reverse_lazy(LIST)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rules": rules_before(self.part)}

    def form_valid(self, form):
        return redirect("reimbursement:advance-ask", self.part.pk, form.cleaned_data["kind"])


class Ask(_OfPart):
    """What would help, about how much it is, and what it is for."""

    form_class = AskForm
    template_name = "reimbursement/advance_ask.html"
    rule = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rule": self.rule}

    def form_valid(self, form):
        try:
            actions.ask_before(involvement=self.part, by=self.request.user, **form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "We have your request. We tell you what was decided.")
        return redirect(LIST)

    def _find(self, pk):
        leads = super()._find(pk)
        if leads is None:
            rules = rules_before(self.part)
            self.rule = get_object_or_404(rules, kind=self.kwargs["kind"])
        return leads

    def get_context_data(self, **kwargs):
        back = reverse("reimbursement:advance-choose", args=[self.part.pk])
        facts = {"kind": self.rule.get_kind_display(), "what_helps": what_helps(self.rule)}
        return super().get_context_data(back_url=back, **facts, **kwargs)


class Withdraw(MemberView, View):
    """They do not need it any more: a button."""

    def get(self, request, pk):
        if self.kept_answers() is not None:
            messages.warning(request, PRESS_AGAIN)
        return redirect(LIST)

    def post(self, request, pk):
        advance = get_object_or_404(Advance.objects.of(self.member), pk=pk)
        if advance.status == Advance.Status.WITHDRAWN:
            return redirect(LIST)
        try:
            actions.withdraw_before(advance=advance, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "We have noted that you do not need this. Thank you.")
        return redirect(LIST)
