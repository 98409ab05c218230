"""What goes with a claim when it is sent."""

from design_system.fields import TextAreaField
from design_system.forms import Form
from reimbursement.models import Claim


class SendForm(Form):
    """The answer to our question, and why a claim comes late, where there is one to give."""

    answer = TextAreaField(
        "Your answer",
        max_length=500,
        rows=4,
        required_message="Enter your answer to our question",
    )
    late_reason = TextAreaField(
        "Why does this come late?",
        hint="A few words are enough. We will not turn you down for that alone.",
        max_length=500,
        rows=3,
        required_message="Tell us in a few words why this comes late",
    )

    def __init__(self, *args, claim, late, **kwargs):
        super().__init__(*args, **kwargs)
        if claim.status != Claim.Status.RETURNED:
            del self.fields["answer"]
        if not late:
            del self.fields["late_reason"]
