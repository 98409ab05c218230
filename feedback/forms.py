"""What staff enter: one thing that was said, and one answer to it."""

import re

from django.utils import timezone

from design_system.fields import (
    DateField,
    IntegerField,
    ModelCheckboxesField,
    ModelSelectField,
    RadiosField,
    TextAreaField,
    TextField,
)
from design_system.forms import Form
from feedback.models import Action, Point, Theme
from involvement.models import Activity
from organisation.models import Service
from people.models import User

MOST_PEOPLE = 1_000_000
MOST_ACTIVITIES = 200  # the latest: what people said was said lately
SPEAKS_AS_US = re.compile(r"we\b", re.IGNORECASE)


def _activity_in_words(activity):
    day = f", {timezone.localtime(activity.starts_at):%-d %B %Y}" if activity.starts_at else ""
    return f"{activity.title}{day}"


class PointForm(Form):
    """One thing that was said."""

    words = TextAreaField(
        "What was said?",
        max_length=1000,
        hint="In the words in which it was said. Leave out names and what says who it was.",
        required_message="Enter what was said",
        short_label="What was said",
    )
    role = RadiosField(
        "Who said it?", choices=Point.Role.choices, required_message="Select who said it"
    )
    source_kind = RadiosField(
        "Where does it come from?",
        choices=Point.SourceKind.choices,
        required_message="Select where it comes from",
    )
    source_words = TextField(
        "What is that called?",
        max_length=160,
        required=False,
        hint="For example “Involvement café in Hinckley”. Never the name of a person.",
        short_label="What it is called",
    )
    people_count = IntegerField(
        "How many people were asked or were there?",
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        hint="The public reads where it was said only if you know that it was 5 people or more.",
        short_label="How many people",
    )
    heard_date = DateField(
        "On which day?",
        required_message="Enter the day on which it was said",
        hint="If you know only the month, enter its first day.",
        short_label="The day",
    )
    theme = ModelSelectField(
        "What is it about?",
        queryset=Theme.objects.all(),
        required_message="Choose what it is about",
    )
    service = ModelSelectField(
        "Which service is it about?", queryset=Service.objects.all(), required=False
    )
    activity = ModelSelectField(
        "Was it said at something that we planned?",
        queryset=Activity.objects.none(),
        required=False,
        label_from=_activity_in_words,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        latest = Activity.objects.order_by("-pk").values("pk")[:MOST_ACTIVITIES]
        self.fields["activity"].queryset = Activity.objects.filter(
            pk__in=list(latest.values_list("pk", flat=True))
        )

    def clean_heard_date(self):
        return _not_in_future(self, "heard_date", "The day")


class ActionForm(Form):
    """One answer to what was said, and how it stands."""

    what = TextField(
        "What is it?",
        max_length=300,
        hint="Name the thing, such as “An involvement café in each area”. "
        "The page itself adds “We did” or “We will, by …”.",
        required_message="Enter what it is",
        short_label="What it is",
    )
    points = ModelCheckboxesField(
        "What does it answer?",
        queryset=Point.objects.none(),
        label_from=lambda point: f"{point}: {point.words}",
        required_message="Select at least one thing that was said",
    )
    service = ModelSelectField(
        "Which service does it?", queryset=Service.objects.all(), required=False
    )
    owner = ModelSelectField(
        "Who looks after it?",
        queryset=User.objects.none(),
        required=False,
        label_from=lambda user: user.called,
    )
    status = RadiosField(
        "How does it stand?",
        choices=Action.Status.choices,
        required_message="Select how it stands",
    )
    due_date = DateField(
        "By which day?",
        required=False,
        hint="Needed for “We will, by a day”.",
        short_label="The day",
    )
    done_date = DateField(
        "On which day was it done?",
        required=False,
        hint="Needed for “Done”.",
        short_label="The day",
    )
    reason = TextField(
        "Why can we not do it?",
        max_length=300,
        required=False,
        hint="Needed for “We cannot”. The public reads this.",
        short_label="The reason",
    )

    def __init__(self, *args, points, **kwargs):
        super().__init__(*args, **kwargs)
        if points is None:  # whoever looks after one answer does not decide what it answers
            del self.fields["points"]
        else:
            self.fields["points"].queryset = points
        self.fields["owner"].queryset = User.objects.staff().order_by("first_name", "email")

    def clean_what(self):
        what = self.cleaned_data["what"]
        if SPEAKS_AS_US.match(what):
            self.add_error("what", "Name the thing without “we”: the page adds that by itself")
        return what

    def clean_done_date(self):
        return _not_in_future(self, "done_date", "The day on which it was done")

    def clean(self):
        cleaned = super().clean()
        needed = {
            Action.Status.WILL: ("due_date", "Enter by which day we will do it"),
            Action.Status.DONE: ("done_date", "Enter on which day it was done"),
            Action.Status.CANNOT: ("reason", "Enter why we cannot do it"),
        }
        name, sentence = needed.get(cleaned.get("status"), (None, None))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, sentence)
        return cleaned

    def facts(self):
        """What was entered, as the actions take it, without what it answers."""
        return {name: value for name, value in self.cleaned_data.items() if name != "points"}


class FollowForm(Form):
    """One topic that a member asked to hear of, beside those `followed` (a QuerySet) already."""

    theme = ModelSelectField(
        "Which topic would they like to follow?",
        queryset=Theme.objects.none(),
        to_field_name="code",
        required_message="Choose a topic",
    )

    def __init__(self, *args, followed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.public().exclude(pk__in=followed)


def _not_in_future(form, name, words):
    day = form.cleaned_data[name]
    if day and day > timezone.localdate():
        form.add_error(name, f"{words} cannot be in the future")
    return day
