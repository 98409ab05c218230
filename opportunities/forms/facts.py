"""The facts of an opportunity."""

from design_system.fields import (
    DateField,
    EmailField,
    IntegerField,
    ModelSelectField,
    PhoneField,
    SelectField,
    SingleCheckboxField,
    TextField,
    TimeField,
)
from design_system.forms import Form
from involvement.models import Category
from opportunities.facts import FACTS
from organisation.models import Locality, Service, Site
from people.models import Term, User

from .times import LAST_MINUTE, day_of, moment, time_in_words

LARGEST_GROUP = 1000  # far above anything planned; keeps a slip of the finger out
KEPT_TIMES = ("opens_at", "closes_at", "starts_at", "ends_at")


class NewOpportunityForm(Form):
    """Enough to begin: a title and a service."""

    title = TextField(
        "What is it called?",
        max_length=120,
        hint="As a patient would say it, such as “Help choose a name for the new ward”.",
        required_message="Enter what it is called",
        short_label="Title",
    )
    service = ModelSelectField(
        "Which service is it for?",
        queryset=Service.objects.none(),
        required_message="Choose a service",
    )

    def __init__(self, *args, services, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = services


class FactsForm(NewOpportunityForm):
    """All facts. Only title and service must be there; the rest may wait until it is ready."""

    lead = ModelSelectField(
        "Who leads it?",
        queryset=User.objects.none(),
        required=False,
        label_from=lambda user: user.called,
    )
    contact_name = TextField(
        "Contact's name", max_length=120, required=False, hint="People can ask them about it."
    )
    contact_email = EmailField("Contact's email address", required=False, autocomplete="off")
    contact_phone = PhoneField("Contact's phone number", required=False, autocomplete="off")
    activity_kind = ModelSelectField(
        "Kind of activity", queryset=Term.objects.none(), required=False
    )
    level = ModelSelectField("Level of involvement", queryset=Term.objects.none(), required=False)
    category = SelectField(
        "Category",
        choices=Category.choices,
        required=False,
        hint="How much is asked of people, as the reimbursement policy counts it.",
    )
    cost_centre = TextField("Cost centre", max_length=20, width=10, required=False)
    locality = ModelSelectField("Area", queryset=Locality.objects.all(), required=False)
    site = ModelSelectField("Building", queryset=Site.objects.all(), required=False)
    online = SingleCheckboxField("People can take part online", required=False)
    time_commitment = TextField(
        "How much time does it take?",
        max_length=160,
        required=False,
        hint="For example “Two hours a month, for a year”.",
        short_label="Time",
    )
    capacity = IntegerField(
        "How many places are there?",
        min_value=1,
        max_value=LARGEST_GROUP,
        required=False,
        short_label="Places",
    )
    opens_date = DateField("First day to apply", required=False, short_label="First day to apply")
    closes_date = DateField(
        "Last day to apply",
        required=False,
        hint="It closes by itself at the end of this day.",
        short_label="Last day to apply",
    )
    starts_date = DateField(
        "Day it first happens",
        required=False,
        hint="Leave this empty if you do not know yet.",
        short_label="Day",
    )
    starts_time = TimeField("From", required=False, hint="For example 10:30am")
    ends_time = TimeField("Until", required=False, hint="For example 12pm")

    SECTIONS = (
        ("What it is", ("title", "service", "activity_kind", "level", "category", "cost_centre")),
        ("Where and how much", ("locality", "site", "online", "time_commitment", "capacity")),
        ("When people can apply", ("opens_date", "closes_date")),
        ("When it first happens", ("starts_date", "starts_time", "ends_time")),
        ("Who to ask", ("lead", "contact_name", "contact_email", "contact_phone")),
    )

    def __init__(self, data=None, *, opportunity, services):
        self.opportunity = opportunity
        self.activity = opportunity.activities.first()
        super().__init__(data, services=services, initial=self._stored())
        self.fields["lead"].queryset = User.objects.staff().order_by("first_name", "email")
        for name, kind in (("activity_kind", Term.Kind.ACTIVITY_KIND), ("level", Term.Kind.LEVEL)):
            offered = Term.objects.offered(kind)
            current = Term.objects.filter(pk=getattr(opportunity, f"{name}_id"))
            self.fields[name].queryset = offered | current

    def _stored(self):
        opportunity, activity = self.opportunity, self.activity
        starts_at, ends_at = (activity.starts_at, activity.ends_at) if activity else (None, None)
        self.moments = dict(
            zip(
                KEPT_TIMES,
                (opportunity.opens_at, opportunity.closes_at, starts_at, ends_at),
                strict=True,
            )
        )
        return {
            **{name: getattr(opportunity, name) for name in FACTS},
            "opens_date": day_of(opportunity.opens_at),
            "closes_date": day_of(opportunity.closes_at),
            "starts_date": day_of(starts_at),
            "starts_time": time_in_words(starts_at),
            "ends_time": time_in_words(ends_at),
        }

    @property
    def sections(self):
        """Pairs of a heading and the fields below it."""
        return [(words, [self[name] for name in names]) for words, names in self.SECTIONS]

    def clean(self):
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_date"), cleaned.get("closes_date")
        if opens and closes and closes < opens:
            self.add_error("closes_date", "The last day to apply must not be before the first day")
        when = [cleaned.get(name) for name in ("starts_date", "starts_time", "ends_time")]
        names = ("starts_date", "starts_time", "ends_time")
        if any(v is not None for v in when) and not any(name in self.errors for name in names):
            for name, value in zip(names, when, strict=True):
                if value is None:
                    self.add_error(name, "Enter the day, the start and the end, or none of them")
            if None not in when and when[2] <= when[1]:
                self.add_error("ends_time", "The end must be after the start")
        return cleaned

    def facts(self):
        """What was entered, as `change_facts` takes it. A day left as it was keeps its time."""
        facts = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        data = self.cleaned_data
        facts["opens_at"] = self._kept("opens_at", moment(data["opens_date"]))
        facts["closes_at"] = self._kept("closes_at", moment(data["closes_date"], LAST_MINUTE))
        day = data["starts_date"]
        facts["starts_at"] = day and moment(day, data["starts_time"])
        facts["ends_at"] = day and moment(day, data["ends_time"])
        return facts

    def _kept(self, name, entered):
        stored = self.moments[name]
        return stored if day_of(stored) == day_of(entered) else entered
