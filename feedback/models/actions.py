"""What is done about what was said: by whom, until when, or why not."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from design_system.constraints import only_known_values
from organisation.models import Service

from .points import Point

# What nobody has looked at for a quarter of a year is no news: the plan reports each quarter.
STALE_AFTER = datetime.timedelta(days=91)


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the PE team and whoever writes stories; for a lead, those of services led."""
        if user.has_perm("feedback.run_feedback") or user.has_perm("feedback.choose_feedback"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(service__in=user.services_led())

    def unfinished(self):
        return self.filter(status__in=[Action.Status.WILL, Action.Status.DOING])

    def stale(self):
        """Unfinished ones that are past their day, or that nobody looked at for long."""
        past = Q(due_date__lt=timezone.localdate())
        return self.unfinished().filter(past | Q(touched_at__lt=timezone.now() - STALE_AFTER))

    def next_change(self, now=None):
        """The next moment at which one of these passes its day, or None."""
        today = timezone.localdate(now)
        ahead = self.unfinished().filter(due_date__gte=today)
        return day_is_over(ahead.aggregate(day=models.Min("due_date"))["day"])


@only_known_values
class Action(models.Model):
    """One answer to what was said. What the public reads of it follows from its status and day."""

    class Status(models.TextChoices):
        WILL = "will", "We will, by a day"
        DOING = "doing", "We are doing it"
        DONE = "done", "Done"
        CANNOT = "cannot", "We cannot"

    TRANSITIONS = {
        Status.WILL: {Status.DOING, Status.DONE, Status.CANNOT},
        Status.DOING: {Status.WILL, Status.DONE, Status.CANNOT},
        Status.DONE: {Status.DOING},
        Status.CANNOT: {Status.WILL, Status.DOING, Status.DONE},
    }

    what = models.CharField(max_length=300)
    points = models.ManyToManyField(Point, related_name="actions")
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="actions"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=8, choices=Status)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_date = models.DateField(null=True, blank=True)
    done_date = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    touched_at = models.DateTimeField()
    touched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="will") | Q(due_date__isnull=False),
                name="action_will_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="cannot") | ~Q(reason=""), name="action_cannot_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(status="done", done_date__isnull=False)
                | ~Q(status="done") & Q(done_date=None),
                name="action_done_has_day",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="action_has_words"),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"AC-{self.pk:04d}" if self.pk else "AC-new"

    @property
    def is_unfinished(self):
        return self.status in {self.Status.WILL, self.Status.DOING}

    def is_past(self, now=None):
        """Whether its day is over at the moment `now`, and it is not finished."""
        return bool(
            self.is_unfinished and self.due_date and self.due_date < timezone.localdate(now)
        )


def next_change(actions, now):
    """The next moment after `now` at which one of some actions passes its day, or None."""
    today = timezone.localdate(now)
    days = [action.due_date for action in actions if action.is_unfinished and action.due_date]
    return day_is_over(min((day for day in days if day >= today), default=None))


def day_is_over(day):
    """The moment at which `day` (a date in London, or None) is over, or None."""
    if day is None:
        return None
    return timezone.make_aware(
        datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    )
