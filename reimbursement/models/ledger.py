"""What is owed and what was paid: entries are only ever added."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from design_system.constraints import never_the_same, only_known_values
from involvement.models import Involvement
from people.models import Member

from .claims import POUNDS, Claim, Line
from .policies import Kind


class Way(models.TextChoices):
    """How money leaves: pay for time through payroll, since it is taxed; expenses as payables."""

    PAYROLL = "payroll", "Payroll: pay for time"
    PAYABLES = "payables", "Payables: expenses"

    @property
    def lines(self):
        """Which lines leave this way, as a condition."""
        is_time = Q(kind=Kind.PAYMENT)
        return is_time if self == self.PAYROLL else ~is_time


class PayeeQuerySet(models.QuerySet):
    def standing(self):
        """Those with which no payment has failed since they were written down."""
        return self.exclude(models.Exists(self._failed()))

    def failing(self):
        """The others, with `failed`, why the last payment did."""
        reason = self._failed().order_by("-pk").values("reason")[:1]
        return self.annotate(failed=models.Subquery(reason)).exclude(failed=None)

    def _failed(self):
        return Payment.objects.filter(
            claim__involvement__member=models.OuterRef("member"),
            batch__way=models.OuterRef("way"),
            payee=models.OuterRef("reference"),
            status=Payment.Status.FAILED,
            status_changed_at__gte=models.OuterRef("set_at"),
        )


@only_known_values
class Payee(models.Model):
    """Under which reference finance knows a member. Bank details are with finance, never here."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="payees")
    way = models.CharField(max_length=8, choices=Way)
    reference = models.CharField(max_length=30)
    # When it was written down or found right: payments that failed before are tried again.
    set_at = models.DateTimeField()

    objects = PayeeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("member", "way", name="payee_one_each_way"),
            models.CheckConstraint(condition=~Q(reference=""), name="payee_has_reference"),
        ]

    def __str__(self):
        return f"{self.member} {self.way}"


@only_known_values
class Batch(models.Model):
    """What is paid together, one way. Once it is checked, nothing of it changes any more."""

    class Status(models.TextChoices):
        MADE = "made", "Waits for a check"
        CHECKED = "checked", "Checked, not taken out yet"
        EXPORTED = "exported", "With finance"
        SETTLED = "settled", "Finance has answered"
        DROPPED = "dropped", "Taken back"

    TRANSITIONS = {
        Status.MADE: {Status.CHECKED, Status.DROPPED},
        Status.CHECKED: {Status.EXPORTED},
        Status.EXPORTED: {Status.SETTLED},
        Status.SETTLED: set(),
        Status.DROPPED: set(),
    }
    # What is in these has still to go out, or to fail.
    IN_HAND = (Status.MADE, Status.CHECKED, Status.EXPORTED)

    way = models.CharField(max_length=8, choices=Way)
    status = models.CharField(max_length=8, choices=Status, default=Status.MADE)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    count = models.PositiveIntegerField(default=0)
    total = models.DecimalField(max_digits=11, decimal_places=2, default=0)
    # SHA-256 of the file that finance got, by which it is known again.
    digest = models.CharField(max_length=64, blank=True)
    layout = models.CharField(max_length=30, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "batches"
        permissions = [("pay", "Can make, check and export batches of payments")]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_at__isnull=False)
                | Q(checked_at=None, checked_by=None, status__in=["made", "dropped"]),
                name="batch_checked_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(made_by=None) | Q(checked_by=None) | ~Q(made_by=F("checked_by")),
                name="batch_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["exported", "settled"]) & ~Q(digest="")
                | ~Q(status__in=["exported", "settled"]) & Q(digest=""),
                name="batch_exported_is_known_again",
            ),
        ]

    def __str__(self):
        return f"PB-{self.pk:05d}" if self.pk else "PB-new"


# Who had a hand in a claim before it is paid, as it is copied onto each Payment.
HANDS = ("claimant", "sender", "approver", "second_approver")


class PaymentQuerySet(models.QuerySet):
    def with_a_hand_of(self, user):
        """Those of which `user` claimed, wrote down or approved something."""
        hands = Q(claim__involvement__member__person__user=user)
        for hand in HANDS:
            hands |= Q(**{hand: user})
        return self.filter(hands)


@only_known_values
class Payment(models.Model):
    """One line in one batch: an attempt to pay it. What it says is copied, and stays."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waits"
        PAID = "paid", "Paid"
        FAILED = "failed", "Failed"
        DROPPED = "dropped", "Taken back"

    TRANSITIONS = {
        Status.WAITING: {Status.PAID, Status.FAILED, Status.DROPPED},
        Status.PAID: set(),
        Status.FAILED: set(),
        Status.DROPPED: set(),
    }

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="payments")
    line = models.ForeignKey(Line, models.PROTECT, related_name="payments")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="payments")
    amount = models.DecimalField(**POUNDS)
    attempt = models.PositiveSmallIntegerField(default=1)
    payee = models.CharField(max_length=30)
    cost_centre = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reason = models.CharField("why it failed", max_length=200, blank=True)
    # Who must not be the same, copied so that a constraint can hold it.
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    second_approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    payer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Who said that the batch is right; nobody before it is checked.
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["payee"], condition=Q(status="failed"), name="payment_failed_of_payee"
            ),
        ]
        constraints = [
            models.UniqueConstraint("line", "attempt", name="payment_attempt_once"),
            models.UniqueConstraint(
                "line",
                condition=Q(status__in=["waiting", "paid"]),
                name="payment_of_a_line_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_is_positive"),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(reason=""), name="payment_failed_says_why"
            ),
            *never_the_same(
                "payment", [(one, other) for one in ("payer", "checker") for other in HANDS]
            ),
            models.CheckConstraint(
                condition=Q(payer=None) | Q(checker=None) | ~Q(payer=F("checker")),
                name="payment_checker_not_payer",
            ),
        ]

    def __str__(self):
        return f"{self.batch}-{self.line_id}"


class EntryQuerySet(models.QuerySet):
    def sums(self):
        """The pounds of each kind, as a dict."""
        rows = self.order_by().values_list("kind").annotate(total=models.Sum("amount"))
        return dict(rows)

    def paid_to(self, member):
        """What went out to `member`, with `taken_back_at`, when it was found wrong, or None."""
        against = Entry.objects.filter(line=models.OuterRef("line"), kind=Entry.What.REVERSED)
        paid = self.filter(kind=Entry.What.PAID, line__claim__involvement__member=member)
        return paid.annotate(taken_back_at=models.Subquery(against.values("entered_at")[:1]))

    def given_back_by(self, member):
        """What `member` gave back of money for before a day."""
        return self.filter(kind=Entry.What.RETURNED, line__claim__involvement__member=member)


@only_known_values
class Entry(models.Model):
    """One entry of the ledger, about one line of a claim. Never changed, never deleted."""

    class What(models.TextChoices):
        APPROVED = "approved", "Approved"
        PAID = "paid", "Paid"
        FAILED = "failed", "Payment failed"
        REVERSED = "reversed", "Reversed"
        # What became of money that was given before the day and not used.
        RETURNED = "returned", "Given back"
        WAIVED = "waived", "Left with them"

    line = models.ForeignKey(Line, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=What)
    amount = models.DecimalField(**POUNDS)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="entries")
    attempt = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint("line", "kind", "attempt", name="entry_once"),
            models.UniqueConstraint("line", condition=Q(kind="paid"), name="entry_paid_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="entry_is_positive"),
            models.CheckConstraint(
                condition=Q(kind__in=["approved", "reversed"], batch=None, attempt=0)
                | Q(kind__in=["returned", "waived"], batch=None)
                | Q(kind__in=["paid", "failed"], batch__isnull=False, attempt__gte=1),
                name="entry_of_a_payment_has_its_batch",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["reversed", "returned", "waived"]) | ~Q(reason=""),
                name="entry_reversed_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.line} {self.kind}"


# Lines of money for before a day to which its member does not come.
IN_VAIN = Q(
    claim__advance__isnull=False,
    claim__involvement__status__in=[
        Involvement.Status.CANCELLED,
        Involvement.Status.DID_NOT_ATTEND,
    ],
)


def owed(way):
    """Lines that are to be paid this `way` now: approved, not found wrong, in no live batch.

    Money for before the day is not, once it is known that the member does not come.
    """
    return unpaid().filter(way.lines, ~_has_a_payment(Payment.Status.WAITING))


def unpaid():
    """Lines that are still to go out: what is owed, either way, and what waits in a batch."""
    paid, waiting = (_has_a_payment(one) for one in (Payment.Status.PAID, Payment.Status.WAITING))
    lines = Line.objects.standing().filter(claim__status=Claim.Status.APPROVED)
    return lines.filter(~paid, ~IN_VAIN | Q(waiting))


def _has_a_payment(status):
    return models.Exists(Payment.objects.filter(line=models.OuterRef("pk"), status=status))
