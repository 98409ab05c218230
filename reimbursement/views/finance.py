"""Finance: what is owed, batches, the file for the ledger, and what came of it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from people.models import Member
from reimbursement import actions, permissions
from reimbursement.exporting import lines_of_file
from reimbursement.forms.finance import PayeeForm, ResultsForm, ReverseForm
from reimbursement.models import Batch, Claim, Line, Payee, Way
from reimbursement.paying import to_pay, why_failed

SHOWN = 100  # payments of a batch that its page lists


@dataclass(frozen=True)
class Step:
    """One button on the page of a batch: what it asks, does and says."""

    words: str
    why_not: object
    act: object
    done: str


STEPS = {
    "check": Step(
        "It is right: mark it as checked",
        permissions.why_not_check_batch,
        actions.check_batch,
        "It is checked. Now it can be taken out for finance.",
    ),
    "take-back": Step(
        "Take it back",
        permissions.why_not_drop_batch,
        actions.drop_batch,
        "It is taken back. What was in it is owed as before.",
    ),
}


def owed_show(request):
    """What is owed, by the way in which it is paid, and what is missing before it can be."""
    _refuse_unless_finance(request.user)
    context = {"ways": [to_pay(request.user, way) for way in Way], "crumbs": _crumbs()}
    return render(request, "reimbursement/owed_show.html", context)


@require_POST
def batch_make(request, way):
    """Put what is owed one way into a batch."""
    _refuse_unless_finance(request.user)
    if way not in Way:
        raise Http404
    try:
        batch = actions.make_batch(way=way, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("reimbursement:owed-show")
    messages.success(request, f"{batch} is made. Ask a colleague to check it.")
    return redirect("reimbursement:batch-show", batch.pk)


def batch_show(request, pk):
    """One batch: its payments, and what can be done with it now."""
    batch = _batch_for(request.user, pk)
    payments = batch.payments.select_related("claim__involvement__activity", "line")
    context = {
        "batch": batch,
        "payments": payments.order_by("pk")[:SHOWN],
        "more": max(batch.count - SHOWN, 0),
        "steps": [(k, s) for k, s in STEPS.items() if not s.why_not(request.user, batch)],
        "why_not_check": permissions.why_not_check_batch(request.user, batch),
        "may_export": not permissions.why_not_export_batch(request.user, batch),
        "crumbs": _crumbs(),
    }
    return render(request, "reimbursement/batch_show.html", context)


@require_POST
def batch_move(request, pk, step):
    """Move a batch on by one of STEPS."""
    batch = _batch_for(request.user, pk)
    if step not in STEPS:
        raise Http404
    try:
        STEPS[step].act(batch=batch, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, STEPS[step].done)
    return redirect("reimbursement:batch-show", batch.pk)


@require_POST
def batch_export(request, pk):
    """The file for finance, as a download; again, it is the same one."""
    batch = _batch_for(request.user, pk)
    try:
        batch = actions.export_batch(batch=batch, layout=settings.PAYMENT_LAYOUT, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("reimbursement:batch-show", batch.pk)
    return StreamingHttpResponse(
        lines_of_file(batch, batch.layout),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{batch}.csv"'},
    )


def results_record(request, pk):
    """Write down what finance answers."""
    batch = _batch_for(request.user, pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ResultsForm(*sent)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_results(batch=batch, results=form.cleaned_data["file"], by=request.user)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, "It is written down. Members whose money went out are told.")
            return redirect("reimbursement:batch-show", batch.pk)
    context = {"form": form, "batch": batch, "crumbs": _crumbs(batch)}
    return render(request, "reimbursement/results_record.html", context)


def payee_edit(request, pk, way):
    """Under which reference finance knows a member to whom something is owed."""
    _refuse_unless_finance(request.user)
    if way not in Way:
        raise Http404
    member = _claimant(pk)
    payee = Payee.objects.filter(member=member, way=way).first()
    form = PayeeForm(
        request.POST if request.method == "POST" else None,
        initial={"reference": payee.reference if payee else ""},
    )
    if request.method == "POST" and form.is_valid():
        actions.set_payee(member=member, way=way, by=request.user, **form.cleaned_data)
        messages.success(request, f"The reference of {member} is saved.")
        return redirect("reimbursement:owed-show")
    context = {"form": form, "member": member, "way": Way(way), "crumbs": _crumbs()}
    context["failed"] = why_failed([member.pk], way).get(member.pk)
    return render(request, "reimbursement/payee_edit.html", context)


def payee_form(request, pk):
    """A form to print, on which a member tells finance where to pay. Nothing of it comes here."""
    _refuse_unless_finance(request.user)
    context = {"member": _claimant(pk), "crumbs": _crumbs()}
    return render(request, "reimbursement/payee_form.html", context)


def line_reverse(request, pk):
    """Take back something approved that was found wrong."""
    _refuse_unless_finance(request.user)
    lines = Line.objects.filter(entries__kind="approved").select_related("claim")
    line = get_object_or_404(lines, pk=pk)
    back = reverse("reimbursement:claim-decide", args=[line.claim_id])
    if why_not := permissions.why_not_take_back(request.user, line):
        messages.error(request, why_not)
        return redirect(back)
    form = ReverseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reverse_line(line=line, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, "It is taken back, and we tell them so.")
            return redirect(back)
    crumbs = [(reverse("desk-claims"), "Claims"), (back, str(line.claim))]
    context = {"form": form, "line": line, "back": back, "crumbs": crumbs}
    return render(request, "reimbursement/line_reverse.html", context)


def _refuse_unless_finance(user):
    if why_not := permissions.why_not_pay(user):
        raise PermissionDenied(why_not)


def _claimant(pk):
    """A member who has claimed something, or Http404: finance sees nobody else."""
    members = Member.objects.filter(involvements__claims__in=Claim.objects.sent_in())
    return get_object_or_404(members.select_related("person").distinct(), pk=pk)


def _batch_for(user, pk):
    _refuse_unless_finance(user)
    return get_object_or_404(Batch.objects.select_related("made_by", "checked_by"), pk=pk)


def _crumbs(batch=None):
    crumbs = [(reverse("desk-payments"), "Payments")]
    if batch:
        crumbs.append((reverse("reimbursement:batch-show", args=[batch.pk]), str(batch)))
    return crumbs
