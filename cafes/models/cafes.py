"""The facts of a café and the rule by which it meets. Its words live on its page."""

import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from cafes import recurrence
from design_system.constraints import only_known_values
from organisation.models import Service, Site

MOST_PLACES = 1000  # far above anything planned; keeps a slip of the finger out
LONGEST = 12 * 60  # minutes
ALL_WEEKDAYS = 0b1111111  # 7 bits, the lowest for Monday


class CafeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for the PE team; else those of services that `user` leads today, or hosts."""
        if user.has_perm("cafes.run_cafes"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(service__in=user.services_led()) | Q(host=user))

    def published(self):
        """Cafés that run, and whose page the public can read."""
        return self.filter(status=Cafe.Status.RUNNING, page__live=True)


@only_known_values
class Cafe(models.Model):
    """A café that meets again and again: whose it is, where, how long, how many can come."""

    class Kind(models.TextChoices):
        RECOVERY = "recovery", "Recovery café"
        INVOLVEMENT = "involvement", "Involvement café"
        CARERS = "carers", "Café for carers"
        OTHER = "other", "Café"

    class Status(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        RUNNING = "running", "Running"
        STOPPED = "stopped", "Stopped"

    TRANSITIONS = {
        Status.DRAFT: {Status.RUNNING},
        Status.RUNNING: {Status.STOPPED},
        Status.STOPPED: {Status.RUNNING},
    }

    title = models.CharField(max_length=120)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    theme = models.CharField(max_length=200, blank=True)
    service = models.ForeignKey(Service, models.PROTECT, related_name="cafes")
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    online = models.BooleanField(default=False)
    online_link = models.URLField(max_length=500, blank=True)
    joining_details = models.TextField(max_length=1000, blank=True)
    capacity = models.PositiveSmallIntegerField(default=12)
    length_minutes = models.PositiveSmallIntegerField(default=90)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = CafeQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = "café"
        permissions = [("run_cafes", "Can run cafés")]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=MOST_PLACES), name="cafe_has_places"
            ),
            models.CheckConstraint(
                condition=Q(length_minutes__gte=1, length_minutes__lte=LONGEST),
                name="cafe_has_a_length",
            ),
            models.CheckConstraint(
                condition=~Q(status="running") | Q(online=True) | Q(site__isnull=False),
                name="cafe_running_is_somewhere",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"C-{self.pk:04d}" if self.pk else "C-new"

    def missing_facts(self):
        """What this still needs before people can book, as a list of short phrases."""
        needed = [
            (self.online or self.site_id, "where it is"),
            (not self.online or self.online_link, "the link to join online"),
            (hasattr(self, "series"), "when it meets"),
        ]
        return [words for given, words in needed if not given]


@only_known_values
class Series(models.Model):
    """The rule by which one café meets, in local clock time. Weekdays are 7 bits, Monday first."""

    class Frequency(models.TextChoices):
        WEEKLY = recurrence.WEEKLY, "Every so many weeks"
        MONTHLY = recurrence.MONTHLY, "Every so many months"

    class Nth(models.IntegerChoices):
        FIRST = 1, "First"
        SECOND = 2, "Second"
        THIRD = 3, "Third"
        FOURTH = 4, "Fourth"
        LAST = recurrence.LAST, "Last"

    cafe = models.OneToOneField(Cafe, models.CASCADE, related_name="series")
    frequency = models.CharField(max_length=8, choices=Frequency)
    every = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    weekdays = models.PositiveSmallIntegerField()
    nth = models.SmallIntegerField(null=True, blank=True)  # one of Nth
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    starts = models.TimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                condition=Q(every__gte=1, every__lte=12), name="series_every_1_to_12"
            ),
            models.CheckConstraint(
                condition=Q(weekdays__gte=1, weekdays__lte=ALL_WEEKDAYS),
                name="series_meets_on_some_day",
            ),
            models.CheckConstraint(
                condition=Q(frequency="monthly", nth__in=[1, 2, 3, 4, recurrence.LAST])
                | Q(frequency="weekly", nth=None),
                name="series_nth_when_monthly",
            ),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(until_date__gte=F("from_date")),
                name="series_ends_after_start",
            ),
        ]

    def __str__(self):
        return f"{self.cafe} series"

    @property
    def weekday_numbers(self):
        """The days of the week on which it meets, as a tuple: 0 is Monday."""
        return tuple(number for number in range(7) if self.weekdays >> number & 1)

    def rule(self, left_out=()):
        """The same as a `recurrence.Rule`; `left_out` are dates on which it does not meet."""
        return recurrence.Rule(
            frequency=self.frequency,
            every=self.every,
            weekdays=self.weekday_numbers,
            nth=self.nth,
            from_date=self.from_date,
            until_date=self.until_date,
            starts=self.starts,
            length=datetime.timedelta(minutes=self.cafe.length_minutes),
            left_out=frozenset(left_out),
        )


class LeftOutDay(models.Model):
    """A day on which a café does not meet although its rule says so."""

    cafe = models.ForeignKey(Cafe, models.CASCADE, related_name="left_out")
    left_out_date = models.DateField()

    class Meta:
        ordering = ["left_out_date", "pk"]
        constraints = [models.UniqueConstraint("cafe", "left_out_date", name="left_out_day_once")]

    def __str__(self):
        return f"{self.cafe} {self.left_out_date}"
