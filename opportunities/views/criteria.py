"""What an opportunity asks for, in rows."""

from django.contrib import messages
from django.shortcuts import redirect, render

from design_system.refusals import Refusal
from opportunities import actions
from opportunities.forms import CriterionFormSet, starting_rows
from opportunities.forms.criteria import choices_of_asks

from .loading import crumbs_to, opportunity_for_change


def criteria_edit(request, slug):
    """Change what is asked; "save and add more" comes back with empty rows."""
    opportunity = opportunity_for_change(request.user, slug)
    rows = CriterionFormSet(
        request.POST if request.method == "POST" else None,
        initial=starting_rows(opportunity),
        form_kwargs={"asks": choices_of_asks(opportunity)},
    )
    refusal = None
    if request.method == "POST" and rows.is_valid():
        try:
            actions.set_criteria(opportunity=opportunity, criteria=rows.criteria(), by=request.user)
        except Refusal as error:
            refusal = str(error)
        else:
            messages.success(request, "What is asked is saved.")
            more = "more" in request.POST
            return redirect(
                "opportunities:criteria-edit" if more else "opportunities:facts-show",
                opportunity.slug,
            )
    context = {
        "rows": rows,
        "refusal": refusal,
        "opportunity": opportunity,
        "crumbs": crumbs_to(opportunity),
    }
    return render(request, "opportunities/criteria_edit.html", context)
