"""Help with a cost before the day, so that nobody has to lay out money."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round
from django.utils import timezone

from design_system.constraints import never_the_same, only_known_values
from involvement.models import Involvement
from organisation.models import Service
from reimbursement.rates import NONE

from .claims import POUNDS, Claim, Line
from .ledger import Entry, Payment
from .policies import EXPENSES, Policy


class AdvanceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for whoever runs reimbursement, what is given as money for finance.

        What is asked of their own services, for the holders of budgets.
        """
        if user.has_perm("reimbursement.run_reimbursement"):
            return self
        if not user.is_authenticated:
            return self.none()
        own = Q(service__in=user.budgets_held())
        if user.has_perm("reimbursement.pay"):
            return self.filter(own | Q(claim__isnull=False))
        return self.filter(own)

    def of(self, member):
        return self.filter(involvement__member=member)

    def to_decide(self):
        """Those that wait for an approver, of people who are still expected."""
        return self.filter(
            status__in=Advance.WAITING, involvement__status=Involvement.Status.EXPECTED
        )

    def waiting_for(self, user):
        """Those that `user` can decide about."""
        in_it = Q(claimant=user) | Q(asked_by=user) | Q(involvement__member__person__user=user)
        agreed = Q(status=Advance.Status.SECOND, agreed_by=user)
        return self.to_decide().filter(service__in=user.budgets_held()).exclude(in_it | agreed)

    def to_buy(self):
        """Those that were agreed, for people who still come."""
        return self.filter(
            help=Advance.Help.TICKET,
            status=Advance.Status.AGREED,
            involvement__status=Involvement.Status.EXPECTED,
        )

    def bought(self):
        """Those that we bought, whoever comes."""
        return self.filter(status=Advance.Status.BOUGHT)

    def agreed(self):
        """Those with which somebody is helped, or was."""
        return self.filter(status__in=[Advance.Status.AGREED, Advance.Status.BOUGHT])

    def given(self):
        """Those by which money is given."""
        return self.filter(help=Advance.Help.MONEY, status=Advance.Status.AGREED)

    def accounted(self):
        """These with `used`, `returned` and `waived`, the pounds, and `left` of what was given."""
        used = Line.objects.filter(
            involvement=OuterRef("involvement"),
            kind=OuterRef("kind"),
            claim__status__in=Claim.ACCOUNTS,
            reversed_at=None,
        )
        rows = self.annotate(
            used=_sum_of(used, "kind", Coalesce("advanced_approved", "advanced")),
            returned=_sum_of(_entries(Entry.What.RETURNED), "kind", "amount"),
            waived=_sum_of(_entries(Entry.What.WAIVED), "kind", "amount"),
        )
        left = F("amount_agreed") - F("used") - F("returned") - F("waived")
        return rows.annotate(left=Round(left, precision=2))

    def left_over(self):
        """Money that was paid, and that nothing accounts for, after the day: with `left`."""
        paid = Payment.objects.filter(claim=OuterRef("claim"), status=Payment.Status.PAID)
        in_hand = may_account(Claim.objects.filter(involvement=OuterRef("involvement")))
        rows = self.given().accounted().filter(Exists(paid), left__gt=0)
        return rows.exclude(Exists(in_hand) | Q(involvement__status=Involvement.Status.EXPECTED))


def may_account(claims):
    """Those of `claims` that may still say what became of money that was given before the day.

    A draft does as long as it can be sent without a reason.
    """
    today, in_time = timezone.localdate(), Q(policy=None)
    for days in Policy.objects.in_force().values_list("claim_within_days", flat=True).distinct():
        first = today - datetime.timedelta(days=days)
        in_time |= Q(policy__claim_within_days=days, activity_date__gte=first)
    return claims.filter(
        Q(status__in=Claim.IN_HAND) & ~Q(status=Claim.Status.DRAFT)
        | Q(status=Claim.Status.DRAFT) & in_time
    )


def _entries(what):
    return Entry.objects.filter(line__claim=OuterRef("claim"), kind=what)


def _sum_of(rows, by, name):
    """The sum of the pounds `name` of `rows`, which all have the same value of `by`."""
    sums = rows.order_by().values(by).annotate(sum=Sum(name)).values("sum")
    pounds = models.DecimalField(**POUNDS)
    return Coalesce(Subquery(sums, output_field=pounds), Value(NONE, output_field=pounds))


@only_known_values
class Advance(models.Model):
    """What somebody with a place asks for before the day: money, or that we buy it for them.

    Money is given by a `claim` of its own, which is approved with it and paid like any other.
    """

    class Help(models.TextChoices):
        MONEY = "money", "Money before the day"
        TICKET = "ticket", "We buy it"

    class Status(models.TextChoices):
        ASKED = "asked", "Waits for a decision"
        SECOND = "second", "Waits for a second person"
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Not agreed"
        BOUGHT = "bought", "Bought"
        WITHDRAWN = "withdrawn", "Not needed any more"

    TRANSITIONS = {
        Status.ASKED: {Status.SECOND, Status.AGREED, Status.REFUSED, Status.WITHDRAWN},
        Status.SECOND: {Status.AGREED, Status.REFUSED, Status.WITHDRAWN},
        Status.AGREED: {Status.BOUGHT, Status.WITHDRAWN},
        Status.REFUSED: set(),
        Status.BOUGHT: set(),
        Status.WITHDRAWN: set(),
    }
    WAITING = (Status.ASKED, Status.SECOND)

    involvement = models.ForeignKey(Involvement, models.PROTECT, related_name="advances")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in EXPENSES])
    help = models.CharField(max_length=6, choices=Help)
    words = models.CharField("what it is for", max_length=200, blank=True)
    amount = models.DecimalField("about how much it costs", **POUNDS)
    service = models.ForeignKey(Service, models.PROTECT, related_name="advances")
    cost_centre = models.CharField(max_length=20, blank=True)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="advances")
    status = models.CharField(max_length=9, choices=Status, default=Status.ASKED)
    status_changed_at = models.DateTimeField()
    status_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    amount_agreed = models.DecimalField(null=True, blank=True, **POUNDS)
    reason = models.CharField("why not, or why less", max_length=300, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    second_agreed_at = models.DateTimeField(null=True, blank=True)
    second_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cost = models.DecimalField("what it cost us", null=True, blank=True, **POUNDS)
    bought_at = models.DateTimeField(null=True, blank=True)
    bought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Who last wrote down what became of money that was left; each time is an Entry.
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claim = models.OneToOneField(
        Claim, models.PROTECT, null=True, blank=True, related_name="advance"
    )

    objects = AdvanceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "involvement",
                "kind",
                condition=Q(status__in=["asked", "second"]),
                name="advance_asked_once",
            ),
            models.UniqueConstraint(
                "involvement",
                "kind",
                condition=Q(help="money", status="agreed"),
                name="advance_money_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="advance_is_positive"),
            models.CheckConstraint(
                condition=Q(agreed_at__isnull=False, amount_agreed__isnull=False)
                | Q(agreed_at=None, agreed_by=None, amount_agreed=None)
                & Q(status__in=["asked", "refused", "withdrawn"]),
                name="advance_agreed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(second_agreed_at=None, second_agreed_by=None)
                | Q(second_agreed_at__isnull=False, agreed_at__isnull=False),
                name="advance_second_agreed_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(amount_agreed=None)
                | Q(amount_agreed__gt=0, amount_agreed__lte=F("amount")),
                name="advance_agreed_up_to_what_was_asked",
            ),
            models.CheckConstraint(
                condition=~Q(reason="")
                | Q(amount_agreed=None) & ~Q(status="refused")
                | Q(amount_agreed=F("amount")) & ~Q(status="refused"),
                name="advance_less_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="bought", help="ticket", bought_at__isnull=False)
                & Q(cost__isnull=False, cost__gt=0, cost__lte=F("amount_agreed"))
                | ~Q(status="bought") & Q(bought_at=None, bought_by=None, cost=None),
                name="advance_bought_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(claim=None) & ~Q(help="money", status="agreed")
                | Q(claim__isnull=False, help="money", status__in=["agreed", "withdrawn"]),
                name="advance_money_has_its_claim",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, claim__isnull=False),
                name="advance_settled_at_and_by",
            ),
            *never_the_same(
                "advance",
                [
                    ("agreed_by", "claimant"),
                    ("agreed_by", "asked_by"),
                    ("second_agreed_by", "claimant"),
                    ("second_agreed_by", "asked_by"),
                    ("second_agreed_by", "agreed_by"),
                    ("bought_by", "claimant"),
                    ("bought_by", "asked_by"),
                    ("bought_by", "agreed_by"),
                    ("bought_by", "second_agreed_by"),
                    ("settled_by", "claimant"),
                    ("settled_by", "asked_by"),
                    ("settled_by", "agreed_by"),
                    ("settled_by", "second_agreed_by"),
                ],
            ),
        ]

    def __str__(self):
        return f"AD-{self.pk:06d}" if self.pk else "AD-new"

    @property
    def is_money(self):
        return self.help == self.Help.MONEY

    @property
    def called(self):
        """What it is for: what its member wrote, or its kind."""
        return self.words or self.get_kind_display()
