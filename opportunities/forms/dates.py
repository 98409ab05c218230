"""Another date of an opportunity."""

from design_system.fields import DateField, TimeField
from design_system.forms import Form

from .times import moment


class DateForm(Form):
    """When the same people meet again."""

    day = DateField("Day", short_label="Day", required_message="Enter the day")
    starts = TimeField("From", hint="For example 10:30am", required_message="Enter the start")
    ends = TimeField("Until", hint="For example 12pm", required_message="Enter the end")

    def clean(self):
        data = super().clean()
        if not self.errors and data["ends"] <= data["starts"]:
            self.add_error("ends", "The end must be after the start")
        return data

    def times(self):
        """What `add_date` takes."""
        data = self.cleaned_data
        return {f"{name}_at": moment(data["day"], data[name]) for name in ("starts", "ends")}
