"""A claim that the PE team writes down for a member who rang, or who sent it on paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from people.models import Member, Person
from reimbursement import actions, permissions
from reimbursement.entitled import expense_rules_for
from reimbursement.forms import ChoiceForm, ExpenseForm, ReceiptForm, SendForm
from reimbursement.models import Choice, Claim, Line, Policy
from reimbursement.rates import money, total
from reimbursement.reading import costs_of
from reimbursement.wording import what_we_pay

READ_AGAIN = "These words have changed since you opened this page. Please read them out again."


def choice_record(request, reference):
    """What a member would like to be paid, after the words about benefits were read to them."""
    member = _member_for(request.user, reference)
    policy = Policy.objects.on(timezone.localdate())
    choice = Choice.objects.filter(member=member).standing().newest()
    initial = {"what": choice.what} if choice else {}
    form = ChoiceForm(_data(request), policy=policy, initial=initial)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("guidance", "") != (str(policy.pk) if policy else ""):
            form.add_error(None, READ_AGAIN)
        elif _chosen(request, member, form, policy):
            messages.success(request, "What they would like is saved.")
            return redirect("people:member-show", reference)
    context = {"form": form, "policy": policy, "person": member.person, "crumbs": _crumbs(member)}
    return render(request, "reimbursement/choice_record.html", context)


@require_POST
def claim_start(request, reference, part):
    """Begin a claim for a part that they took, or go on with the one in hand."""
    member = _member_for(request.user, reference)
    involvement = get_object_or_404(member.involvements, pk=part)
    try:
        claim = actions.claim_again(involvement=involvement, by=request.user)
    except Refusal as error:
        messages.error(request, str(error))
        return redirect("people:member-show", reference)
    return redirect("reimbursement:claim-write", claim.pk)


def claim_write(request, pk):
    """The claim as it stands; what it cost them is added, and it is sent for them."""
    claim = _claim_for(request.user, pk)
    if not claim.is_changeable:
        return redirect("reimbursement:claim-decide", claim.pk)
    known = {"answer": claim.answer, "late_reason": claim.late_reason}
    late = claim.policy is not None and permissions.is_late(claim)
    form = SendForm(_data(request), claim=claim, late=late, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_claim(claim=claim, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, "The claim is sent. As you wrote it down, somebody else has to decide."
            )
            return redirect("reimbursement:claim-decide", claim.pk)
    lines = list(claim.lines.prefetch_related("receipts"))
    why_not = permissions.why_not_write(claim)
    context = {
        "claim": claim,
        "person": claim.involvement.member.person,
        "lines": [(line, money(line.amount), line.kind != "payment") for line in lines],
        "total": money(total(line.amount for line in lines)),
        "rules": expense_rules_for(claim) if claim.policy else [],
        "receipts": claim.receipts.count(),
        "why_not": why_not or permissions.why_not_send(claim),
        "may_write": not why_not,
        "form": form,
        "crumbs": _crumbs(claim.involvement.member, claim),
    }
    return render(request, "reimbursement/claim_write.html", context)


def cost_add(request, pk, kind):
    """One thing that it cost them."""
    claim = _claim_to_write(request, pk)
    if claim is None:
        return redirect("reimbursement:claim-write", pk)
    rule = get_object_or_404(expense_rules_for(claim), kind=kind)
    site = claim.involvement.activity.site
    newest = claim.lines.order_by("pk").last()
    form = ExpenseForm(
        _data(request),
        request.FILES or None,
        rule=rule,
        site=site,
        initial={"after": newest.pk if newest else 0, "spent_date": claim.activity_date},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_expense_with_receipt(
                claim=claim,
                kind=rule.kind,
                receipt=form.cleaned_data.get("receipt"),
                after=form.newest_seen,
                by=request.user,
                **form.expense,
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Added: {rule.get_kind_display().lower()}.")
            return redirect("reimbursement:claim-write", claim.pk)
    context = _about(claim) | {"form": form, "heading": rule.get_kind_display()}
    context["what_we_pay"] = what_we_pay(rule)
    return render(request, "reimbursement/cost_add.html", context)


@require_POST
def cost_remove(request, pk):
    """Take out one thing."""
    lines = Line.objects.exclude(kind="payment").select_related("claim")
    line = get_object_or_404(lines, pk=pk)
    claim = _claim_for(request.user, line.claim_id)
    try:
        actions.remove_expense(line=line, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"“{line.called}” is not in the claim any more.")
    return redirect("reimbursement:claim-write", claim.pk)


def receipt_scan(request, pk):
    """A receipt that came on paper, scanned."""
    claim = _claim_to_write(request, pk)
    if claim is None:
        return redirect("reimbursement:claim-write", pk)
    form = ReceiptForm(_data(request), request.FILES or None, costs=costs_of(claim))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_receipt(
                claim=claim,
                line=form.chosen_line,
                receipt=form.cleaned_data["receipt"],
                by=request.user,
            )
        except Refusal as refusal:
            form.add_error("receipt", str(refusal))
        else:
            messages.success(request, "The receipt is added.")
            return redirect("reimbursement:claim-write", claim.pk)
    context = _about(claim) | {"form": form, "heading": "Add a receipt"}
    return render(request, "reimbursement/cost_add.html", context)


def _data(request):
    return request.POST if request.method == "POST" else None


def _chosen(request, member, form, policy):
    try:
        actions.choose_payment(
            member=member, what=form.cleaned_data["what"], guidance=policy, by=request.user
        )
    except Refusal as refusal:
        form.add_error("what", str(refusal))
        return False
    return True


def _member_for(user, reference):
    """The member, or Http404; PermissionDenied for whoever does not run reimbursement."""
    _refuse_others(user)
    person = Person.objects.by_reference(reference).first()
    members = Member.objects.visible_to(user).select_related("person")
    member = members.filter(person=person).first() if person else None
    if member is None:
        raise Http404
    return member


def _claim_for(user, pk):
    _refuse_others(user)
    rows = Claim.objects.visible_to(user).select_related("policy", "service")
    rows = rows.select_related("involvement__activity__site", "involvement__member__person")
    return get_object_or_404(rows, pk=pk)


def _claim_to_write(request, pk):
    """The claim, or None once nothing can be written into it: then the reason is a message."""
    claim = _claim_for(request.user, pk)
    if why_not := permissions.why_not_write(claim):
        messages.error(request, why_not)
        return None
    return claim


def _refuse_others(user):
    if why_not := permissions.why_not_write_for_members(user):
        raise PermissionDenied(why_not)


def _crumbs(member, claim=None):
    reference = member.person.reference
    crumbs = [
        (reverse("desk-members"), "Members"),
        (reverse("people:member-show", args=[reference]), reference),
    ]
    if claim:
        crumbs.append((reverse("reimbursement:claim-write", args=[claim.pk]), claim.reference))
    return crumbs


def _about(claim):
    """Whom a claim is for, and the way back to it."""
    member = claim.involvement.member
    return {"person": member.person, "crumbs": _crumbs(member, claim)}
