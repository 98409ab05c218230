"""One meeting of a café. When and where it is stands on its activity."""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from design_system.constraints import only_known_values
from involvement.models import Activity

from .cafes import MOST_PLACES, Cafe


class SessionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cafés that `user` may see."""
        return self.filter(cafe__in=Cafe.objects.visible_to(user))

    def not_over(self, now=None):
        """Sessions that have not ended at `now`, also cancelled ones, the next first."""
        moment = now or timezone.now()
        return self.filter(activity__ends_at__gt=moment).order_by("activity__starts_at", "pk")

    def coming(self, now=None):
        """What the public may come to: not over, not cancelled, of a café that is published.

        With activity, building, café and page fetched at once: facts for lists, feeds and search.
        """
        rows = self.not_over(now).filter(
            status=Session.Status.SCHEDULED,
            cafe__status=Cafe.Status.RUNNING,
            cafe__page__live=True,
        )
        return rows.with_facts()

    def with_facts(self):
        return self.select_related("activity__site", "cafe__page")

    def without_attendance(self, now=None):
        """Sessions that are over, and of whose people it is not said yet whether they came."""
        moment = now or timezone.now()
        return self.filter(
            status=Session.Status.SCHEDULED,
            activity__ends_at__lte=moment,
            bookings__status="booked",
        ).distinct()

    def next_change(self, now=None):
        """The next moment at which one of these starts or ends by itself, or None."""
        return Totals(*self.totals(now or timezone.now())[0]).changes_at

    def totals(self, now):
        """The one row of which `Totals` is made at `now`, as a QuerySet of `values_list`."""
        ahead, all_in_one = Q(activity__starts_at__gt=now), models.Value(0)
        return (
            self.not_over(now)
            .order_by()
            .annotate(_=all_in_one)
            .values("_")
            .annotate(
                count=models.Count("pk"),
                starts=models.Min("activity__starts_at", filter=ahead),
                ends=models.Min("activity__ends_at"),
            )
            .values_list("count", "starts", "ends")
        )


class Totals(NamedTuple):
    """How many sessions are not over, and what comes next."""

    count: int
    starts_at: datetime.datetime | None
    ends_at: datetime.datetime | None

    @property
    def changes_at(self):
        """The next moment at which one of them starts or ends by itself, or None."""
        return min(filter(None, (self.starts_at, self.ends_at)), default=None)


@only_known_values
class Session(models.Model):
    """One meeting. `planned_date` is its day in the rule, also after it was moved."""

    class Status(models.TextChoices):
        SCHEDULED = "scheduled", "Takes place"
        CANCELLED = "cancelled", "Cancelled"

    TRANSITIONS = {Status.SCHEDULED: {Status.CANCELLED}, Status.CANCELLED: set()}

    cafe = models.ForeignKey(Cafe, models.PROTECT, related_name="sessions")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="session")
    planned_date = models.DateField()
    moved_at = models.DateTimeField(null=True, blank=True)
    capacity = models.PositiveSmallIntegerField()
    places_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.SCHEDULED)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["planned_date", "pk"]
        constraints = [
            models.UniqueConstraint("cafe", "planned_date", name="session_once_a_day"),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=MOST_PLACES), name="session_has_places"
            ),
            models.CheckConstraint(
                condition=Q(places_taken__lte=F("capacity")), name="session_never_overbooked"
            ),
        ]

    def __str__(self):
        return f"CS-{self.pk:05d}" if self.pk else "CS-new"

    @property
    def places_left(self):
        return self.capacity - self.places_taken

    @property
    def is_full(self):
        return self.places_left <= 0

    @property
    def is_cancelled(self):
        return self.status == self.Status.CANCELLED

    def has_started(self, now=None):
        return self.activity.starts_at <= (now or timezone.now())

    def is_over(self, now=None):
        return self.activity.ends_at <= (now or timezone.now())
