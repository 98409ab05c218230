"""Answering an invitation by its signed link, signed in or not. Opening it changes nothing."""

from django.shortcuts import redirect, render

from design_system.refusals import Refusal
from opportunities import actions, invitations, permissions
from opportunities.forms import AnswerForm
from opportunities.messages import meetings, where
from opportunities.models import Application
from opportunities.wording import last_day

Status = Application.Status
ANSWERED = {Status.ACCEPTED, Status.PLACED, Status.DECLINED}


def invitation_answer(request, token):
    """Show what it is about with "yes" and "no"; a POST answers, once."""
    return _kept_private(_answer(request, token))


def _answer(request, token):
    application = invitations.find(token)
    if application is None:
        return render(request, "opportunities/invitation_unknown.html", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    refusal = permissions.why_not_answer_invitation(None, application)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_invitation(
                application=application, accepts=form.cleaned_data["answer"] == "yes", by=None
            )
        except Refusal as error:
            refusal = str(error)
        else:
            return redirect(request.path)
    if application.status in ANSWERED and request.method == "GET":
        return render(request, "opportunities/invitation_answered.html", _told_of(application))
    if refusal:
        context = _told_of(application) | {"refusal": refusal}
        return render(request, "opportunities/invitation_over.html", context)
    context = _told_of(application) | {
        "form": form,
        "answer_by": last_day(invitations.answer_by(application)),
    }
    return render(request, "opportunities/invitation_answer.html", context)


def _told_of(application):
    """What the page tells. Never who was invited: links are passed on."""
    opportunity = application.opportunity
    return {
        "application": application,
        "opportunity": opportunity,
        "meetings": meetings(opportunity.activities.select_related("site")),
        "where": where(opportunity),
    }


def _kept_private(response):
    # The link is a key: it stands in no other page's referrer and in no search engine.
    # "no-referrer" would also hide the origin, without which the form could not be posted.
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "private, no-store"
    return response
