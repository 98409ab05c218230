"""What finance writes: validation only."""

from design_system.fields import FileField, TextAreaField, TextField
from design_system.forms import Form
from reimbursement.results import CannotReadResults, read

LARGEST = 5_000_000  # bytes: some 50,000 lines, far more than a batch has


class PayeeForm(Form):
    """Under which reference finance knows a member."""

    reference = TextField(
        "Reference",
        hint="As it stands in the list that finance keeps. Never write bank details here.",
        max_length=30,
        width=20,
        required_message="Enter the reference",
    )


class ResultsForm(Form):
    """The file in which finance says what was paid."""

    file = FileField(
        "The file from finance",
        hint="A CSV file with the columns Payment, Amount, Result and Reason.",
        accept=".csv,text/csv",
        required_message="Choose the file",
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            self.add_error("file", "This file is too large for the answer to a batch.")
            return None
        try:
            return read(file.read())
        except CannotReadResults as error:
            self.add_error("file", str(error))
            return None


class ReverseForm(Form):
    """Why something that was approved is taken back."""

    reason = TextAreaField(
        "What was wrong?",
        hint="The member reads this, and so do the budget holder and finance.",
        max_length=200,
        rows=3,
        required_message="Say what was wrong",
    )
