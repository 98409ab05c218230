"""The two other ways to join: "ask us to ring you" and "post me a form"."""

import uuid

from design_system.fields import (
    HiddenField,
    PhoneField,
    RadiosField,
    TextAreaField,
)
from design_system.forms import Form
from people.forms import PersonNameField

GOOD_TIMES = [
    ("in the morning", "In the morning"),
    ("in the afternoon", "In the afternoon"),
    ("any time", "Any time"),
]


class _AskForm(Form):
    """`key`, the same however often one form is sent, cleans to a UUID: a new one if broken."""

    key = HiddenField(max_length=None, required=False)

    def clean_key(self):
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()


class RingForm(_AskForm):
    name = PersonNameField("Your name", autocomplete="name", required_message="Enter your name")
    phone = PhoneField(
        "Your phone number",
        hint="A mobile or a landline.",
        required_message="Enter your phone number",
    )
    good_time = RadiosField(
        "When is a good time to ring?",
        hint="We ring from Monday to Friday.",
        choices=GOOD_TIMES,
        required_message="Choose when is a good time to ring",
    )
    note = TextAreaField(
        "Is there anything that would help you on the phone?",
        hint="You can leave this empty. For example: please let it ring for a long time.",
        short_label="What would help you",
        max_length=500,
        rows=3,
        required=False,
    )


class PostMeForm(_AskForm):
    name = PersonNameField("Your name", autocomplete="name", required_message="Enter your name")
    postal_address = TextAreaField(
        "Your address",
        hint="Write it as you would on an envelope, with the postcode.",
        max_length=400,
        rows=5,
        required_message="Enter your address",
    )
