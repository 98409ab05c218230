"""What the trust pays, from which day: the reimbursement policy as dated data."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from design_system.constraints import only_known_values
from involvement.models import Category
from reimbursement import rates

NOT_NEGATIVE = {"max_digits": 8, "decimal_places": 2}


class Kind(models.TextChoices):
    """What an amount is for: time, which is taxable, or one of the kinds of expense."""

    PAYMENT = "payment", "Involvement payment"
    CAR = "car", "Miles by car"
    PASSENGER = "passenger", "Miles with a passenger"
    MOTORCYCLE = "motorcycle", "Miles by motorcycle"
    BICYCLE = "bicycle", "Miles by bicycle"
    PUBLIC_TRANSPORT = "public_transport", "Bus, tram or train"
    TAXI = "taxi", "Taxi"
    CHILD_CARE = "child_care", "Child care"
    REPLACEMENT_CARE = "replacement_care", "Care for the person you look after"
    PERSONAL_ASSISTANT = "personal_assistant", "Personal assistant"
    SUBSISTENCE = "subsistence", "Food and drink"
    PHONE_DATA = "phone_data", "Phone calls and data"
    OTHER = "other", "Something else"


MILEAGE = (Kind.CAR, Kind.PASSENGER, Kind.MOTORCYCLE, Kind.BICYCLE)
JOURNEYS = (*MILEAGE, Kind.PUBLIC_TRANSPORT, Kind.TAXI)
CARE = (Kind.CHILD_CARE, Kind.REPLACEMENT_CARE, Kind.PERSONAL_ASSISTANT)
EXPENSES = [kind for kind in Kind if kind != Kind.PAYMENT]


class PolicyQuerySet(models.QuerySet):
    def in_force(self):
        """Versions that count, or will from their first day on."""
        return self.filter(published_at__isnull=False)

    def on(self, day):
        """The version that counts on `day`, or None before the first one."""
        return self.in_force().filter(from_date__lte=day).order_by("-from_date").first()

    def followed(self):
        """These with `followed_date`, the day from which another version counts, or None."""
        later = Policy.objects.in_force().filter(from_date__gt=OuterRef("from_date"))
        first = later.order_by("from_date").values("from_date")[:1]
        return self.annotate(followed_date=Subquery(first))


class Policy(models.Model):
    """One dated version of the policy. Once it is published, nothing of it changes any more."""

    title = models.CharField(max_length=120)
    from_date = models.DateField("counts from")
    guidance = models.TextField("what people on benefits should know", max_length=4000)
    claim_within_days = models.PositiveSmallIntegerField("days in which to claim", default=90)
    second_approval_over = models.DecimalField(
        "a second person agrees to more than", null=True, blank=True, **NOT_NEGATIVE
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-from_date", "-pk"]
        verbose_name_plural = "policies"
        permissions = [("set_policy", "Can set the reimbursement policy")]
        constraints = [
            models.UniqueConstraint(
                "from_date",
                condition=Q(published_at__isnull=False),
                name="policy_one_from_a_day",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(published_at=None, published_by=None),
                name="policy_published_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(second_approval_over=None) | Q(second_approval_over__gte=0),
                name="policy_second_approval_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(claim_within_days__gte=1), name="policy_gives_days_to_claim"
            ),
        ]

    def __str__(self):
        return f"RP-{self.pk:03d}" if self.pk else "RP-new"

    @property
    def is_published(self):
        return self.published_at is not None

    def has_begun(self, today=None):
        """Whether it counts today, or has counted."""
        return self.is_published and self.from_date <= (today or timezone.localdate())


@only_known_values
class Entitlement(models.Model):
    """What one category of involvement entitles to under one version of the policy."""

    class Basis(models.TextChoices):
        NOTHING = rates.NOTHING, "No payment for time"
        SESSION = rates.SESSION, "The same for every session"
        LENGTH = rates.LENGTH, "By the length of the activity"
        BLOCKS = rates.BLOCKS, "For each so many hours, or part of them"

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="entitlements")
    category = models.CharField(max_length=12, choices=Category)
    pays_expenses = models.BooleanField("pays expenses", default=True)
    basis = models.CharField("pays for time", max_length=8, choices=Basis, default=Basis.NOTHING)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("policy", "category", name="entitlement_unique"),
        ]

    def __str__(self):
        return f"{self.policy} {self.category}"

    def payment(self, hours):
        """What is paid for `hours` (a Decimal, or None if nobody knows), as a Sum or None."""
        bands = [rates.Band(band.up_to_hours, band.amount) for band in self.bands.all()]
        return rates.payment(self.basis, bands, hours)

    @property
    def pays_time(self):
        return self.basis != self.Basis.NOTHING

    @property
    def pays_anything(self):
        return self.pays_expenses or self.pays_time


class Band(models.Model):
    """An amount for an activity of up to so many hours, or of any length."""

    entitlement = models.ForeignKey(Entitlement, models.CASCADE, related_name="bands")
    up_to_hours = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    amount = models.DecimalField(**NOT_NEGATIVE)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("entitlement", "up_to_hours", name="band_one_for_each_length"),
            models.UniqueConstraint(
                "entitlement", condition=Q(up_to_hours=None), name="band_one_for_any_length"
            ),
            models.CheckConstraint(
                condition=Q(up_to_hours=None) | Q(up_to_hours__gt=0), name="band_has_a_length"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="band_pays_something"),
        ]

    def __str__(self):
        return f"{self.entitlement} band"


@only_known_values
class ExpenseRule(models.Model):
    """How one kind of expense is paid under one version; a kind without a rule is not paid."""

    policy = models.ForeignKey(Policy, models.CASCADE, related_name="expense_rules")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in EXPENSES])
    rate = models.DecimalField(
        "pounds a mile", max_digits=6, decimal_places=3, null=True, blank=True
    )
    threshold_miles = models.PositiveIntegerField("miles a tax year", null=True, blank=True)
    rate_after = models.DecimalField(
        "pounds a mile after that", max_digits=6, decimal_places=3, null=True, blank=True
    )
    cap = models.DecimalField("at most for one activity", null=True, blank=True, **NOT_NEGATIVE)
    receipt_over = models.DecimalField(
        "a receipt is needed for more than", null=True, blank=True, **NOT_NEGATIVE
    )
    agreed_first = models.BooleanField("must be agreed before", default=False)
    paid_first = models.BooleanField("money can be given before the day", default=False)
    bought_first = models.BooleanField("we can buy it before the day", default=False)
    evidence = models.CharField("what we need to see", max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("policy", "kind", name="expense_rule_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=MILEAGE, rate__isnull=False, rate__gt=0)
                | ~Q(kind__in=MILEAGE) & Q(rate=None, threshold_miles=None, rate_after=None),
                name="expense_rule_rate_for_miles",
            ),
            models.CheckConstraint(
                condition=Q(threshold_miles=None, rate_after=None)
                | Q(threshold_miles__isnull=False, rate_after__isnull=False, rate_after__gt=0),
                name="expense_rule_threshold_has_rate_after",
            ),
            models.CheckConstraint(
                condition=Q(cap=None) | Q(cap__gt=0), name="expense_rule_cap_pays_something"
            ),
            models.CheckConstraint(
                condition=Q(receipt_over=None) | Q(receipt_over__gte=0),
                name="expense_rule_receipt_not_negative",
            ),
            # Nobody can say before the day which of the year's miles these are.
            models.CheckConstraint(
                condition=~Q(kind__in=MILEAGE) | Q(paid_first=False, bought_first=False),
                name="expense_rule_no_miles_before_the_day",
            ),
        ]

    def __str__(self):
        return f"{self.policy} {self.kind}"

    @property
    def by_miles(self):
        return self.kind in MILEAGE

    @property
    def helps_first(self):
        """Whether anything can be done about it before the day."""
        return self.paid_first or self.bought_first

    def miles(self, miles, before):
        """What is paid for `miles` after `before` in this tax year, as a list of Sum."""
        return rates.mileage(miles, before, self.rate, self.threshold_miles, self.rate_after)
