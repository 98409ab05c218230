"""Booking a place: a name and one way to be reached; nothing of it for a member."""

import uuid

from design_system.fields import (
    EmailField,
    HiddenField,
    PhoneField,
    RadiosField,
    TextAreaField,
)
from design_system.forms import Form
from people.forms import PersonNameField
from people.models import Channel


def _note_field():
    return TextAreaField(
        "Is there anything that would help you on the day?",
        hint="You can leave this empty. For example: a seat near the door, or someone to help "
        "with the video call. Please do not tell us about your health.",
        short_label="What would help you",
        max_length=500,
        rows=3,
        required=False,
    )


class MemberForm(Form):
    """Nothing must be filled in: we know the rest."""

    note = _note_field()


class GuestForm(Form):
    """`key`, the same however often one form is sent, cleans to a UUID: a new one if broken."""

    key = HiddenField(max_length=None, required=False)
    name = PersonNameField("Your name", autocomplete="name", required_message="Enter your name")
    preferred_channel = RadiosField(
        "How would you like us to contact you?",
        hint="Choose one. We tell you how to get there or how to join, and if something changes.",
        choices=[
            (Channel.EMAIL, "By email"),
            (Channel.PHONE, "By phone: we ring you"),
            (Channel.POST, "By letter in the post"),
        ],
        required_message="Choose how you would like us to contact you",
    )
    email = EmailField("Your email address", hint="Only if you chose email.", required=False)
    phone = PhoneField("Your phone number", hint="Only if you chose phone.", required=False)
    postal_address = TextAreaField(
        "Your postal address",
        hint="Only if you chose a letter. Write it as on an envelope, with the postcode.",
        max_length=400,
        rows=4,
        required=False,
    )
    note = _note_field()

    NEEDED = {
        Channel.EMAIL: ("email", "Enter your email address, so that we can write to you"),
        Channel.PHONE: ("phone", "Enter your phone number, so that we can ring you"),
        Channel.POST: ("postal_address", "Enter your address, so that we can write to you"),
    }

    def clean_key(self):
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()

    def clean(self):
        data = self.cleaned_data
        needed = self.NEEDED.get(data.get("preferred_channel"))
        if needed and needed[0] not in self.errors and not data.get(needed[0]):
            self.add_error(*needed)
        return data
