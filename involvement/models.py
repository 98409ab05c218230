"""The record of taking part, below every room that makes people take part."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from design_system.constraints import only_known_values
from organisation.models import Service, Site
from people.models import Member

MOST_HOURS = Decimal("999.99")  # what the column holds; the longest placements stay far below


class Category(models.TextChoices):
    """How much is asked of people, as the reimbursement policy counts it."""

    OPEN_ACCESS = "open_access", "Open to everyone"
    ONE_OFF = "one_off", "One-off"
    REGULAR = "regular", "Regular group"
    EXPERT = "expert", "Expert role"


@only_known_values
class Activity(models.Model):
    """Something that happens: when and where live here, once."""

    title = models.CharField(max_length=160)
    service = models.ForeignKey(Service, models.PROTECT, related_name="activities")
    cost_centre = models.CharField(max_length=20, blank=True)
    category = models.CharField(max_length=12, choices=Category, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="activities")
    online = models.BooleanField(default=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name_plural = "activities"
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="activity_ends_after_start",
            )
        ]

    def __str__(self):
        return f"A-{self.pk:05d}" if self.pk else "A-new"


class InvolvementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the PE team; for a service lead, those of the services they lead today."""
        if user.has_perm("people.see_register"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(activity__service__in=user.services_led())

    def current(self):
        """Parts that are still to come or under way, which count towards a member's own limit."""
        return self.filter(status=Involvement.Status.EXPECTED)


@only_known_values
class Involvement(models.Model):
    """One member's part in one activity."""

    class Status(models.TextChoices):
        EXPECTED = "expected", "Expected"
        ATTENDED = "attended", "Attended"
        DID_NOT_ATTEND = "did_not_attend", "Did not attend"
        CANCELLED = "cancelled", "Cancelled"

    TRANSITIONS = {
        Status.EXPECTED: {Status.ATTENDED, Status.DID_NOT_ATTEND, Status.CANCELLED},
        Status.CANCELLED: {Status.EXPECTED},
        Status.ATTENDED: {Status.DID_NOT_ATTEND},
        Status.DID_NOT_ATTEND: {Status.ATTENDED},
    }

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="involvements")
    member = models.ForeignKey(Member, models.PROTECT, related_name="involvements")
    status = models.CharField(max_length=15, choices=Status, default=Status.EXPECTED)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hours = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    category = models.CharField(max_length=12, choices=Category, blank=True)
    cost_centre = models.CharField(max_length=20, blank=True)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("activity", "member", name="involvement_unique"),
            models.CheckConstraint(
                condition=Q(hours=None) | Q(status="attended", hours__gt=0),
                name="involvement_hours_only_when_attended",
            ),
            models.CheckConstraint(
                condition=~Q(status="attended", category=""),
                name="involvement_category_frozen_when_attended",
            ),
        ]

    def __str__(self):
        return f"I-{self.pk:06d}" if self.pk else "I-new"
