"""The facts of a café."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from cafes.facts import FACTS
from cafes.models import MOST_PLACES, Cafe
from cafes.models.cafes import LONGEST
from design_system.fields import (
    IntegerField,
    ModelSelectField,
    SelectField,
    SingleCheckboxField,
    TextAreaField,
    TextField,
)
from design_system.forms import Form
from organisation.models import Service, Site
from people.models import User


class NewCafeForm(Form):
    """Enough to begin."""

    title = TextField(
        "What is it called?",
        max_length=120,
        hint="As a patient would say it, such as “Recovery Café”.",
        required_message="Enter what it is called",
        short_label="Title",
    )
    kind = SelectField(
        "What kind of café is it?",
        choices=Cafe.Kind.choices,
        required_message="Choose what kind of café it is",
    )
    service = ModelSelectField(
        "Which service is it for?",
        queryset=Service.objects.none(),
        required_message="Choose a service",
    )

    def __init__(self, *args, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services


class FactsForm(NewCafeForm):
    """All facts. Where it is may wait until people can book."""

    theme = TextField(
        "What is it about?",
        max_length=200,
        required=False,
        hint="A few words, such as “Hope, and what keeps us going”.",
        short_label="Theme",
    )
    host = ModelSelectField(
        "Who is the host?",
        queryset=User.objects.none(),
        required=False,
        label_from=lambda user: user.called,
        hint="The host sees who has booked, and says who came.",
    )
    site = ModelSelectField("Building", queryset=Site.objects.all(), required=False)
    online = SingleCheckboxField("People can join online", required=False)
    online_link = TextField(
        "Link to join online",
        max_length=500,
        required=False,
        hint="Only people who have booked see it. It starts with https://",
        short_label="Link",
    )
    joining_details = TextAreaField(
        "What else do people need to join?",
        max_length=1000,
        rows=4,
        required=False,
        hint="Such as a meeting number. Only people who have booked see it.",
        short_label="What people need to join",
    )
    capacity = IntegerField(
        "How many places are there each time?",
        min_value=1,
        max_value=MOST_PLACES,
        hint="This counts for sessions planned from now on. You can change a single session too.",
        short_label="Places",
        required_message="Enter how many places there are",
    )
    length_minutes = IntegerField(
        "How many minutes does it take?",
        min_value=1,
        max_value=LONGEST,
        short_label="Minutes",
        required_message="Enter how many minutes it takes",
    )

    def __init__(self, data=None, *, cafe, services):
        initial = {name: getattr(cafe, name) for name in FACTS}
        super().__init__(data, services=services, initial=initial)
        self.fields["host"].queryset = User.objects.staff().order_by("first_name", "email")

    def clean_online_link(self):
        link = self.cleaned_data["online_link"]
        parts = _parts(link)
        if link and (parts is None or parts.scheme != "https" or not parts.hostname):
            raise ValidationError("Enter a whole link, which starts with https://")
        return link


def _parts(link):
    try:
        return urlsplit(link)
    except ValueError:
        return None
