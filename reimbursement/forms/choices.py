"""What somebody would like to be paid."""

from design_system.fields import RadiosField
from design_system.forms import Form
from reimbursement.models import Choice

What = Choice.What
HINTS = {
    What.BOTH: "We pay you for your time, and we pay back what it cost you to take part.",
    What.EXPENSES: "We pay back what it cost you to take part, such as your bus fare.",
    What.NEITHER: "You take part for free. You can change your mind at any time.",
    What.DONATE: "Somebody else has the payment. It may still count as yours for benefits and tax.",
    What.TALK_FIRST: "We ring you or write to you. You choose after that.",
}
AFTER_GUIDANCE = (What.BOTH, What.DONATE)


class ChoiceForm(Form):
    """One of five answers; without words about benefits to read, those that need none."""

    what = RadiosField(
        "What would you like?",
        choices=What.choices,
        hints=HINTS,
        required_message="Select what you would like",
    )

    def __init__(self, *args, policy, **kwargs):
        super().__init__(*args, **kwargs)
        if policy is None:
            self.fields["what"].choices = [
                choice for choice in What.choices if choice[0] not in AFTER_GUIDANCE
            ]
