"""The signed link by which someone answers an invitation, signed in or not.

It holds the application's number and the moment of the invitation, so a link dies when its person
is invited again. It names nobody: links are passed on.
"""

import datetime

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from .models import Application

LONGEST = datetime.timedelta(days=60)
SHORTEST = datetime.timedelta(days=14)  # a letter takes its time, there and back

_signer = Signer(salt="opportunities.invitation", sep="~")


def answer_by(application):
    """Until when an invitation can be answered (an aware datetime).

    That is the end of the day on which the opportunity closes, but never less than 14 days after
    the invitation and never more than 60.
    """
    invited_at, closes_at = application.invited_at, application.opportunity.closes_at
    last = max(invited_at + SHORTEST, min(closes_at, invited_at + LONGEST))
    just_before = timezone.localtime(last - datetime.timedelta(microseconds=1))
    next_day = just_before.date() + datetime.timedelta(days=1)
    return datetime.datetime.combine(next_day, datetime.time(), just_before.tzinfo)


def path_of(application):
    """The address (a path) at which `application`, which is invited, is answered."""
    return reverse("opportunities:invitation-answer", args=[_token(application)])


def find(token):
    """The Application that a token was made for, or None: altered, invented, or replaced."""
    try:
        number, _ = _signer.unsign(token).split("-")
    except (BadSignature, ValueError):
        return None
    application = (
        Application.objects.filter(pk=number, invited_at__isnull=False)
        .select_related("opportunity__site", "opportunity__locality", "person")
        .first()
    )
    return application if application and _token(application) == token else None


def _token(application):
    since = application.invited_at - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    return _signer.sign(f"{application.pk}-{since // datetime.timedelta(microseconds=1)}")
