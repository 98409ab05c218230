"""A break, a limit, and the PE team's form for someone who joins by phone or on paper."""

from django.conf import settings
from django.utils import timezone

from design_system.fields import (
    DateField,
    EmailField,
    IntegerField,
    PhoneField,
    RadiosField,
    SingleCheckboxField,
    TextAreaField,
    TextField,
)
from design_system.forms import Form
from people.forms.names import PersonNameField
from people.models import Channel, Member


class PauseForm(Form):
    until = DateField(
        "When would you like to come back?",
        hint="For example 27 3 2027. Leave this empty if you do not know yet.",
        short_label="The day you come back",
        required=False,
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            self.add_error("until", "The day you come back must be in the future")
        return until


class LimitForm(Form):
    limit = IntegerField(
        "How many things would you like to take part in at the same time?",
        hint="For example 2. Leave this empty if you have no limit.",
        short_label="How many things",
        min_value=1,
        max_value=50,
        required=False,
    )


class MemberForm(Form):
    """All of joining on one page, for the PE team on the phone or with a paper form in hand."""

    name = PersonNameField("Name", autocomplete="off", required_message="Enter a name")
    origin = RadiosField(
        "How did they join?",
        choices=[(Member.Origin.PHONE, "By phone"), (Member.Origin.PAPER, "On paper")],
        required_message="Choose how they joined",
    )
    preferred_channel = RadiosField(
        "How would they like us to contact them?",
        choices=Channel.choices,
        required_message="Choose how they would like us to contact them",
    )
    email = EmailField(
        "Email address",
        hint="With an email address they can also sign in.",
        autocomplete="off",
        required=False,
    )
    phone = PhoneField("Phone number", autocomplete="off", required=False)
    postal_address = TextAreaField("Postal address", max_length=400, required=False)
    over_minimum_age = RadiosField(
        "",
        choices=[("yes", "Yes"), ("no", "No")],
        inline=True,
        required_message="Choose yes or no",
    )
    guardian_name = PersonNameField(
        "Name of their parent or carer",
        hint="Only if they are younger.",
        autocomplete="off",
        required=False,
    )
    guardian_contact = TextField(
        "How to reach their parent or carer",
        hint="Only if they are younger. A phone number or an email address.",
        max_length=254,
        autocomplete="off",
        required=False,
    )
    guardian_agrees = SingleCheckboxField(
        "Their parent or carer has agreed to the words above", required=False
    )
    agrees = SingleCheckboxField(
        "They have agreed to the words above",
        required_message="Tick the box once they have agreed. We cannot keep details without this",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        age = settings.MINIMUM_AGE_WITHOUT_CONSENT
        self.fields["over_minimum_age"].label = f"Are they {age} or over?"

    def clean_over_minimum_age(self):
        return self.cleaned_data["over_minimum_age"] == "yes"

    def clean(self):
        data = self.cleaned_data
        needed = {"email": "email", "phone": "phone", "post": "postal_address"}
        address = needed.get(data.get("preferred_channel"))
        if address and address not in self.errors and not data.get(address):
            self.add_error(address, "Enter this, or choose another way to contact them")
        if data.get("over_minimum_age") is False:
            for name, message in [
                ("guardian_name", "Enter the name of their parent or carer"),
                ("guardian_contact", "Enter how to reach their parent or carer"),
                ("guardian_agrees", "Tick the box once their parent or carer has agreed"),
            ]:
                if name not in self.errors and not data.get(name):
                    self.add_error(name, message)
        return data
