"""Staff's own screens for the versions of the reimbursement policy."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from design_system.forms import Form
from design_system.refusals import Refusal
from involvement.models import Category
from reimbursement import actions, permissions, policy_words
from reimbursement.forms.policies import (
    CopyForm,
    EntitlementForm,
    MilesForm,
    PolicyForm,
    SpentForm,
)
from reimbursement.models import EXPENSES, MILEAGE, Policy

DESK = "desk-reimbursement-policy"
LARGEST_KEY = 2**63 - 1  # beyond, SQLite cannot even ask


def policy_show(request, pk):
    """One version, as it reads in words, with what can be done."""
    policy = _policy_for(request.user, pk)
    context = {
        "policy": policy,
        "state": policy_words.state(policy),
        "categories": policy_words.categories(policy),
        "expenses": policy_words.expenses(policy),
        "second_approval": policy_words.second_approval(policy),
        "may_copy": not permissions.why_not_set_policy(request.user),
        "may_change": not permissions.why_not_set_policy(request.user, policy),
        "crumbs": _crumbs(),
    }
    return render(request, "reimbursement/policy_show.html", context)


def policy_create(request):
    """Begin a version from nothing."""
    if why_not := permissions.why_not_set_policy(request.user):
        raise PermissionDenied(why_not)
    form = PolicyForm(_sent(request), initial={"claim_within_days": 90})
    if request.method == "POST" and form.is_valid():
        policy = actions.create_policy(**form.cleaned_data, by=request.user)
        messages.success(request, "It is made, and pays nothing yet. Now say what it pays.")
        return _to(policy)
    return _form(request, form, heading="New version of the policy", crumbs=_crumbs())


def policy_copy(request, pk):
    """Begin a version from one that there is, published or not."""
    policy = _policy_for(request.user, pk)
    if why_not := permissions.why_not_set_policy(request.user):
        raise PermissionDenied(why_not)
    form = CopyForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        copy = actions.copy_policy(policy=policy, **form.cleaned_data, by=request.user)
        messages.success(
            request, "It is made. It pays what the other one pays, until you change it."
        )
        return _to(copy)
    heading = f"New version from “{policy.title}”"
    return _form(request, form, heading=heading, crumbs=_crumbs(policy))


def policy_edit(request, pk):
    """The facts of a version that is being prepared."""
    policy = _policy_to_change(request.user, pk)
    initial = {name: getattr(policy, name) for name in PolicyForm.base_fields}
    form = PolicyForm(_sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_policy(policy=policy, facts=form.cleaned_data, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, policy)
    return _form(request, form, heading="Change the facts", policy=policy)


def policy_publish(request, pk):
    """Ask once more, saying what happens; then let the version count."""
    policy = _policy_to_change(request.user, pk)
    form = Form(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish_policy(policy=policy, by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            day = policy_words.day(policy.from_date)
            messages.success(request, f"It is published. It counts from {day} on.")
            return _to(policy)
    context = {
        "form": form,
        "policy": policy,
        "before": Policy.objects.on(policy.from_date),
        "has_begun": policy.from_date < timezone.localdate(),
        "pays_nothing": not any(one.pays_anything for one in policy.entitlements.all()),
        "crumbs": _crumbs(policy),
    }
    return render(request, "reimbursement/policy_publish.html", context)


def entitlement_edit(request, pk, category):
    """What one category of involvement entitles to."""
    policy = _policy_to_change(request.user, pk)
    category = _one_of(Category, category)
    entitlement = policy.entitlements.filter(category=category).first()
    form = EntitlementForm.for_entitlement(entitlement, _sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_entitlement(
                policy=policy, category=category, **form.said(), by=request.user
            )
        except Refusal as refusal:
            form.add_error("basis", str(refusal))
        else:
            return _saved(request, policy)
    context = {"form": form, "policy": policy, "heading": category.label}
    context["crumbs"] = _crumbs(policy)
    return render(request, "reimbursement/entitlement_edit.html", context)


def rule_edit(request, pk, kind):
    """How one kind of expense is paid."""
    policy = _policy_to_change(request.user, pk)
    kind = _one_of(EXPENSES, kind)
    rule = policy.expense_rules.filter(kind=kind).first()
    form = (MilesForm if kind in MILEAGE else SpentForm).for_rule(rule, _sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_expense_rule(policy=policy, kind=kind, **form.said(), by=request.user)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, policy)
    context = {"form": form, "policy": policy, "kind": kind, "rule": rule}
    context |= {"heading": kind.label, "crumbs": _crumbs(policy)}
    return render(request, "reimbursement/rule_edit.html", context)


@require_POST
def rule_drop(request, pk, kind):
    """Say that one kind of expense is not paid."""
    policy = _policy_to_change(request.user, pk)
    kind = _one_of(EXPENSES, kind)
    try:
        actions.drop_expense_rule(policy=policy, kind=kind, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _to(policy)
    return _saved(request, policy)


def _policy_for(user, pk):
    """The version, or PermissionDenied or Http404."""
    if why_not := permissions.why_not_see_policy(user):
        raise PermissionDenied(why_not)
    if pk > LARGEST_KEY:
        raise Http404
    return get_object_or_404(Policy.objects.followed(), pk=pk)


def _policy_to_change(user, pk):
    """The same, or PermissionDenied where `user` may not change it, or nobody may any more."""
    policy = _policy_for(user, pk)
    if why_not := permissions.why_not_set_policy(user, policy):
        raise PermissionDenied(why_not)
    return policy


def _one_of(choices, value):
    """The choice that an address names, or Http404."""
    found = next((choice for choice in choices if choice == value), None)
    if found is None:
        raise Http404
    return found


def _sent(request):
    return request.POST if request.method == "POST" else None


def _saved(request, policy):
    messages.success(request, "It is saved.")
    return _to(policy)


def _to(policy):
    return redirect("reimbursement:policy-show", policy.pk)


def _form(request, form, *, heading, policy=None, crumbs=None):
    context = {"form": form, "heading": heading, "policy": policy}
    context["crumbs"] = crumbs or _crumbs(policy)
    return render(request, "reimbursement/policy_form.html", context)


def _crumbs(policy=None):
    """The way back: pairs of an address and its words."""
    crumbs = [(reverse(DESK), "Reimbursement policy")]
    if policy:
        address = reverse("reimbursement:policy-show", args=[policy.pk])
        crumbs.append((address, policy.title))
    return crumbs
