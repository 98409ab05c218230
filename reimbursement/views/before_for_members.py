"""Help before the day that the PE team writes down for a member who rang or wrote."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from design_system.refusals import Refusal
from reimbursement import actions, permissions
from reimbursement.advances import rules_before
from reimbursement.forms import AskForThemForm
from reimbursement.models import Advance

from .for_members import _crumbs, _member_for, _refuse_others


def advance_record(request, reference, part):
    """What a member would like before the day of a part."""
    member = _member_for(request.user, reference)
    parts = member.involvements.select_related("activity__service")
    involvement = get_object_or_404(parts, pk=part)
    if why_not := permissions.why_not_ask(involvement):
        messages.error(request, f"What they would read: “{why_not}”")
        return redirect("people:member-show", reference)
    sent = request.POST if request.method == "POST" else None
    form = AskForThemForm(sent, rules=rules_before(involvement))
    if request.method == "POST" and form.is_valid():
        try:
            advance = actions.ask_before(involvement=involvement, by=request.user, **form.said())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, "It is asked. As you wrote it down, somebody else has to decide."
            )
            return redirect("reimbursement:advance-decide", advance.pk)
    context = {
        "form": form,
        "person": member.person,
        "activity": involvement.activity,
        "crumbs": _crumbs(member),
    }
    return render(request, "reimbursement/advance_record.html", context)


@require_POST
def advance_drop(request, pk):
    """They told us that they do not need it any more."""
    _refuse_others(request.user)
    advance = get_object_or_404(Advance.objects.visible_to(request.user), pk=pk)
    try:
        actions.withdraw_before(advance=advance, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "It is noted that they do not need it any more.")
    return redirect(reverse("reimbursement:advance-decide", args=[advance.pk]))
