"""The facts of an opportunity. Its words live on its page, which editors draft and publish."""

import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from design_system.constraints import only_known_values
from involvement.models import Activity, Category
from organisation.models import Locality, Service, Site
from people.models import Term


class OpportunityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the PE team; for a service lead, those of the services they lead today."""
        if user.has_perm("opportunities.run_opportunities"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(service__in=user.services_led())

    def open(self, now=None):
        """Opportunities that people can apply to at the moment `now`."""
        moment = now or timezone.now()
        return self.filter(
            status=Opportunity.Status.OPEN, opens_at__lte=moment, closes_at__gt=moment
        )

    def published(self):
        """Opportunities whose page the public can read."""
        return self.filter(page__live=True)

    def listed(self):
        """What the public list holds."""
        Status = Opportunity.Status
        return self.published().exclude(status__in=[Status.DRAFT, Status.CANCELLED])

    def by_closing_date(self, latest_first=False, now=None):
        """What is listed: open first, the soonest to close on top; what is over comes last."""
        moment = now or timezone.now()
        to_come = Q(status=Opportunity.Status.OPEN, closes_at__gt=moment)
        rank = models.Case(
            models.When(to_come & Q(opens_at__lte=moment), then=0),
            models.When(to_come, then=1),
            default=2,
        )
        soonest = models.Case(models.When(to_come, then=F("closes_at")))
        return self.order_by(
            rank, soonest.desc() if latest_first else soonest, F("closes_at").desc(), "pk"
        )

    def next_change(self, now=None):
        """The next moment at which one of these opens or closes by itself, or None."""
        return Totals(*self.totals(now)[0]).changes_at

    def totals(self, now=None, by=()):
        """The one row of which `Totals` is made, as a QuerySet of `values_list`.

        With `by`, names of fields, a row for each of their values that occur, which come first.
        """
        moment, ready = now or timezone.now(), Q(status=Opportunity.Status.OPEN)
        later, open_now = ready & Q(opens_at__gt=moment), Q(opens_at__lte=moment)
        rows = self.order_by()
        rows = rows.values(*by) if by else rows.annotate(_=models.Value(0)).values("_")
        return rows.annotate(
            count=models.Count("pk"),
            open_count=models.Count("pk", filter=ready & open_now & Q(closes_at__gt=moment)),
            opens=models.Min("opens_at", filter=later),
            closes=models.Min("closes_at", filter=ready & Q(closes_at__gt=moment)),
        ).values_list(*by, "count", "open_count", "opens", "closes")


class Totals(NamedTuple):
    """How many opportunities there are, how many of them are open, and what comes next."""

    count: int
    open_count: int
    opens_at: datetime.datetime | None
    closes_at: datetime.datetime | None

    @classmethod
    def together(cls, several):
        """The Totals of all, of a list of Totals."""
        return cls(
            sum(one.count for one in several),
            sum(one.open_count for one in several),
            min((one.opens_at for one in several if one.opens_at), default=None),
            min((one.closes_at for one in several if one.closes_at), default=None),
        )

    @property
    def changes_at(self):
        """The next moment at which one of them opens or closes by itself, or None."""
        return min(filter(None, (self.opens_at, self.closes_at)), default=None)


@only_known_values
class Opportunity(models.Model):
    """One way to be involved: who asks, for what, where, how many, and until when."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Facts being prepared"
        OPEN = "open", "Facts ready"
        FILLED = "filled", "All places taken"
        CLOSED = "closed", "Closed early"
        CANCELLED = "cancelled", "Cancelled"

    class Standing(models.TextChoices):
        """How it stands for the public at one moment, derived from status and time."""

        OPEN = "open", "Open"
        OPENS_LATER = "opens_later", "Not open yet"
        FILLED = "filled", "All places are taken"
        CLOSED = "closed", "Closed"
        CANCELLED = "cancelled", "Cancelled"
        NOT_READY = "not_ready", "Not open at the moment"

    TRANSITIONS = {
        Status.DRAFT: {Status.OPEN, Status.CANCELLED},
        Status.OPEN: {Status.DRAFT, Status.FILLED, Status.CLOSED, Status.CANCELLED},
        Status.FILLED: {Status.OPEN, Status.CLOSED, Status.CANCELLED},
        Status.CLOSED: {Status.OPEN, Status.CANCELLED},
        Status.CANCELLED: set(),
    }

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="opportunities")
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    activity_kind = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(max_length=12, choices=Category, blank=True)
    cost_centre = models.CharField(max_length=20, blank=True)
    locality = models.ForeignKey(
        Locality, models.PROTECT, null=True, blank=True, related_name="opportunities"
    )
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    online = models.BooleanField(default=False)
    time_commitment = models.CharField(max_length=160, blank=True)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    places_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    activities = models.ManyToManyField(Activity, related_name="opportunities", blank=True)

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        ordering = ["closes_at", "pk"]
        verbose_name_plural = "opportunities"
        indexes = [
            models.Index(fields=["status", "closes_at", "id"], name="opportunity_closing_soonest")
        ]
        permissions = [("run_opportunities", "Can run every service's opportunities")]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(opens_at=None) | Q(closes_at__gt=F("opens_at")),
                name="opportunity_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled"])
                | Q(
                    activity_kind__isnull=False,
                    level__isnull=False,
                    capacity__isnull=False,
                    capacity__gte=1,
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                )
                & ~Q(category="")
                & ~Q(time_commitment="")
                & (Q(online=True) | Q(locality__isnull=False)),
                name="opportunity_facts_complete_before_ready",
            ),
            models.CheckConstraint(
                condition=Q(places_taken=0)
                | Q(capacity__isnull=False, places_taken__lte=F("capacity")),
                name="opportunity_never_oversold",
            ),
            models.CheckConstraint(
                condition=~Q(status="open") | Q(places_taken__lt=F("capacity")),
                name="opportunity_open_has_places",
            ),
            models.CheckConstraint(
                condition=~Q(status="filled") | Q(places_taken__gte=F("capacity")),
                name="opportunity_filled_is_full",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"OP-{self.pk:04d}" if self.pk else "OP-new"

    @property
    def is_full(self):
        return self.capacity is not None and self.places_taken >= self.capacity

    def is_open(self, now=None):
        """Whether people can apply at the moment `now`."""
        moment = now or timezone.now()
        return self.status == self.Status.OPEN and self.opens_at <= moment < self.closes_at

    def standing(self, now=None):
        """The Standing at the moment `now`."""
        moment, Standing = now or timezone.now(), self.Standing
        if self.status != self.Status.OPEN:
            return {
                self.Status.DRAFT: Standing.NOT_READY,
                self.Status.FILLED: Standing.FILLED,
                self.Status.CLOSED: Standing.CLOSED,
                self.Status.CANCELLED: Standing.CANCELLED,
            }[self.status]
        if moment < self.opens_at:
            return Standing.OPENS_LATER
        return Standing.OPEN if moment < self.closes_at else Standing.CLOSED

    def next_change(self, now=None):
        """The next moment at which this opens or closes by itself, or None."""
        moment = now or timezone.now()
        if self.status != self.Status.OPEN:
            return None
        return min((at for at in (self.opens_at, self.closes_at) if at > moment), default=None)

    def missing_facts(self):
        """What this still needs before people can be asked, as a list of short phrases."""
        needed = [
            (self.activity_kind_id, "the kind of activity"),
            (self.level_id, "the level of involvement"),
            (self.category, "the category"),
            (self.online or self.locality_id, "where it happens"),
            (self.time_commitment, "how much time it takes"),
            (self.capacity, "how many places there are"),
            (self.opens_at, "the day it opens"),
            (self.closes_at, "the day it closes"),
            (self.contact_email or self.contact_phone, "how to reach the contact"),
        ]
        return [words for given, words in needed if not given]
