"""What it cost to take part: added to a claim, changed, taken out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from design_system.refusals import Refusal
from people.views import MemberFormView
from reimbursement import actions
from reimbursement.entitled import expense_rules_for
from reimbursement.forms import ExpenseForm, KindForm
from reimbursement.models import CARE, ExpenseRule, Kind
from reimbursement.permissions import why_not_write
from reimbursement.wording import what_we_pay

from .loading import ClaimButton, OfClaim, own_expense, to_claim

CHOOSE_AGAIN = "Choose your receipt again, because it could not be kept meanwhile"


class Choose(OfClaim, MemberFormView):
    """Which kind of expense: each says what we pay."""

    form_class = KindForm
    template_name = "reimbursement/expense_choose.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"rules": expense_rules_for(self.claim)}

    def form_valid(self, form):
        return redirect("reimbursement:expense-add", self.claim.pk, form.cleaned_data["kind"])

    def get_context_data(self, **kwargs):
        back = reverse("reimbursement:claim-show", args=[self.claim.pk])
        return super().get_context_data(claim=self.claim, back_url=back, **kwargs)


class _ExpenseView(OfClaim, MemberFormView):
    """A form for one expense. `rule` is what the policy says of its kind."""

    form_class = ExpenseForm
    template_name = "reimbursement/expense_edit.html"
    rule = line = None

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {
            "rule": self.rule,
            "site": self.claim.involvement.activity.site,
            "remember_for_care": self.rule.kind in CARE,
        }

    def form_valid(self, form):
        try:
            self.keep(form)
        except Refusal as refusal:
            form.add_error("receipt" if form.cleaned_data.get("receipt") else None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "We have saved this in your claim.")
        return to_claim(self.claim)

    def form_invalid(self, form):
        if self.request.FILES.get("receipt") and "receipt" not in form.errors:
            form.add_error("receipt", CHOOSE_AGAIN)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        facts = {
            "claim": self.claim,
            "line": self.line,
            "kind": self.rule.get_kind_display(),
            "what_we_pay": what_we_pay(self.rule),
            "back_url": self.back(),
        }
        return super().get_context_data(**facts, **kwargs)


class Add(_ExpenseView):
    """A new expense of the kind in the address, with its receipt."""

    def find(self, pk):
        claim = super().find(pk)
        kind = self.kwargs["kind"]
        self.rule = expense_rules_for(claim).filter(kind=kind).first()
        if self.rule is None and (kind not in Kind.values or not why_not_write(claim)):
            raise Http404
        return claim

    def get_initial(self):
        newest = self.claim.lines.order_by("pk").last()
        return {"after": newest.pk if newest else 0, "spent_date": self.claim.activity_date}

    def keep(self, form):
        actions.add_expense_with_receipt(
            claim=self.claim,
            kind=self.rule.kind,
            receipt=form.cleaned_data.get("receipt"),
            after=form.newest_seen,
            by=self.request.user,
            **form.expense,
        )

    def back(self):
        return reverse("reimbursement:expense-choose", args=[self.claim.pk])


class Edit(_ExpenseView):
    """An expense as it stands, to change."""

    def find(self, pk):
        self.line = own_expense(self.member, pk)
        claim, kind = self.line.claim, self.line.kind
        known = claim.policy and claim.policy.expense_rules.filter(kind=kind).first()
        self.rule = known or ExpenseRule(policy=claim.policy, kind=kind)
        return claim

    def get_initial(self):
        line = self.line
        return {
            "miles": f"{line.miles.normalize():f}" if line.by_miles else None,
            "spent": line.spent,
            "spent_date": line.spent_date or line.claim.activity_date,
            "description": line.description,
            "without_receipt": line.without_receipt,
        }

    def keep(self, form):
        actions.change_expense_with_receipt(
            line=self.line,
            receipt=form.cleaned_data.get("receipt"),
            by=self.request.user,
            **form.expense,
        )

    def back(self):
        return reverse("reimbursement:claim-show", args=[self.claim.pk])


class Remove(ClaimButton):
    """Take an expense out."""

    def find(self, pk):
        return own_expense(self.member, pk)

    def press(self, line):
        actions.remove_expense(line=line, by=self.request.user)
        return f"“{line.called}” is not in your claim any more."
