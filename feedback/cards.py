"""What "My involvement" and the first page of the back office tell of feedback."""

from django.urls import reverse

from design_system.desk import Waiting, counted
from feedback.models import Action, Following, Point, Theme
from feedback.permissions import why_not_choose_topics


def topics(member):
    """The card "Topics you follow"."""
    followings = Following.objects.filter(person=member.person_id).select_related("theme")
    themes = [following.theme for following in followings.order_by("theme__position")]
    return "feedback/card_topics.html", {"themes": themes}


def for_the_team(member, user):
    """What the PE team sees of it on the page of that member, or None if they may not."""
    if why_not_choose_topics(user, member):
        return None
    themes = Theme.objects.filter(followings__person=member.person_id)
    return "feedback/card_team.html", {"themes": themes, "reference": member.person.reference}


def feedback_that_waits(user):
    """Words that may say who someone is, and answers that are late or were long not looked at."""
    waits = []
    if user.has_perm("feedback.run_feedback"):
        words = counted(
            Point.objects.to_look_at().count(),
            "thing that was said may say who someone is",
            "things that were said may say who someone is",
        )
        waits.append((words, f"{reverse('desk-points')}?show=look"))
    if user.has_perm("feedback.run_feedback") or user.services_led().exists():
        words = counted(
            Action.objects.visible_to(user).stale().count(),
            "answer to what people said is late, or was not looked at for 3 months",
            "answers to what people said are late, or were not looked at for 3 months",
        )
        waits.append((words, f"{reverse('desk-actions')}?show=stale"))
    return [Waiting(words, address) for words, address in waits if words]
