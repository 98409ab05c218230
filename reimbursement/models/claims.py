"""What somebody asks to have paid for one part that they took in one activity."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from design_system.constraints import never_the_same, only_known_values
from involvement.models import Involvement
from organisation.models import Service
from reimbursement import rates, wording

from .choices import Choice
from .policies import CARE, MILEAGE, Kind, Policy

POUNDS = {"max_digits": 8, "decimal_places": 2}
HALF_A_PENNY = Decimal("0.005")  # between no two amounts; SQLite adds up and takes away in binary


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for whoever runs reimbursement, what is approved for finance.

        What was sent in, for the holders of the budget of the service that pays.
        """
        if user.has_perm("reimbursement.run_reimbursement"):
            return self
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("reimbursement.pay"):
            return self.filter(
                Q(status=Claim.Status.APPROVED)
                | Q(pk__in=self.sent_in().filter(service__in=user.budgets_held()))
            )
        return self.sent_in().filter(service__in=user.budgets_held())

    def of(self, member):
        return self.filter(involvement__member=member)

    def afterwards(self):
        """Those for what it cost, not the ones by which money is given before the day."""
        return self.filter(advance=None)

    def sent_in(self):
        """All but those that only their member has to do with."""
        return self.exclude(status__in=[Claim.Status.DRAFT, Claim.Status.WITHDRAWN])

    def to_decide(self):
        """Those that wait for an approver, the longest wait first."""
        waiting = [Claim.Status.SENT, Claim.Status.SECOND]
        return self.filter(status__in=waiting).order_by("sent_at", "pk")

    def waiting_for(self, user):
        """Those that `user` can decide about, the longest wait first."""
        in_it = Q(claimant=user) | Q(sent_by=user) | Q(involvement__member__person__user=user)
        approved = Q(status=Claim.Status.SECOND, approved_by=user)
        held = self.to_decide().filter(service__in=user.budgets_held())
        return held.exclude(in_it | approved)

    def without_rates(self):
        """Those that cannot be worked out, because no version of the policy counts on their day."""
        return self.filter(policy=None, status__in=Claim.CHANGEABLE)

    def said_paid(self):
        """These with `has_paid` and `is_owed`: some of one has gone out, some of it has not."""
        lines = Line.objects.standing().filter(claim=models.OuterRef("pk"))
        owed = lines.filter(amount_approved__gt=0).exclude(entries__kind="paid")
        return self.annotate(
            has_paid=models.Exists(lines.filter(entries__kind="paid")), is_owed=models.Exists(owed)
        )

    def total(self):
        """These with `total`, the pounds that their lines ask for."""
        return self.annotate(total=models.Sum("lines__amount"))


@only_known_values
class Claim(models.Model):
    """One claim. What decides about it is copied here on the day, so that a constraint holds it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Not sent yet"
        SENT = "sent", "Waits for approval"
        SECOND = "second", "Waits for a second approval"
        RETURNED = "returned", "Sent back with a question"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Not approved"
        WITHDRAWN = "withdrawn", "Withdrawn"

    PUBLIC_LABELS = {
        Status.DRAFT: "Ready for you to check and send",
        Status.SENT: "We have it. Someone is checking it",
        Status.SECOND: "We have it. A second person is checking it",
        Status.RETURNED: "We have a question for you",
        Status.APPROVED: "We agreed to pay this",
        Status.REFUSED: "We could not pay this",
        Status.WITHDRAWN: "You did not want this paid",
    }

    TRANSITIONS = {
        Status.DRAFT: {Status.SENT, Status.WITHDRAWN},
        Status.SENT: {Status.SECOND, Status.APPROVED, Status.REFUSED, Status.RETURNED},
        Status.SECOND: {Status.APPROVED, Status.REFUSED, Status.RETURNED},
        Status.RETURNED: {Status.SENT, Status.WITHDRAWN},
        Status.APPROVED: set(),
        Status.REFUSED: set(),
        Status.WITHDRAWN: {Status.DRAFT},
    }

    # In these the member, or whoever writes it down for them, may still change it.
    CHANGEABLE = (Status.DRAFT, Status.RETURNED)
    IN_HAND = (Status.DRAFT, Status.SENT, Status.SECOND, Status.RETURNED)
    # What was given before the day is taken into account by these.
    ACCOUNTS = (Status.SENT, Status.SECOND, Status.APPROVED)

    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="claims")
    service = models.ForeignKey(Service, models.PROTECT, related_name="claims")
    cost_centre = models.CharField(max_length=20, blank=True)
    activity_date = models.DateField()
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, blank=True, related_name="claims")
    choice = models.CharField(max_length=10, choices=Choice.What, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    late_reason = models.CharField("why it comes late", max_length=500, blank=True)
    question = models.CharField(max_length=500, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    second_approved_at = models.DateTimeField(null=True, blank=True)
    second_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        permissions = [("run_reimbursement", "Can see every claim and write claims for members")]
        indexes = [
            models.Index(
                fields=["service", "sent_at"],
                condition=Q(status__in=["sent", "second"]),
                name="claim_longest_wait",
            ),
            models.Index(
                fields=["sent_at", "id"],
                condition=Q(status__in=["sent", "second"]),
                name="claim_wait_in_order",
            ),
            models.Index(fields=["cost_centre", "activity_date"], name="claim_of_a_budget"),
        ]
        constraints = [
            models.UniqueConstraint(
                "involvement",
                condition=Q(status__in=["draft", "sent", "second", "returned"]),
                name="claim_one_in_hand",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False)
                | Q(status__in=["draft", "withdrawn"], sent_at=None, sent_by=None),
                name="claim_sent_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "withdrawn"])
                | Q(policy__isnull=False) & ~Q(choice=""),
                name="claim_sent_has_policy_and_choice",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=False)
                | Q(approved_at=None, approved_by=None) & ~Q(status__in=["second", "approved"]),
                name="claim_approved_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(second_approved_at=None, second_approved_by=None)
                | Q(second_approved_at__isnull=False, approved_at__isnull=False),
                name="claim_second_approved_at_and_by",
            ),
            *never_the_same(
                "claim",
                [
                    ("approved_by", "claimant"),
                    ("approved_by", "sent_by"),
                    ("second_approved_by", "claimant"),
                    ("second_approved_by", "sent_by"),
                    ("second_approved_by", "approved_by"),
                ],
            ),
            models.CheckConstraint(
                condition=~Q(status="returned") | ~Q(question=""), name="claim_returned_asks"
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"CL-{self.pk:06d}" if self.pk else "CL-new"

    @property
    def is_advance(self):
        """Whether it gives money before the day; it has an `advance` then."""
        return hasattr(self, "advance")

    @property
    def is_changeable(self):
        return self.status in self.CHANGEABLE

    @property
    def public_label(self):
        """Where it is, said to its member; of one that is approved, after `said_paid`."""
        if self.status == "approved" and not self.is_owed:
            return "We paid this" if self.has_paid else "There is nothing more to pay"
        if self.status == "withdrawn" and self.involvement.status != Involvement.Status.ATTENDED:
            return "We have no note that you took part"
        return self.PUBLIC_LABELS[self.status]


class LineQuerySet(models.QuerySet):
    def standing(self):
        """Those that may be paid, or were: neither refused nor found wrong afterwards."""
        return self.filter(reversed_at=None).exclude(amount_approved=0)

    def counted(self):
        """Those of claims that were sent in: what the year's miles are made of."""
        return self.standing().filter(claim__in=Claim.objects.sent_in())


@only_known_values
class Line(models.Model):
    """One amount, and how it arises: so many at a rate, or what was spent, up to what is paid."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="lines")
    # Copied from the claim, so that time is paid for once.
    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    description = models.CharField(max_length=200, blank=True)
    quantity = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    rate = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    # Miles past the threshold of the tax year, and their rate.
    quantity_after = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    rate_after = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    spent = models.DecimalField(null=True, blank=True, **POUNDS)
    # On which day it was spent, and on which it was written down: never before.
    spent_date = models.DateField(null=True, blank=True)
    written_date = models.DateField(null=True, blank=True)
    # The pounds of it that its member was given before the day, which are not asked for again.
    advanced = models.DecimalField(default=0, **POUNDS)
    amount = models.DecimalField(**POUNDS)
    amount_approved = models.DecimalField(null=True, blank=True, **POUNDS)
    # The pounds of `advanced` that were found right when it was decided; the rest is given back.
    advanced_approved = models.DecimalField(null=True, blank=True, **POUNDS)
    reason = models.CharField("why less", max_length=300, blank=True)
    without_receipt = models.CharField("why there is no receipt", max_length=200, blank=True)
    # Found wrong after it was approved: an entry of the ledger says why, and it is not owed.
    reversed_at = models.DateTimeField(null=True, blank=True)
    reversed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = LineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "involvement",
                condition=Q(kind="payment", reversed_at=None)
                & (Q(amount_approved=None) | Q(amount_approved__gt=0)),
                name="line_time_is_paid_once",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="line_not_negative"),
            models.CheckConstraint(
                condition=Q(quantity__isnull=False, quantity__gt=0, rate__isnull=False, rate__gt=0)
                & Q(spent=None)
                | Q(quantity=None, rate=None, unit="", spent__isnull=False, spent__gt=0)
                & Q(amount__lt=F("spent") - F("advanced") + HALF_A_PENNY),
                name="line_rate_or_what_was_spent",
            ),
            models.CheckConstraint(
                condition=Q(advanced=0) | Q(advanced__gt=0, spent__isnull=False),
                name="line_advanced_of_what_was_spent",
            ),
            models.CheckConstraint(
                condition=Q(quantity_after=None, rate_after=None)
                | Q(quantity_after__isnull=False, quantity_after__gt=0)
                & Q(rate_after__isnull=False, rate_after__gt=0)
                & Q(kind__in=MILEAGE),
                name="line_miles_past_the_threshold",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["payment", *MILEAGE], spent=None)
                | ~Q(kind__in=["payment", *MILEAGE]) & Q(rate=None),
                name="line_kind_has_its_numbers",
            ),
            models.CheckConstraint(
                condition=Q(spent_date=None, written_date=None)
                | Q(spent__isnull=False, spent_date__isnull=False, written_date__isnull=False)
                & Q(spent_date__lte=F("written_date")),
                name="line_spent_before_it_is_written",
            ),
            models.CheckConstraint(
                condition=Q(amount_approved=None)
                | Q(amount_approved__gte=0, amount_approved__lte=F("amount")),
                name="line_approved_up_to_what_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(advanced_approved=None)
                | Q(amount_approved__isnull=False, advanced_approved__gte=0)
                & Q(advanced_approved__lte=F("advanced")),
                name="line_advanced_approved_of_what_was_given",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None, reversed_by=None)
                | Q(reversed_at__isnull=False, amount_approved__gt=0),
                name="line_reversed_at_and_by",
            ),
            models.CheckConstraint(
                condition=~Q(reason="")
                | (Q(amount_approved=None) | Q(amount_approved=F("amount")))
                & (Q(advanced_approved=None) | Q(advanced_approved=F("advanced"))),
                name="line_less_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.claim}-{self.pk}"

    @property
    def by_miles(self):
        return self.kind in MILEAGE

    @property
    def is_for_care(self):
        return self.kind in CARE

    @property
    def called(self):
        """What it is for: what its member wrote, or its kind."""
        return self.description or self.get_kind_display()

    @property
    def miles(self):
        """All the miles of it, past the threshold or not."""
        return self.quantity + (self.quantity_after or 0)

    @property
    def sums(self):
        """What it adds up, as a list of rates.Sum; empty for what was spent."""
        parts = [(self.quantity, self.rate), (self.quantity_after, self.rate_after)]
        return [rates.Sum(number, rate, self.unit) for number, rate in parts if number]

    @property
    def how(self):
        """How the amount arises, in words."""
        return wording.how(self)

    @property
    def decided(self):
        """What was decided about it, in words to its member."""
        return wording.decided(self)

    @property
    def whole(self):
        """The pounds that it came to, whether or not the policy pays all of it."""
        return self.spent or rates.total(part.amount for part in self.sums)

    @property
    def is_capped(self):
        """Whether the policy pays less than it came to."""
        return self.payable < self.whole

    @property
    def payable(self):
        """The pounds of it that the policy pays, whether before the day or now."""
        return self.amount + self.advanced

    @property
    def accepted(self):
        """Of `payable`, the pounds that were approved; None before it is decided."""
        before = self.advanced_approved or rates.NONE
        return None if self.amount_approved is None else self.amount_approved + before
