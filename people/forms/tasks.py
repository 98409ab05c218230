"""The pages of the task list. Each form knows a member's answers, and turns them into facts.

`initial_from(member)` gives the form's initial values; `facts()`, once the form is valid, the
keyword arguments of the action that saves it.
"""

from design_system.fields import (
    CheckboxesField,
    PhoneField,
    RadiosField,
    TextAreaField,
)
from design_system.forms import Form
from organisation.models import Locality
from people.availability import ALL_SLOTS, DAYS, PARTS, mask_of, slots
from people.models import Channel, Term

NONE = "none-of-these"
ELSEWHERE = "elsewhere"


class _TermsForm(Form):
    """Choices of one or more kinds of Term: `kinds` maps a field's name to its kind."""

    kinds = {}
    none_of_these = "None of these"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {
            name: {term.code: term for term in Term.objects.offered(kind)}
            for name, kind in self.kinds.items()
        }
        for name, terms in self.offered.items():
            field = self.fields[name]
            field.choices = [(code, term.label) for code, term in terms.items()]
            field.choices = [*field.choices, (NONE, self.none_of_these)]
            field.hints = {code: t.description for code, t in terms.items() if t.description}

    @classmethod
    def initial_from(cls, member):
        chosen = list(member.terms.all())
        return {
            name: [term.code for term in chosen if term.kind == kind] or [NONE]
            for name, kind in cls.kinds.items()
        }

    def chosen(self):
        """The terms that were ticked, over all fields."""
        return [
            terms[code]
            for name, terms in self.offered.items()
            for code in self.cleaned_data[name]
            if code != NONE
        ]

    def facts(self):
        return {"terms": self.chosen()}


def _terms_field(label, missing, *, hint="Select all that apply.", none=_TermsForm.none_of_these):
    return CheckboxesField(
        label,
        hint=hint,
        choices=[],
        exclusive=NONE,
        required_message=f"Select {missing}, or select “{none}”",
    )


class WhoIAmForm(_TermsForm):
    kinds = {"roles": Term.Kind.ROLE}
    roles = _terms_field("Which of these are you?", "what is true for you")


class SkillsForm(_TermsForm):
    kinds = {"skills": Term.Kind.SKILL}
    skills = _terms_field(
        "What could you bring?",
        "what you could bring",
        hint="You do not need to be an expert. Select all that apply.",
    )


class InterestsForm(_TermsForm):
    kinds = {"interests": Term.Kind.INTEREST}
    interests = _terms_field(
        "What matters to you?",
        "what matters to you",
        hint="We ask what you would like to help with, not about your own health. "
        "Select all that apply.",
    )


class ActivitiesForm(_TermsForm):
    kinds = {"activities": Term.Kind.ACTIVITY_KIND, "levels": Term.Kind.LEVEL}
    activities = _terms_field("What would you like to do?", "what you would like to do")
    levels = _terms_field(
        "How much would you like to be involved?", "how much you would like to be involved"
    )


class WhereForm(Form):
    locality = RadiosField(
        "Where do you live, or get to most easily?",
        choices=[],
        required_message="Choose an area, or choose “Somewhere else”",
    )
    ways = CheckboxesField(
        "How could you take part?",
        hint="Select all that apply.",
        choices=[
            ("in-person", "In person"),
            ("online", "Online or by phone"),
            (NONE, "I am not sure yet"),
        ],
        exclusive=NONE,
        required_message="Select how you could take part, or select “I am not sure yet”",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.localities = {area.slug: area for area in Locality.objects.all()}
        areas = [(slug, area.name) for slug, area in self.localities.items()]
        self.fields["locality"].choices = [*areas, (ELSEWHERE, "Somewhere else")]

    @classmethod
    def initial_from(cls, member):
        ways = [("in-person", member.meets_in_person), ("online", member.meets_online)]
        return {
            "locality": member.locality.slug if member.locality else ELSEWHERE,
            "ways": [way for way, true in ways if true] or [NONE],
        }

    def facts(self):
        return {
            "locality": self.localities.get(self.cleaned_data["locality"]),
            "meets_in_person": "in-person" in self.cleaned_data["ways"],
            "meets_online": "online" in self.cleaned_data["ways"],
        }


class WhenForm(Form):
    """Seven days of three parts each, or one of two answers that stand for all and for none."""

    overall = CheckboxesField(
        "Is this true for you?",
        choices=[
            ("most", "I am free at most times"),
            (NONE, "I cannot say yet"),
        ],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parts = [(part, part.capitalize()) for part in PARTS]
        for day in DAYS:
            self.fields[day.lower()] = CheckboxesField(day, choices=parts, required=False)

    @property
    def days(self):
        """The bound fields of the seven days."""
        return [self[day.lower()] for day in DAYS]

    @classmethod
    def initial_from(cls, member):
        if member.availability in (0, ALL_SLOTS):
            return {"overall": [NONE if member.availability == 0 else "most"]}
        ticked = slots(member.availability)
        return {
            name.lower(): [PARTS[part] for day, part in ticked if day == number]
            for number, name in enumerate(DAYS)
        }

    def clean(self):
        overall = self.cleaned_data.get("overall") or []
        days = any(self.cleaned_data.get(day.lower()) for day in DAYS)
        if not self.errors and not overall and not days:
            self.add_error("overall", "Select a time, or select “I cannot say yet”")
        if NONE in overall and (len(overall) > 1 or days):
            self.add_error("overall", "Select times, or select “I cannot say yet”, not both")
        return self.cleaned_data

    def facts(self):
        if "most" in self.cleaned_data["overall"]:
            return {"availability": ALL_SLOTS}
        ticked = [
            (number, PARTS.index(part))
            for number, day in enumerate(DAYS)
            for part in self.cleaned_data[day.lower()]
        ]
        return {"availability": mask_of(ticked)}


class ContactForm(Form):
    """The email address is not here: it changes by confirming the new one."""

    preferred_channel = RadiosField(
        "How would you like us to contact you?",
        choices=Channel.choices,
        required_message="Choose how you would like us to contact you",
    )
    phone = PhoneField("Phone number", required=False)
    postal_address = TextAreaField(
        "Postal address",
        hint="Write it as you would on an envelope, with the postcode.",
        max_length=400,
        required=False,
    )

    @classmethod
    def initial_from(cls, member):
        person = member.person
        return {
            "preferred_channel": person.preferred_channel,
            "phone": person.phone,
            "postal_address": person.postal_address,
        }

    def clean(self):
        data = self.cleaned_data
        needed = {
            Channel.PHONE: ("phone", "Enter your phone number, so that we can ring you"),
            Channel.POST: ("postal_address", "Enter your address, so that we can write to you"),
        }.get(data.get("preferred_channel"))
        if needed and needed[0] not in self.errors and not data.get(needed[0]):
            self.add_error(*needed)
        return data

    def facts(self):
        return dict(self.cleaned_data)


class NeedsForm(_TermsForm):
    kinds = {
        "communication": Term.Kind.COMMUNICATION_NEED,
        "access": Term.Kind.ACCESS_NEED,
    }
    none_of_these = "I do not need any of these"
    communication = _terms_field(
        "What helps you to read, hear and talk with us?",
        "what helps you to read, hear and talk with us",
        none=none_of_these,
    )
    access = _terms_field(
        "What helps you to get there and take part?",
        "what helps you to get there and take part",
        none=none_of_these,
    )
    note = TextAreaField(
        "Is there anything else that helps you?",
        hint="For example a language, a size of print, or a colour of paper. "
        "You do not need to tell us about your health.",
        short_label="What helps you",
        max_length=1000,
        required=False,
    )

    @classmethod
    def initial_from(cls, member):
        chosen = list(member.person.needs.all())
        return {
            name: [term.code for term in chosen if term.kind == kind] or [NONE]
            for name, kind in cls.kinds.items()
        } | {"note": member.person.needs_note}

    def facts(self):
        return {"needs": self.chosen(), "note": self.cleaned_data["note"]}
