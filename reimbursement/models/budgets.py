"""What a cost centre has to spend on involvement in one financial year."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reimbursement import years

FIRST_YEAR, LAST_YEAR = 2000, 2999


class BudgetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for whoever runs reimbursement and for finance.

        For the holder of a budget, those of the cost centres of the services they hold today.
        """
        if user.has_perm("reimbursement.run_reimbursement") or user.has_perm("reimbursement.pay"):
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(cost_centre__in=user.budgets_held().values("cost_centre"))


class Budget(models.Model):
    """The pounds of one cost centre for the financial year that begins in `year`.

    What is committed, claimed, approved and paid of it is never stored: see `budgets.standing_of`.
    """

    cost_centre = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField("financial year that begins in")
    amount = models.DecimalField(max_digits=11, decimal_places=2)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = BudgetQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "cost_centre"]
        constraints = [
            models.UniqueConstraint("cost_centre", "year", name="budget_one_a_year"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_not_negative"),
            models.CheckConstraint(condition=~Q(cost_centre=""), name="budget_has_cost_centre"),
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="budget_of_a_year"
            ),
        ]

    def __str__(self):
        return f"{self.cost_centre} {self.year}"

    @property
    def key(self):
        """What it is the budget of: its cost centre and its year."""
        return self.cost_centre, self.year

    @property
    def year_in_words(self):
        return years.in_words(self.year)
