"""One session: when it is, how many can come, and who came."""

from django.utils import timezone

from cafes.models import MOST_PLACES, Booking
from cafes.recurrence import NoSuchTime, moment
from design_system.fields import DateField, IntegerField, RadiosField, TimeField
from design_system.forms import Form

CAME, NOT_THERE = "came", "not-there"
Status = Booking.Status


class SessionForm(Form):
    """Another day, time or number of places."""

    day = DateField("Day", short_label="Day", required_message="Enter the day")
    starts = TimeField("From", hint="For example 10:30am", required_message="Enter the start")
    ends = TimeField("Until", hint="For example 12pm", required_message="Enter the end")
    capacity = IntegerField(
        "How many places are there?",
        min_value=1,
        max_value=MOST_PLACES,
        short_label="Places",
        required_message="Enter how many places there are",
    )

    @classmethod
    def initial_from(cls, session):
        starts, ends = (
            timezone.localtime(at) for at in (session.activity.starts_at, session.activity.ends_at)
        )
        return {
            "day": starts.date(),
            "starts": f"{starts:%H:%M}",
            "ends": f"{ends:%H:%M}",
            "capacity": session.capacity,
        }

    def clean(self):
        data = self.cleaned_data
        for name in ("starts", "ends"):
            if data.get("day") and data.get(name) is not None:
                try:
                    data[f"{name}_at"] = moment(data["day"], data[name])
                except NoSuchTime as error:
                    self.add_error(name, str(error))
        if not self.errors and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends", "The end must be after the start")
        return data

    def said(self):
        """What `change_session` takes."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "ends_at", "capacity")}


class AttendanceForm(Form):
    """One question for each person with a place; who is left out stays as they are."""

    def __init__(self, data=None, *, bookings):
        super().__init__(data)
        self.keys = {f"booking_{booking.pk}": booking.pk for booking in bookings}
        said = {Status.ATTENDED: CAME, Status.DID_NOT_ATTEND: NOT_THERE}
        for name, booking in zip(self.keys, bookings, strict=True):
            self.fields[name] = RadiosField(
                booking.person.name,
                choices=[(CAME, "Came"), (NOT_THERE, "Did not attend")],
                inline=True,
                required=False,
                initial=said.get(booking.status),
            )

    def came(self):
        """What `record_attendance` takes."""
        answers = {key: self.cleaned_data[name] for name, key in self.keys.items()}
        return {key: answer == CAME for key, answer in answers.items() if answer}
