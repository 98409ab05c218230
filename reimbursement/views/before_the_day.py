"""One request for help before the day: decided, bought, and what became of what is left."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from reimbursement import actions, permissions
from reimbursement.advances import where_it_is
from reimbursement.entitled import day_of
from reimbursement.forms import AgreeForm, BuyForm, RefuseForm, SettleForm
from reimbursement.models import Advance
from reimbursement.rates import money

CHANGED = "This has changed since you opened it. Please look at it again."
Status = Advance.Status


def advance_decide(request, pk):
    """Read what is asked; agree to it, as the first person or the second."""
    advance = _advance_for(request.user, pk)
    if request.method != "POST":
        return _show(request, advance)
    if why_not := permissions.why_not_agree_before(request.user, advance):
        return _refused(request, advance, why_not)
    if request.POST.get("stamp") != _stamp(advance):
        return _refused(request, advance, CHANGED)
    if advance.status == Status.SECOND:
        return _done(request, advance, actions.agree_before_second)
    form = AgreeForm(request.POST, advance=advance)
    if not form.is_valid():
        return _show(request, advance, agree=form)
    return _done(request, advance, actions.agree_before, **form.cleaned_data)


@require_POST
def advance_refuse(request, pk):
    """Do not agree, and say why."""
    advance = _advance_for(request.user, pk)
    if why_not := permissions.why_not_decide_before(request.user, advance):
        return _refused(request, advance, why_not)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _show(request, advance, refuse=form)
    reason = form.cleaned_data["refusal"]
    return _done(request, advance, actions.refuse_before, reason=reason)


@require_POST
def advance_buy(request, pk):
    """Note what was bought."""
    advance = _advance_for(request.user, pk)
    if why_not := permissions.why_not_buy(request.user, advance):
        return _refused(request, advance, why_not)
    form = BuyForm(request.POST, cost_centre=advance.cost_centre)
    if form.is_valid():
        try:
            actions.buy_before(advance=advance, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("cost", str(refusal))
    if form.errors:
        return _show(request, advance, buy=form)
    messages.success(request, "It is noted, and we tell them that it is bought.")
    return redirect("reimbursement:advance-decide", advance.pk)


@require_POST
def advance_settle(request, pk):
    """Enter what became of money that is left."""
    advance = _advance_for(request.user, pk)
    if why_not := permissions.why_not_settle(request.user, advance):
        return _refused(request, advance, why_not)
    form = SettleForm(request.POST)
    if not form.is_valid():
        return _show(request, advance, settle=form)
    return _done(request, advance, actions.settle_before, **form.cleaned_data)


def _advance_for(user, pk):
    """The request, or Http404 where `user` may not know of it."""
    _refuse_others(user)
    rows = Advance.objects.visible_to(user).accounted()
    rows = rows.select_related("service", "policy", "asked_by", "agreed_by", "second_agreed_by")
    rows = rows.select_related("bought_by", "claim", "involvement__activity")
    return get_object_or_404(rows.select_related("involvement__member__person"), pk=pk)


def _refuse_others(user):
    if why_not := permissions.why_not_use_claims(user):
        raise PermissionDenied(why_not)


def _done(request, advance, action, **facts):
    try:
        advance = action(advance=advance, by=request.user, **facts)
    except Refusal as refusal:  # somebody else was quicker
        return _refused(request, advance, str(refusal))
    messages.success(request, _thanks(advance))
    return redirect("reimbursement:advance-decide", advance.pk)


def _thanks(advance):
    return {
        Status.SECOND: "Thank you. A second person has to agree too.",
        Status.REFUSED: "It is refused, and we tell them why.",
    }.get(advance.status, "It is saved.")


def _refused(request, advance, words):
    messages.error(request, words)
    return redirect("reimbursement:advance-decide", advance.pk)


def _show(request, advance, *, agree=None, refuse=None, buy=None, settle=None):
    user = request.user
    forms = {
        "agree": agree or AgreeForm(advance=advance),
        "refuse": refuse or RefuseForm(),
        "buy": buy or BuyForm(cost_centre=advance.cost_centre),
        "settle": settle or SettleForm(),
    }
    payments = advance.claim.payments.exclude(status="dropped") if advance.claim else ()
    context = forms | {
        "advance": advance,
        "person": advance.involvement.member.person,
        "facts": _facts(advance),
        "where": where_it_is(advance, list(payments.order_by("pk")) if payments else ()),
        "waits": advance.status in Advance.WAITING,
        "why_not": permissions.why_not_decide_before(user, advance),
        "why_not_agree": permissions.why_not_agree_before(user, advance),
        "may_buy": not permissions.why_not_buy(user, advance),
        "may_drop": _may_drop(user, advance),
        "left": _left(advance),
        "may_settle": not permissions.why_not_settle(user, advance),
        "wrong": next((form for form in forms.values() if form.errors), forms["agree"]),
        "stamp": _stamp(advance),
        "crumbs": [
            (reverse("desk-help-before"), "Help before the day"),
            (reverse("reimbursement:advance-decide", args=[advance.pk]), str(advance)),
        ],
    }
    return render(request, "reimbursement/advance_decide.html", context)


def _may_drop(user, advance):
    open_still = advance.status in Advance.WAITING or (
        advance.status == Status.AGREED and not advance.is_money
    )
    return open_still and not permissions.why_not_write_for_members(user)


def _left(advance):
    """The pounds that are left of money, in words, once the day is over; or None."""
    expected = advance.involvement.status == "expected"
    if advance.claim is None or advance.status != Status.AGREED or expected or advance.left <= 0:
        return None
    return money(advance.left) if advance.claim.payments.filter(status="paid").exists() else None


def _facts(advance):
    """What stands at the top: pairs of a heading and words."""
    part = advance.involvement
    facts = [
        ("Person", f"{part.member.person.name}, {part.member}"),
        ("Activity", part.activity.title),
        ("Day", day_of(part)),
        ("Their part", part.get_status_display()),
        ("What for", f"{advance.get_kind_display()}: {advance.called}"),
        ("What would help", advance.get_help_display()),
        ("About how much", money(advance.amount)),
        ("Service that pays", advance.service.name),
        ("Cost centre", advance.cost_centre or "None"),
        ("Asked", advance.asked_at),
        ("Days waited", (timezone.localdate() - timezone.localdate(advance.asked_at)).days),
    ]
    if advance.asked_by and advance.asked_by_id != advance.claimant_id:
        facts.append(("Written down for them by", advance.asked_by.called))
    for heading, who, at in (
        ("Agreed by", advance.agreed_by, advance.agreed_at),
        ("Also agreed by", advance.second_agreed_by, advance.second_agreed_at),
        ("Bought by", advance.bought_by, advance.bought_at),
    ):
        facts += [(heading, who.called if who else "A colleague who has left")] if at else []
    for heading, pounds in (
        ("Agreed up to", advance.amount_agreed),
        ("What it cost", advance.cost),
        ("Taken off in their claims", advance.used),
        ("Given back", advance.returned),
        ("Left with them", advance.waived),
    ):
        facts += [(heading, money(pounds))] if pounds else []
    return facts


def _stamp(advance):
    return advance.status_changed_at.isoformat()
