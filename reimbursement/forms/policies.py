"""What the Patient Experience team enters of a version of the policy."""

from decimal import Decimal

from design_system.fields import (
    DateField,
    DecimalField,
    IntegerField,
    PoundsField,
    RadiosField,
    SingleCheckboxField,
    TextAreaField,
    TextField,
)
from design_system.forms import Form
from reimbursement.models import Entitlement, Policy
from reimbursement.rates import in_hours, plain

MOST_FOR_TIME, MOST_A_MILE = Decimal(1000), Decimal(2)
LONGEST, LATEST_CLAIM = Decimal(100), 730
ROWS = 4
Basis = Entitlement.Basis
NEVER, ALWAYS, OVER = "never", "always", "over"
RATE = {"most": MOST_A_MILE, "places": 3, "example": "0.45", "required": False}


class CopyForm(Form):
    """What a new version is called, and from which day it is to count."""

    title = TextField(
        "What is this version called?",
        max_length=120,
        hint="For example “Reimbursement policy 2027”.",
        short_label="The name",
        required_message="Enter what this version is called",
    )
    from_date = DateField(
        "From which day does it count?",
        hint="Activities on this day and later are paid by it. For example 1 4 2027.",
        short_label="The day",
        required_message="Enter the day from which it counts",
    )

    def clean_from_date(self):
        day = self.cleaned_data["from_date"]
        if Policy.objects.in_force().filter(from_date=day).exists():
            self.add_error("from_date", "Another version counts from this day. Enter another day")
        return day


class PolicyForm(CopyForm):
    """The facts of a version, beside what it pays."""

    claim_within_days = IntegerField(
        "In how many days do people have to claim?",
        min_value=1,
        max_value=LATEST_CLAIM,
        hint="From the day of the activity. Whoever is late is asked why, and can still claim.",
        short_label="Days",
        required_message="Enter in how many days people have to claim",
    )
    second_approval_over = PoundsField(
        "Above what amount does a second person have to agree?",
        required=False,
        or_zero=True,
        hint="All that is approved for one activity counts. Enter 0 if two people always have to. "
        "Leave this empty if one person is enough.",
        short_label="The amount",
    )
    guidance = TextAreaField(
        "What should people on benefits know?",
        max_length=4000,
        rows=15,
        hint="They read this before they choose a payment. Say whom to ask, in plain words.",
        short_label="What people should know",
        required_message="Enter what people on benefits should know",
    )


class EntitlementForm(Form):
    """What one category entitles to, with some rows of hours and pounds."""

    pays_expenses = SingleCheckboxField("Expenses are paid", required=False)
    basis = RadiosField(
        "How is time paid for?",
        choices=Basis.choices,
        hints={
            Basis.NOTHING: "Leave the amounts below empty.",
            Basis.SESSION: "Enter one amount, and no hours.",
            Basis.LENGTH: "Enter an amount for each length. One without hours is for all longer.",
            Basis.BLOCKS: "Enter one amount, and the hours that it is for.",
        },
        required_message="Choose how time is paid for",
    )

    def __init__(self, *args, rows=ROWS, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = range(1, rows + 1)
        for number in self.numbers:
            self.fields[f"hours_{number}"] = DecimalField(
                "Up to how many hours",
                most=LONGEST,
                places=2,
                unit="hours",
                example="3",
                required=False,
                short_label=f"The hours of amount {number}",
            )
            self.fields[f"pounds_{number}"] = PoundsField(
                "Pounds",
                most=MOST_FOR_TIME,
                required=False,
                short_label=f"Amount {number}",
            )

    @classmethod
    def for_entitlement(cls, entitlement, data=None):
        """The form, filled in with an Entitlement or None, for what was sent (`data`)."""
        if entitlement is None:
            return cls(data, initial={"basis": Basis.NOTHING})
        initial = {"pays_expenses": entitlement.pays_expenses, "basis": entitlement.basis}
        bands = sorted(
            entitlement.bands.all(), key=lambda band: (band.up_to_hours is None, band.up_to_hours)
        )
        for number, band in enumerate(bands, start=1):
            initial[f"hours_{number}"] = _typed(band.up_to_hours)
            initial[f"pounds_{number}"] = band.amount
        return cls(data, rows=max(ROWS, len(bands)), initial=initial)

    @property
    def band_rows(self):
        """Pairs of the two inputs of each amount."""
        return [(self[f"hours_{n}"], self[f"pounds_{n}"]) for n in self.numbers]

    def clean(self):
        cleaned, seen = super().clean(), set()
        for number in self.numbers:
            hours, pounds = self._row(number)
            if hours is not None and pounds is None and f"pounds_{number}" not in self.errors:
                words = f"Enter the amount for up to {in_hours(hours)}"
                self.add_error(f"pounds_{number}", words)
            if pounds is not None and hours in seen:
                self.add_error(f"hours_{number}", self._twice(hours))
            if pounds is not None:
                seen.add(hours)
        return cleaned

    def said(self):
        """What `set_entitlement` takes."""
        rows = [self._row(number) for number in self.numbers]
        return {
            "pays_expenses": self.cleaned_data["pays_expenses"],
            "basis": self.cleaned_data["basis"],
            "bands": [(hours, pounds) for hours, pounds in rows if pounds is not None],
        }

    def _row(self, number):
        return tuple(self.cleaned_data.get(f"{name}_{number}") for name in ("hours", "pounds"))

    @staticmethod
    def _twice(hours):
        if hours is None:
            return "Enter the hours: only one amount can be without them"
        return f"Enter other hours: there is an amount for up to {in_hours(hours)} already"


class _RuleForm(Form):
    """What the rules for miles and for what was spent have in common."""

    cap = PoundsField(
        "What is the most that is paid for one activity?",
        required=False,
        hint="Leave this empty if there is no limit.",
        short_label="The most that is paid",
    )
    agreed_first = SingleCheckboxField("It must be agreed before", required=False)
    evidence = TextField(
        "What do we need to see?",
        required=False,
        hint="For example “A ticket, or a picture of it”. Leave this empty if it is nothing.",
        short_label="What we need to see",
    )

    def said(self):
        """What `set_expense_rule` takes."""
        return self.cleaned_data | {"evidence": self.cleaned_data["evidence"].rstrip(".")}


class MilesForm(_RuleForm):
    """How miles of one kind are paid."""

    field_order = ["rate", "threshold_miles", "rate_after"]

    rate = DecimalField(
        "How much is paid for a mile?",
        hint="In pounds, for example 0.45 for 45p.",
        short_label="Pounds for a mile",
        required_message="Enter how much is paid for a mile",
        **RATE | {"required": True},
    )
    threshold_miles = IntegerField(
        "After how many miles in a tax year does that change?",
        min_value=1,
        max_value=100_000,
        required=False,
        hint="Leave this empty if it stays the same.",
        short_label="Miles",
    )
    rate_after = DecimalField(
        "How much is paid for a mile after that?",
        hint="In pounds, for example 0.25 for 25p.",
        short_label="Pounds for a mile",
        **RATE,
    )

    @classmethod
    def for_rule(cls, rule, data=None):
        """The form, filled in with an ExpenseRule or None, for what was sent (`data`)."""
        initial = _common(rule)
        if rule:
            initial |= {
                "rate": _typed(rule.rate),
                "threshold_miles": rule.threshold_miles,
                "rate_after": _typed(rule.rate_after),
            }
        return cls(data, initial=initial)

    def clean(self):
        cleaned = super().clean()
        miles, after = cleaned.get("threshold_miles"), cleaned.get("rate_after")
        if miles is not None and after is None and "rate_after" not in self.errors:
            self.add_error("rate_after", "Enter how much is paid for a mile after that")
        if after is not None and miles is None and "threshold_miles" not in self.errors:
            self.add_error("threshold_miles", "Enter after how many miles that changes")
        return cleaned


class SpentForm(_RuleForm):
    """How something that people paid for is paid back."""

    field_order = [
        "cap", "receipt", "receipt_over", "agreed_first", "paid_first", "bought_first",
    ]  # fmt: skip

    receipt = RadiosField(
        "Is a receipt needed?",
        choices=[(NEVER, "Never"), (ALWAYS, "Always"), (OVER, "For more than an amount")],
        required_message="Choose whether a receipt is needed",
    )
    receipt_over = PoundsField(
        "For more than what amount?",
        required=False,
        hint="Only for “For more than an amount”.",
        short_label="The amount",
    )
    paid_first = SingleCheckboxField(
        "The money can be given before the day, to people who ask for it", required=False
    )
    bought_first = SingleCheckboxField(
        "We can buy it before the day, for people who ask for it", required=False
    )

    @classmethod
    def for_rule(cls, rule, data=None):
        """The form, filled in with an ExpenseRule or None, for what was sent (`data`)."""
        initial, over = _common(rule), rule and rule.receipt_over
        if rule:
            initial |= {name: getattr(rule, name) for name in ("paid_first", "bought_first")}
            initial["receipt"] = NEVER if over is None else OVER if over else ALWAYS
        return cls(data, initial=initial | {"receipt_over": over or None})

    def clean(self):
        cleaned = super().clean()
        chosen, amount = cleaned.get("receipt"), cleaned.get("receipt_over")
        if "receipt_over" not in self.errors:
            if chosen == OVER and amount is None:
                self.add_error("receipt_over", "Enter the amount above which a receipt is needed")
            if chosen in (NEVER, ALWAYS) and amount is not None:
                self.add_error("receipt_over", "Leave the amount empty, or choose the last answer")
        return cleaned

    def said(self):
        said = super().said()
        if said.pop("receipt") == ALWAYS:
            said["receipt_over"] = Decimal(0)
        return said


def _common(rule):
    """What is filled in of a rule of either kind."""
    names = ("cap", "agreed_first", "evidence")
    return {name: getattr(rule, name) for name in names} if rule else {}


def _typed(number):
    return None if number is None else plain(number)
