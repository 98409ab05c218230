"""An expense, and its receipt."""

from django.core.exceptions import ValidationError
from django.utils import timezone

from design_system.fields import (
    DateField,
    DecimalField,
    FileField,
    HiddenField,
    PoundsField,
    RadiosField,
    SingleCheckboxField,
    TextField,
)
from design_system.forms import Form
from reimbursement import receipts
from reimbursement.models import Kind
from reimbursement.rates import money
from reimbursement.wording import NOT_YET, what_we_pay

ACCEPT = "image/*,application/pdf"
EXAMPLES = {
    Kind.PUBLIC_TRANSPORT: "For example: bus to the hospital and back",
    Kind.TAXI: "For example: taxi home in the evening",
    Kind.SUBSISTENCE: "For example: lunch",
    Kind.PHONE_DATA: "For example: calls to join the meeting",
}


class KindForm(Form):
    """What an expense was for: one of the kinds that the policy pays."""

    kind = RadiosField("What did you pay for?", choices=[], required_message="Select one of these")

    def __init__(self, *args, rules, **kwargs):
        super().__init__(*args, **kwargs)
        rules = sorted(rules, key=lambda rule: list(Kind).index(rule.kind))
        self.fields["kind"].choices = [(rule.kind, rule.get_kind_display()) for rule in rules]
        self.fields["kind"].hints = {rule.kind: what_we_pay(rule) for rule in rules}


class _WithReceipt(Form):
    def clean_receipt(self):
        """A CleanReceipt, or None. What is too large is refused before anything reads it."""
        upload = self.cleaned_data["receipt"]
        if not upload:
            return None
        if upload.size > receipts.LARGEST:
            raise ValidationError(receipts.TOO_LARGE, code="too_large")
        try:
            return receipts.clean(upload.read())
        except receipts.CannotKeepReceipt as error:
            raise ValidationError(str(error), code="not_kept") from None


class ExpenseForm(_WithReceipt):
    """Miles, or what was spent. `rule` is the ExpenseRule of its kind; `site` where it led."""

    after = HiddenField(required=False, max_length=18)

    def __init__(self, *args, rule, site, remember_for_care=False, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in _fields(rule, site, remember_for_care):
            self.fields[name] = field

    def clean_spent_date(self):
        """Refuse a day that is still to come."""
        day = self.cleaned_data["spent_date"]
        if day and day > timezone.localdate():
            raise ValidationError(NOT_YET, code="not_yet")
        return day

    @property
    def newest_seen(self):
        """The key of the newest line when the form was shown, or None."""
        after = self.cleaned_data["after"]
        return int(after) if after.isdecimal() else None

    @property
    def expense(self):
        """What was entered, named as in the actions."""
        names = ("miles", "spent", "spent_date", "description", "without_receipt", "remember")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


def _fields(rule, site, for_care):
    if rule.by_miles:
        yield (
            "miles",
            DecimalField(
                "How many miles?",
                hint="There and back, such as 14 or 7.5",
                most=1000,
                unit="miles",
                example="7.5",
                short_label="Miles",
                required_message="Enter how many miles",
            ),
        )
    else:
        yield (
            "spent",
            PoundsField(
                "How much did you spend?",
                hint="Pounds and pence, such as 4.20",
                short_label="Amount",
                required_message="Enter how much you spent",
            ),
        )
    yield "description", _description(rule)
    if not rule.by_miles:
        yield (
            "spent_date",
            DateField(
                "Which day did you pay?",
                hint="We wrote in the day of the activity. Change it if your receipt has another "
                "date.",
                short_label="The day you paid",
                required=False,
            ),
        )
        yield (
            "receipt",
            FileField(
                "Your receipt (optional)",
                hint=f"{receipts.KINDS_IN_WORDS}. You can take a photograph now.",
                accept=ACCEPT,
                required=False,
            ),
        )
        if rule.receipt_over is not None:
            yield (
                "without_receipt",
                TextField(
                    "If you have no receipt, why? (optional)",
                    hint="For example: I lost it. We will not turn you down for that alone.",
                    short_label="Why you have no receipt",
                    required=False,
                ),
            )
    if for_care or site is not None:
        place = "" if for_care else f" for {site}"
        yield (
            "remember",
            SingleCheckboxField(
                f"Remember this{place} and fill it in for me next time", required=False
            ),
        )


def _description(rule):
    if rule.kind == Kind.OTHER:
        return TextField("What was it for?", required_message="Enter what it was for")
    label = "From where to where? (optional)" if rule.by_miles else "What was it for? (optional)"
    hint = EXAMPLES.get(rule.kind)
    return TextField(label, hint=hint, short_label=label.partition("?")[0], required=False)


class ReceiptForm(_WithReceipt):
    """A receipt, and which of the `costs` (lines) it is for, where there are several."""

    receipt = FileField(
        "Your receipt",
        hint=f"{receipts.KINDS_IN_WORDS}. You can take a photograph now.",
        accept=ACCEPT,
        required_message="Choose a photograph or a PDF of your receipt",
    )
    line = RadiosField(
        "What is it for?",
        hint="If it is for several, choose one of them, and tell us so with the others.",
        choices=[],
        required_message="Select what the receipt is for",
    )

    def __init__(self, *args, costs, **kwargs):
        super().__init__(*args, **kwargs)
        self.costs = {str(line.pk): line for line in costs}
        if len(self.costs) > 1:
            self.fields["line"].choices = [
                (key, f"{line.called}, {money(line.spent)}") for key, line in self.costs.items()
            ]
        else:
            del self.fields["line"]

    @property
    def chosen_line(self):
        """The line that it is for; None where the claim has no cost yet."""
        only = next(iter(self.costs.values()), None)
        return self.costs.get(self.cleaned_data.get("line"), only)
