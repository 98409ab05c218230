"""Who came to a date, and for how long."""

import re
from decimal import Decimal

from design_system.fields import RadiosField, TextField
from design_system.forms import Form
from involvement.models import MOST_HOURS, Involvement

CAME, NOT_THERE = "came", "not-there"
Status = Involvement.Status
ANSWERS = {Status.ATTENDED: CAME, Status.DID_NOT_ATTEND: NOT_THERE}

_FRACTIONS = str.maketrans({"¼": ".25", "½": ".5", "¾": ".75", ",": "."})
_HOUR, _MINUTE = r"h(?:(?:ou)?rs?)?", r"m(?:in(?:ute)?s?)?"
_IN_HOURS = re.compile(rf"(\d+\.?\d*|\.\d+) *(?:{_HOUR})?", re.ASCII)
_IN_BOTH = re.compile(rf"(\d+) *(?::|{_HOUR}) *(?:and )?([0-5]?\d) *(?:{_MINUTE})?", re.ASCII)
_IN_MINUTES = re.compile(rf"(\d+) *{_MINUTE}", re.ASCII)


def hours_from(words):
    """Hours (a Decimal of two places) as people write them: "1.5", "1½", "1:30", "90 minutes".

    None for anything else. More hours than can be are returned as they are.
    """
    words = re.sub(r" +(?=\.\d)", "", words.lower().translate(_FRACTIONS))
    if match := _IN_HOURS.fullmatch(words):
        hours = Decimal(match[1])
    elif match := _IN_BOTH.fullmatch(words):
        hours = Decimal(match[1]) + Decimal(match[2]) / 60
    elif match := _IN_MINUTES.fullmatch(words):
        hours = Decimal(match[1]) / 60
    else:
        return None
    return hours if hours > MOST_HOURS else round(hours, 2)


def in_words(hours):
    """Hours as the form shows them: "2" or "1.5"; "" for None."""
    return "" if hours is None else f"{hours:.2f}".rstrip("0").rstrip(".")


class AttendanceForm(Form):
    """Two questions for each person of one date; who is left out stays as they are."""

    def __init__(self, data=None, *, activity, parts):
        super().__init__(data)
        self.parts = parts
        length = (activity.ends_at - activity.starts_at).total_seconds()
        for part in parts:
            name, is_said = part.member.person.name, part.status == Status.ATTENDED
            self.fields[f"came_{part.pk}"] = RadiosField(
                name,
                choices=[(CAME, "Came"), (NOT_THERE, "Did not attend")],
                inline=True,
                required=False,
                initial=ANSWERS.get(part.status),
            )
            self.fields[f"hours_{part.pk}"] = TextField(
                f"Hours for {name}",
                max_length=30,
                width=5,
                required=False,
                initial=in_words(part.hours if is_said else Decimal(length) / 3600),
            )

    @property
    def people(self):
        """For each person their two fields, as a list of pairs."""
        return [(self[f"came_{part.pk}"], self[f"hours_{part.pk}"]) for part in self.parts]

    def clean(self):
        data, self.said = super().clean(), {}
        for part in self.parts:
            came, hours = f"came_{part.pk}", f"hours_{part.pk}"
            if came in self.errors or hours in self.errors:
                continue
            if data[came] == NOT_THERE:
                self.said[part.pk] = None
            elif data[came] == CAME:
                self._take_hours(part, hours, data[hours])
            elif data[hours] and data[hours] != self.fields[hours].initial:
                self.add_error(came, f"Say whether {part.member.person.name} came")
        if not self.errors and not any(data[f"came_{part.pk}"] for part in self.parts):
            self.add_error(None, "Choose “Came” or “Did not attend” for at least one person")
        return data

    def came(self):
        """What `record_attendance` takes."""
        return self.said

    def _take_hours(self, part, field, words):
        name, hours = part.member.person.name, hours_from(words)
        if not words and part.status == Status.ATTENDED and part.hours is None:
            return  # it was said before that they came, and that nobody counted
        if hours is None:
            self.add_error(field, f"Enter the hours for {name}, like 2, 1.5 or 1:30")
        elif not 0 < hours <= MOST_HOURS:
            self.add_error(field, f"The hours for {name} must be more than 0 and less than 1,000")
        else:
            self.said[part.pk] = hours
