"""What a member wants to be paid, and what they are used to spending."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from design_system.constraints import only_known_values
from involvement.models import Involvement
from organisation.models import Site
from people.models import Member

from .policies import CARE, EXPENSES, Policy


class ChoiceQuerySet(models.QuerySet):
    def standing(self):
        """Those that a member made for everything they take part in."""
        return self.filter(involvement=None)

    def newest(self):
        return self.order_by("-pk").first()


@only_known_values
class Choice(models.Model):
    """What a member chose at one moment. The newest counts; for one activity, the newest for it."""

    class What(models.TextChoices):
        BOTH = "both", "Payment and expenses"
        EXPENSES = "expenses", "Expenses only"
        NEITHER = "neither", "Neither"
        DONATE = "donate", "Give the payment away, and have expenses paid"
        TALK_FIRST = "talk_first", "Talk to someone first"

    member = models.ForeignKey(Member, models.CASCADE, related_name="payment_choices")
    involvement = models.ForeignKey(
        Involvement, models.CASCADE, null=True, blank=True, related_name="payment_choices"
    )
    what = models.CharField(max_length=10, choices=What)
    # Whose guidance on benefits they read before they chose.
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ChoiceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what__in=["both", "donate"]) | Q(policy__isnull=False),
                name="choice_of_payment_after_guidance",
            )
        ]

    def __str__(self):
        return f"{self.member} {self.what}"

    @property
    def wants_payment(self):
        """Whether time is to be paid for, to them or to whom they give it."""
        return self.what in {self.What.BOTH, self.What.DONATE}

    @property
    def wants_expenses(self):
        return self.what in {self.What.BOTH, self.What.EXPENSES, self.What.DONATE}


@only_known_values
class UsualCost(models.Model):
    """What a member said once: how they get to a place, or what care costs each time."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="usual_costs")
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in EXPENSES])
    miles = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    spent = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("member", "site", "kind", name="usual_cost_of_a_journey"),
            models.UniqueConstraint(
                "member", "kind", condition=Q(site=None), name="usual_cost_of_care"
            ),
            models.CheckConstraint(
                condition=Q(site__isnull=False) | Q(kind__in=CARE),
                name="usual_cost_of_a_journey_has_a_place",
            ),
            models.CheckConstraint(
                condition=Q(miles=None, spent__isnull=False, spent__gt=0)
                | Q(miles__isnull=False, spent=None, miles__gt=0),
                name="usual_cost_miles_or_pounds",
            ),
        ]

    def __str__(self):
        return f"{self.member} {self.kind}"
