"""When a café meets, and when it does not."""

from cafes.models import Series
from cafes.wording import DAYS
from design_system.fields import (
    CheckboxesField,
    DateField,
    IntegerField,
    RadiosField,
    SelectField,
    TimeField,
)
from design_system.forms import Form

Frequency = Series.Frequency


class SeriesForm(Form):
    """The rule in one form: how often, on which days, at what time, from when to when."""

    frequency = RadiosField(
        "How often does it meet?",
        choices=Frequency.choices,
        required_message="Choose how often it meets",
    )
    every = IntegerField(
        "How many weeks or months are there from one to the next?",
        min_value=1,
        max_value=12,
        hint="1 is every week or every month. 2 is every second one.",
        short_label="Number",
        required_message="Enter how many weeks or months there are from one to the next",
    )
    weekdays = CheckboxesField(
        "On which days of the week?",
        choices=[(str(number), name) for number, name in enumerate(DAYS)],
        required_message="Choose at least one day of the week",
    )
    nth = SelectField(
        "Which of them in the month?",
        choices=[(str(value), label) for value, label in Series.Nth.choices],
        required=False,
        hint="For a café every month: such as the second Thursday.",
    )
    starts = TimeField(
        "At what time does it start?",
        hint="For example 10:30am. It stays the same when the clocks change.",
        short_label="Start",
        required_message="Enter the time at which it starts",
    )
    from_date = DateField(
        "From which day?", short_label="First day", required_message="Enter the first day"
    )
    until_date = DateField(
        "Until which day?",
        required=False,
        short_label="Last day",
        hint="Leave this empty if it goes on.",
    )

    @classmethod
    def initial_from(cls, series):
        return {
            "frequency": series.frequency,
            "every": series.every,
            "weekdays": [str(number) for number in series.weekday_numbers],
            "nth": str(series.nth or ""),
            "starts": f"{series.starts:%H:%M}",
            "from_date": series.from_date,
            "until_date": series.until_date,
        }

    def clean(self):
        data = self.cleaned_data
        monthly = data.get("frequency") == Frequency.MONTHLY
        if monthly and not data.get("nth") and "nth" not in self.errors:
            self.add_error("nth", "Choose which of them in the month")
        first, last = data.get("from_date"), data.get("until_date")
        if first and last and last < first:
            self.add_error("until_date", "The last day must not be before the first day")
        return data

    def said(self):
        """What `set_series` takes."""
        data = self.cleaned_data
        monthly = data["frequency"] == Frequency.MONTHLY
        return data | {
            "weekdays": [int(number) for number in data["weekdays"]],
            "nth": int(data["nth"]) if monthly else None,
        }


class LeaveOutForm(Form):
    day = DateField(
        "On which day does it not meet?",
        hint="For example a bank holiday.",
        short_label="Day",
        required_message="Enter the day on which it does not meet",
    )
