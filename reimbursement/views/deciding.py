"""One claim as its approver reads it: what it adds up, what to look at, and what they decide."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from reimbursement import actions, concerns, permissions
from reimbursement.entitled import hours_of
from reimbursement.forms import ApproveForm, SendBackForm
from reimbursement.forms.deciding import CHANGED, stamp_of
from reimbursement.models import Claim, Payment
from reimbursement.rates import NONE, in_hours, money, total


def claim_decide(request, pk):
    """Read a claim; approve it line by line."""
    claim = _claim_for(request.user, pk)
    form = _approve_form(claim, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, claim, approve=form)
    if refusal := permissions.why_not_approve(request.user, claim):
        return _refused(request, claim, refusal)
    if not form.is_valid():
        return _show(request, claim, approve=form)
    try:
        claim = actions.approve_claim(claim=claim, decisions=form.decisions, by=request.user)
    except Refusal as error:  # somebody else was quicker
        return _refused(request, claim, str(error))
    messages.success(request, _thanks(claim))
    return redirect("reimbursement:claim-decide", claim.pk)


@require_POST
def claim_agree(request, pk):
    """Agree, as the second person, to what the first approved."""
    claim = _claim_for(request.user, pk)
    if request.POST.get("stamp") != stamp_of(claim):
        return _refused(request, claim, CHANGED)
    if refusal := permissions.why_not_agree_second(request.user, claim):
        return _refused(request, claim, refusal)
    try:
        claim = actions.agree_second(claim=claim, by=request.user)
    except Refusal as error:
        return _refused(request, claim, str(error))
    messages.success(request, _thanks(claim))
    return redirect("reimbursement:claim-decide", claim.pk)


@require_POST
def claim_return(request, pk):
    """Send a claim back to its member with a question."""
    claim = _claim_for(request.user, pk)
    form = SendBackForm(request.POST)
    if refusal := permissions.why_not_decide(request.user, claim):
        return _refused(request, claim, refusal)
    if not form.is_valid():
        return _show(request, claim, send_back=form)
    try:
        actions.send_back(claim=claim, by=request.user, **form.cleaned_data)
    except Refusal as error:
        return _refused(request, claim, str(error))
    messages.success(request, "The claim is sent back, and we tell them your question.")
    return redirect("reimbursement:claim-decide", claim.pk)


def _claim_for(user, pk):
    """The claim, or Http404 where `user` may not know of it."""
    if why_not := permissions.why_not_use_claims(user):
        raise PermissionDenied(why_not)
    rows = Claim.objects.visible_to(user).select_related(
        "service", "policy", "approved_by", "second_approved_by", "sent_by", "advance"
    )
    rows = rows.select_related("involvement__activity__site", "involvement__member__person")
    rows = rows.prefetch_related(
        "policy__expense_rules", "lines__receipts", "receipts__line", _payments()
    )
    return get_object_or_404(rows, pk=pk)


def _payments():
    payments = Payment.objects.exclude(status=Payment.Status.DROPPED).select_related("batch")
    return Prefetch("lines__payments", payments.order_by("pk"))


def _approve_form(claim, data=None):
    return ApproveForm(data, claim=claim, lines=list(claim.lines.all()))


def _show(request, claim, *, approve=None, send_back=None):
    approve, send_back = approve or _approve_form(claim), send_back or SendBackForm()
    user, lines = request.user, list(claim.lines.all())
    before = total(line.advanced for line in lines)
    why_not = permissions.why_not_decide(user, claim)
    may_approve = not permissions.why_not_approve(user, claim)
    context = {
        "claim": claim,
        "person": claim.involvement.member.person,
        "activity": claim.involvement.activity,
        "facts": _facts(claim),
        "concerns": concerns.of_claim(claim) if claim.policy else [],
        "lines": [_line(user, claim, line, approve if may_approve else None) for line in lines],
        "asked": money(total(line.amount for line in lines)),
        "before": before and money(before),
        "ask_finance": _is_to_be_paid(claim, lines) and permissions.why_not_pay(user),
        "approved": money(total(line.amount_approved or NONE for line in lines)),
        "is_decided": claim.approved_at is not None,
        "waits": claim.status in (Claim.Status.SENT, Claim.Status.SECOND),
        "why_not": why_not,
        "why_not_approve": permissions.why_not_approve(user, claim),
        "may_approve": may_approve,
        "may_agree": not permissions.why_not_agree_second(user, claim),
        "approve": approve,
        "send_back": send_back,
        "wrong": approve if approve.errors else send_back,
        "stamp": stamp_of(claim),
        "crumbs": [
            (reverse("desk-claims"), "Claims"),
            (reverse("reimbursement:claim-decide", args=[claim.pk]), claim.reference),
        ],
    }
    return render(request, "reimbursement/claim_decide.html", context)


def _facts(claim):
    """What stands at the top: pairs of a heading and words."""
    part, hours = claim.involvement, hours_of(claim.involvement)
    took_part = part.get_status_display()
    facts = [
        ("Person", f"{part.member.person.name}, {part.member}"),
        ("Activity", part.activity.title),
        ("Day", claim.activity_date),
        ("Took part", f"{took_part}, {in_hours(hours)}" if hours else took_part),
        ("Category", part.get_category_display()),
        ("Service that pays", claim.service.name),
        ("Cost centre", claim.cost_centre or "None"),
        ("What they chose", claim.get_choice_display() or "Nothing yet"),
        ("Policy", f"{claim.policy.title}, {claim.policy}" if claim.policy else "No rates are set"),
    ]
    if claim.is_advance:
        facts.append(("Given before the day", str(claim.advance)))
    if claim.sent_at:
        facts.append(("Sent", claim.sent_at))
        if claim.sent_by and claim.sent_by_id != claim.claimant_id:
            facts.append(("Written down for them by", claim.sent_by.called))
    for heading, words in (("We asked", claim.question), ("They answered", claim.answer)):
        facts += [(heading, words)] if words else []
    for heading, who, at in (
        ("Approved by", claim.approved_by, claim.approved_at),
        ("Agreed by", claim.second_approved_by, claim.second_approved_at),
    ):
        facts += [(heading, who.called if who else "A colleague who has left")] if at else []
    return facts


def _is_to_be_paid(claim, lines):
    """Whether something that was approved waits for finance."""
    owed = [line for line in lines if line.amount_approved and not line.reversed_at]
    return claim.status == Claim.Status.APPROVED and any(not line.payments.all() for line in owed)


def _line(user, claim, line, form):
    return {
        "line": line,
        "asked": money(line.payable),
        "approved": None if line.accepted is None else money(line.accepted),
        "may_take_back": not permissions.why_not_take_back(user, line),
        "concerns": concerns.of_line(claim, line) if claim.policy else [],
        "fields": form.of_line(line) if form else [],
    }


def _refused(request, claim, words):
    messages.error(request, words)
    return redirect("reimbursement:claim-decide", claim.pk)


def _thanks(claim):
    return {
        Claim.Status.SECOND: "Thank you. A second person has to agree before it is paid.",
        Claim.Status.APPROVED: "Thank you. The claim is approved, and we tell them so.",
        Claim.Status.REFUSED: "Nothing of the claim is approved, and we tell them so.",
    }[claim.status]
