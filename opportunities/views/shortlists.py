"""The team's shortlist: who suits, what to decide about them; and the list of people placed."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse

from design_system.refusals import Refusal
from opportunities import actions, permissions
from opportunities.forms import DecisionForm
from opportunities.models import Application, Decision
from opportunities.shortlists import Shortlist
from people.models import Channel

from .loading import crumbs_to, opportunity_for

CHANNELS = {
    Channel.EMAIL: ("{} by email", "{} by email"),
    Channel.POST: ("{} by letter", "{} by letter"),
    Channel.PHONE: ("{} phone call", "{} phone calls"),
}
DONE = {
    Decision.INVITE: ("1 person is invited.", "{} people are invited."),
    Decision.PLACE: ("1 person has a place.", "{} people have a place."),
    Decision.RESERVE: ("1 person is on the reserve list.", "{} people are on the reserve list."),
    Decision.NOT_THIS_TIME: (
        "1 person is told “not this time”.",
        "{} people are told “not this time”.",
    ),
    Decision.INTERESTED: ("1 person is interested.", "{} people are interested."),
    Decision.SAID_YES: ("1 yes is written down.", "{} times yes is written down."),
    Decision.SAID_NO: ("1 no is written down.", "{} times no is written down."),
    Decision.WITHDREW: ("1 person has withdrawn.", "{} people have withdrawn."),
}


def shortlist_show(request, slug):
    """The register ranked for one opportunity, with a box beside each person."""
    opportunity = _opportunity(request.user, slug)
    context = {
        "opportunity": opportunity,
        "shortlist": Shortlist(opportunity, request.GET),
        "why_not_decide": permissions.why_not_decide(request.user, opportunity),
        "decisions": list(Decision)[:4],
        "notes": list(Decision)[4:],
        "crumbs": crumbs_to(opportunity),
    }
    return render(request, "opportunities/shortlist_show.html", context)


def shortlist_act(request, slug):
    """Show what a decision would send to whom; once confirmed, take it."""
    opportunity = _opportunity(request.user, slug)
    address = reverse("opportunities:shortlist-show", args=[slug])
    if request.method != "POST":
        return redirect(address)
    if why_not := permissions.why_not_decide(request.user, opportunity):
        messages.error(request, why_not)
        return redirect(address)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"{next(iter(form.errors.values()))[0]}.")
        return redirect(address)
    return (_decide if "confirmed" in request.POST else _confirm)(request, opportunity, form)


def placed_list(request, slug):
    """Who has a place, how to reach them and what helps them: for the service and for printing."""
    opportunity = opportunity_for(request.user, slug)
    if why_not := permissions.why_not_see_placed(request.user, opportunity):
        raise PermissionDenied(why_not)
    applications = Application.objects.visible_to(request.user).with_a_place()
    context = {
        "opportunity": opportunity,
        "people": [
            application.person
            for application in applications.filter(opportunity=opportunity)
            .select_related("person")
            .prefetch_related("person__needs")
            .order_by("person__name", "pk")
        ],
        "crumbs": crumbs_to(opportunity),
    }
    return render(request, "opportunities/placed_list.html", context)


def _opportunity(user, slug):
    opportunity = opportunity_for(user, slug)
    if why_not := permissions.why_not_see_shortlist(user, opportunity):
        raise PermissionDenied(why_not)
    return opportunity


def _confirm(request, opportunity, form):
    decision = Decision(form.cleaned_data["decision"])
    rehearsal = actions.rehearse(
        opportunity=opportunity, people=form.chosen(), decision=decision, by=request.user
    )
    context = {
        "opportunity": opportunity,
        "decision": decision,
        "rehearsal": rehearsal,
        "ways": _ways(rehearsal.messages),
        "samples": {message.channel: message for message in rehearsal.messages}.values(),
        "crumbs": [
            *crumbs_to(opportunity),
            (reverse("opportunities:shortlist-show", args=[opportunity.slug]), "Shortlist"),
        ],
    }
    return render(request, "opportunities/shortlist_confirm.html", context)


def _decide(request, opportunity, form):
    decision = Decision(form.cleaned_data["decision"])
    try:
        outcome = actions.decide(
            opportunity=opportunity, people=form.chosen(), decision=decision, by=request.user
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if outcome.done:
            messages.success(request, _counted(DONE[decision], len(outcome.done)))
        for person, sentence in outcome.refused:
            messages.error(request, f"{person.name} ({person}): {sentence}")
    return redirect("opportunities:shortlist-show", opportunity.slug)


def _ways(sent):
    """How many messages go by which channel, in words: "3 by email, 1 by letter, 1 phone call"."""
    numbers = Counter(message.channel for message in sent)
    ways = [(CHANNELS[channel], numbers[channel]) for channel in CHANNELS if numbers[channel]]
    return ", ".join(_counted(words, number) for words, number in ways)


def _counted(words, number):
    return words[number != 1].format(number)
