"""The questions of joining, one a page."""

from django.conf import settings

from design_system.fields import (
    EmailField,
    PhoneField,
    RadiosField,
    SingleCheckboxField,
    TextAreaField,
    TextField,
)
from design_system.forms import Form
from people.forms.names import PersonNameField
from people.models import Channel

NO_EMAIL_YET = "We will send you a code to check that it works."


class NameForm(Form):
    name = PersonNameField(
        "What is your name?",
        hint="Use the name that you like to be called by.",
        short_label="Your name",
        autocomplete="name",
        required_message="Enter your name",
    )


class ChannelForm(Form):
    preferred_channel = RadiosField(
        "How would you like us to contact you?",
        hint="Choose the way that works best for you. You can change it later.",
        choices=[
            (Channel.EMAIL, "By email"),
            (Channel.PHONE, "By phone"),
            (Channel.POST, "By letter in the post"),
        ],
        required_message="Choose how you would like us to contact you",
    )


class EmailForm(Form):
    email = EmailField(
        "What is your email address?",
        hint=NO_EMAIL_YET,
        short_label="Your email address",
        required_message="Enter your email address",
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class PhoneForm(Form):
    phone = PhoneField(
        "What is your phone number?",
        hint="A mobile or a landline.",
        short_label="Your phone number",
        required_message="Enter your phone number",
    )


class PostForm(Form):
    postal_address = TextAreaField(
        "What is your postal address?",
        hint="Write it as you would on an envelope, with the postcode.",
        short_label="Your address",
        max_length=400,
        rows=5,
        required_message="Enter your postal address",
    )


class AgeForm(Form):
    """`over_minimum_age` cleans to a bool."""

    over_minimum_age = RadiosField(
        "",
        hint="People of all ages can join. If you are younger, a parent or carer needs to agree.",
        choices=[("yes", "Yes"), ("no", "No")],
        inline=True,
        required_message="Choose yes or no",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        age = settings.MINIMUM_AGE_WITHOUT_CONSENT
        self.fields["over_minimum_age"].label = f"Are you {age} or over?"

    def clean_over_minimum_age(self):
        return self.cleaned_data["over_minimum_age"] == "yes"


class GuardianForm(Form):
    """Filled in together with a parent or carer, who reads the wording beside the box."""

    guardian_name = PersonNameField(
        "Name of your parent or carer",
        autocomplete="off",
        required_message="Enter the name of your parent or carer",
    )
    guardian_contact = TextField(
        "Their phone number or email address",
        hint="So that we can talk to them if we need to.",
        max_length=254,
        autocomplete="off",
        required_message="Enter a phone number or email address for your parent or carer",
    )
    guardian_agrees = SingleCheckboxField(
        "My parent or carer is here with me and agrees",
        required_message="Your parent or carer needs to tick the box to say that they agree",
    )


class AgreeForm(Form):
    agrees = SingleCheckboxField(
        "I agree",
        required_message="Tick the box if you agree. We cannot keep your details without this",
    )
