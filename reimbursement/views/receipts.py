"""Receipts: added to a claim, taken out, and given back as files to save, never shown inline."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views import View

from design_system.refusals import Refusal
from design_system.staff import sign_in_first, staff_only
from people.views import MemberFormView
from reimbursement import actions
from reimbursement.forms import ReceiptForm
from reimbursement.models import Receipt
from reimbursement.permissions import is_own, why_not_see_claim
from reimbursement.reading import costs_of

from .loading import ClaimButton, OfClaim, own_receipt, to_claim


class Add(OfClaim, MemberFormView):
    """One more receipt."""

    form_class = ReceiptForm
    template_name = "reimbursement/receipt_add.html"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"costs": costs_of(self.claim)}

    def form_valid(self, form):
        try:
            actions.add_receipt(
                claim=self.claim,
                line=form.chosen_line,
                receipt=form.cleaned_data["receipt"],
                by=self.request.user,
            )
        except Refusal as refusal:
            form.add_error("receipt", str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, "We have your receipt.")
        return to_claim(self.claim)

    def get_context_data(self, **kwargs):
        back = reverse("reimbursement:claim-show", args=[self.claim.pk])
        return super().get_context_data(claim=self.claim, back_url=back, **kwargs)


class Remove(ClaimButton):
    """Take a receipt out."""

    def find(self, pk):
        return own_receipt(self.member, pk)

    def press(self, receipt):
        actions.remove_receipt(receipt=receipt, by=self.request.user)
        return "The receipt is not in your claim any more."


class Download(View):
    """A receipt for its member. Staff who may see the claim are led past their second step."""

    def get(self, request, pk):
        if sign_in := sign_in_first(request):
            return sign_in
        receipt = _receipt_for(request.user, pk)
        if not is_own(request.user, receipt.claim):
            return redirect("reimbursement:receipt-show", receipt.pk)
        return _as_file(receipt)


@staff_only
def show(request, pk):
    """The same for staff, behind the door of the back office."""
    return _as_file(_receipt_for(request.user, pk))


def _receipt_for(user, pk):
    rows = Receipt.objects.select_related("file", "claim__involvement__member__person")
    receipt = get_object_or_404(rows, pk=pk)
    if why_not_see_claim(user, receipt.claim):
        raise Http404
    return receipt


def _as_file(receipt):
    headers = {
        "Content-Disposition": f'attachment; filename="{receipt.download_name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    content = bytes(receipt.file.content)
    return HttpResponse(content, content_type=receipt.media_type, headers=headers)
