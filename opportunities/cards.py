"""What "My involvement" and the team's pages tell of opportunities."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from design_system.desk import Waiting, counted
from involvement.models import Involvement
from involvement.wording import activity_time
from opportunities import actions, invitations, matching
from opportunities.messages import meetings
from opportunities.models import Application, Opportunity
from opportunities.permissions import (
    why_not_answer_invitation,
    why_not_see_shortlist,
    why_not_withdraw,
)

MOST_SUGGESTIONS = 3
Status = Application.Status


@dataclass(frozen=True)
class Standing:
    """Where one interest stands, and what its person can do about it."""

    application: Application
    words: str
    meetings: list[str]
    answer_path: str | None
    may_withdraw: bool
    may_try_again: bool


def interests(member):
    """The card "Where your interests stand", or None for someone who has none."""
    standings = [_standing(application) for application in _applications(member)]
    if not standings:
        return None
    return "opportunities/card_interests.html", {"standings": standings}


def suggestions(member):
    """The card "Opportunities that may suit you": the best few, each with its reasons."""
    suitable = [one for one in matching.suitable_for(member) if one.score]
    context = {"suggestions": suitable[:MOST_SUGGESTIONS], "member": member}
    return "opportunities/card_suggestions.html", context


def for_the_team(member, user):
    """What the team sees of a member's interests on the page of that member, or None."""
    applications = list(_applications(member).visible_to(user))
    if not applications:
        return None
    linked = not why_not_see_shortlist(user, applications[0].opportunity)
    return "opportunities/card_team.html", {"applications": applications, "linked": linked}


def people_who_wait(user):
    """For each opportunity, who said yes and waits for a place, and who is interested."""
    mine = Application.objects.visible_to(user).values("opportunity__slug", "opportunity__title")
    counts = mine.annotate(
        yes=Count("pk", filter=Q(status=Status.ACCEPTED)),
        new=Count("pk", filter=Q(status=Status.INTERESTED)),
    ).filter(Q(yes__gt=0) | Q(new__gt=0))
    return [
        Waiting(
            f"{row['opportunity__title']}: {_who_waits(row)}",
            reverse("opportunities:shortlist-show", args=[row["opportunity__slug"]])
            + f"?show={'accepted' if row['yes'] else 'applied'}",
        )
        for row in counts.order_by("-yes", "-new", "opportunity__title")
    ]


def attendance_to_mark(user):
    """The dates that are over, and of whose people it is not said yet whether they came."""
    opportunities = Opportunity.objects.visible_to(user)
    if not user.has_perm("people.see_register"):
        opportunities = opportunities.filter(service__in=user.services_led())
    dates = Opportunity.activities.through.objects.filter(
        opportunity__in=opportunities, activity__ends_at__lte=timezone.now()
    ).annotate(
        people=Count(
            "activity__involvements",
            filter=Q(activity__involvements__status=Involvement.Status.EXPECTED),
        )
    )
    return [
        Waiting(
            f"{date.opportunity.title}, {activity_time(date.activity)}: say who came "
            f"({counted(date.people, 'person', 'people')})",
            reverse(
                "opportunities:attendance-record", args=[date.opportunity.slug, date.activity_id]
            ),
        )
        for date in dates.filter(people__gt=0)
        .select_related("opportunity", "activity")
        .order_by("activity__starts_at", "pk")
    ]


def _who_waits(row):
    said = [
        counted(row["yes"], "person said yes", "people said yes"),
        counted(row["new"], "person is interested", "people are interested"),
    ]
    return ", ".join(filter(None, said))


def withdraw_all(member, by):
    """Withdraw what is in hand for someone who leaves the register; their places become free."""
    for application in _applications(member):
        if Status.WITHDRAWN in Application.TRANSITIONS[application.status]:
            actions.withdraw(application=application, quietly=True, by=by)


def _applications(member):
    return (
        Application.objects.filter(person=member.person_id)
        .select_related("person", "opportunity__page")
        .prefetch_related("opportunity__activities__site")
        .order_by("-status_changed_at", "-pk")
    )


def _standing(application):
    opportunity = application.opportunity
    cancelled = opportunity.status == Opportunity.Status.CANCELLED
    over = cancelled or application.status in {Status.DECLINED, Status.WITHDRAWN}
    answerable = why_not_answer_invitation(None, application) is None
    told = application.status in {Status.ACCEPTED, Status.INVITED, Status.PLACED}
    return Standing(
        application=application,
        words="This was cancelled" if cancelled else application.public_label,
        meetings=meetings(opportunity.activities.all()) if told else [],
        answer_path=invitations.path_of(application) if answerable else None,
        may_withdraw=not over and why_not_withdraw(None, application) is None,
        may_try_again=over and not cancelled and opportunity.is_open() and _is_live(opportunity),
    )


def _is_live(opportunity):
    return hasattr(opportunity, "page") and opportunity.page.live
