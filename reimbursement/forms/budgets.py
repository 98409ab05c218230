"""What a cost centre has to spend, as finance and the Patient Experience team enter it."""

from decimal import Decimal

from django.utils import timezone

from design_system.fields import PoundsField, SelectField
from design_system.forms import Form
from organisation.models import Service
from reimbursement.models import Budget
from reimbursement.years import in_words, year_of

MOST = Decimal("999999999.99")


class AmountForm(Form):
    """The pounds of one budget."""

    amount = PoundsField(
        "How much is there to spend?",
        hint="In pounds, for the whole financial year. Enter 0 if nothing may be spent.",
        most=MOST,
        or_zero=True,
        width=10,
        short_label="The amount",
        required_message="Enter how much there is to spend, or 0 for nothing",
    )


class BudgetForm(AmountForm):
    """A new budget: whose, for which year, how much."""

    field_order = ["cost_centre", "year", "amount"]

    cost_centre = SelectField(
        "Which cost centre?", choices=[], required_message="Choose a cost centre"
    )
    year = SelectField(
        "Which financial year?", choices=[], required_message="Choose a financial year"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cost_centre"].choices = cost_centres()
        this = year_of(timezone.localdate())
        self.fields["year"].choices = [(str(y), in_words(y)) for y in range(this - 1, this + 3)]

    def clean(self):
        cleaned = super().clean()
        said = {name: cleaned.get(name) for name in ("cost_centre", "year")}
        if all(said.values()) and Budget.objects.filter(**said).exists():
            self.add_error(
                "cost_centre", "This cost centre has a budget for that year. Change it in the list"
            )
        return cleaned


def cost_centres(frozen=""):
    """The cost centres that services have, each with the names of its services.

    `frozen` is one that an activity had on its day, which may be nobody's any more.
    """
    names = {frozen: ["as it was agreed"]} if frozen else {}
    for service in Service.objects.exclude(cost_centre=""):
        names.setdefault(service.cost_centre, []).append(service.name)
    return [(centre, f"{centre}: {', '.join(names[centre])}") for centre in sorted(names)]
