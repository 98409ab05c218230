"""What an approver says of a claim: an amount for each line, or a question."""

from design_system.fields import PoundsField, TextAreaField, TextField
from design_system.forms import Form
from reimbursement.rates import money

CHANGED = "This claim has changed since you opened it. Please look at it again."


class ApproveForm(Form):
    """For each line of `claim` an amount and, for less than was asked, a reason.

    `stamp_of(claim)` goes with it unseen, so that nobody approves what they have not read.
    """

    def __init__(self, *args, claim, lines, **kwargs):
        super().__init__(*args, **kwargs)
        self.claim, self.lines = claim, lines
        for line in lines:
            self.fields[f"amount_{line.pk}"] = PoundsField(
                f"Amount to approve for “{line.called}”",
                hint=_asked(line),
                initial=f"{line.payable:.2f}",
                short_label="Amount",
                or_zero=True,
                required_message="Enter an amount in pounds, or 0 for nothing",
            )
            self.fields[f"reason_{line.pk}"] = TextField(
                f"Why less for “{line.called}”? (only if you approve less)",
                hint="They read this.",
                short_label="Reason",
                max_length=300,
                required=False,
            )

    def clean(self):
        if self.data.get("stamp") != stamp_of(self.claim):
            self.add_error(None, CHANGED)
        for line in self.lines:
            amount = self.cleaned_data.get(f"amount_{line.pk}")
            if amount is None:
                continue
            if amount > line.payable:
                most = money(line.payable)
                self.add_error(f"amount_{line.pk}", f"Amount must be {most} or less")
            elif amount < line.payable and not self.cleaned_data.get(f"reason_{line.pk}"):
                self.add_error(f"reason_{line.pk}", f"Say why you approve less for “{line.called}”")

    @property
    def decisions(self):
        """What was decided, by the key of each line, as the action takes it."""
        said = self.cleaned_data
        return {
            line.pk: (said[f"amount_{line.pk}"], said[f"reason_{line.pk}"]) for line in self.lines
        }

    def of_line(self, line):
        """The two fields of one line."""
        return [self[f"amount_{line.pk}"], self[f"reason_{line.pk}"]]


class SendBackForm(Form):
    """A question to the member."""

    question = TextAreaField(
        "What would you like to know?",
        hint="They read this, and answer when they send the claim again.",
        max_length=500,
        rows=3,
        required_message="Write what you would like to know",
    )


def _asked(line):
    if not line.advanced:
        return f"They ask for {money(line.amount)}"
    return f"It came to {money(line.payable)}. They had {money(line.advanced)} before the day"


def stamp_of(claim):
    """What changes whenever a claim does: when it last moved on."""
    return claim.status_changed_at.isoformat()
