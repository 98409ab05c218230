"""Half-way answers of the joining journey: kept in the session, on the person's own device."""

import uuid

from django.conf import settings

from people import forms
from people.actions import hand_over_joining
from people.models import Channel, Consent, ConsentWording, Member

SESSION_KEY = "joining"
JOINED_KEY = "joined"
ADDRESS_FORMS = {
    Channel.EMAIL: forms.EmailForm,
    Channel.PHONE: forms.PhoneForm,
    Channel.POST: forms.PostForm,
}
ADDRESS_FIELDS = {
    Channel.EMAIL: "email",
    Channel.PHONE: "phone",
    Channel.POST: "postal_address",
}
STEPS = ("name", "reach", "address", "age", "guardian", "agree")


class Answers:
    """The answers in one session: {step: what its form cleaned to}, and the key of this joining."""

    def __init__(self, session):
        self._session = session
        self._kept = session.get(SESSION_KEY, {})

    def get(self, step):
        """What was answered on the page of `step`: a dict, empty if nothing was."""
        return self._kept.get(step, {})

    def put(self, step, answer):
        """Keep what was answered; addresses of several channels are kept side by side."""
        if step == "address":
            answer = self.get(step) | answer
        self._kept.setdefault("key", str(uuid.uuid4()))
        self._kept[step] = answer
        self._session[SESSION_KEY] = self._kept
        self._session.pop(JOINED_KEY, None)  # whoever joined here before: this is a new joining

    def forget(self):
        self._session.pop(SESSION_KEY, None)
        self._kept = {}

    @property
    def key(self):
        """The UUID of this joining: the same however often it is sent; None before it started."""
        return uuid.UUID(self._kept["key"]) if "key" in self._kept else None

    @property
    def channel(self):
        return self.get("reach").get("preferred_channel", "")

    @property
    def steps(self):
        """The steps that this person needs, in order."""
        grown_up = self.get("age").get("over_minimum_age", True)
        return [step for step in STEPS if step != "guardian" or not grown_up]

    def form_class(self, step):
        """The form of a step: what is asked for as an address depends on the channel."""
        if step == "address":
            return ADDRESS_FORMS[self.channel]
        return {
            "name": forms.NameForm,
            "reach": forms.ChannelForm,
            "age": forms.AgeForm,
            "guardian": forms.GuardianForm,
            "agree": forms.AgreeForm,
        }[step]

    def first_missing(self):
        """The first step without a valid answer, or None."""
        return next((step for step in self.steps if not self._is_answered(step)), None)

    def _is_answered(self, step):
        if step == "address":
            return bool(self.get(step).get(ADDRESS_FIELDS.get(self.channel)))
        if step in ("agree", "guardian"):
            return self.get(step).get("wording") == wording_of(step).pk
        if step == "age":
            return self.get(step).get("asked") == settings.MINIMUM_AGE_WITHOUT_CONSENT
        return bool(self.get(step))

    def facts(self):
        """The keyword arguments of `home.actions.join`, once no step is missing."""
        age, guardian = self.get("age"), self.get("guardian")
        facts = {
            "name": self.get("name")["name"],
            "preferred_channel": self.channel,
            ADDRESS_FIELDS[self.channel]: self.get("address")[ADDRESS_FIELDS[self.channel]],
            "over_minimum_age": age["over_minimum_age"],
            "wording": wording_of("agree"),
            "join_key": self.key,
        }
        if not age["over_minimum_age"]:
            facts |= {
                "guardian_name": guardian["guardian_name"],
                "guardian_contact": guardian["guardian_contact"],
                "guardian_wording": wording_of("guardian"),
            }
        return facts


def give_answers_to_owner(*, request, user):
    """`user` has typed in the code: if another joined with the address, the answers here count."""
    answers = Answers(request.session)
    if answers.first_missing() or answers.channel != Channel.EMAIL:
        return
    facts = answers.facts()
    if facts.pop("email") == user.email:
        del facts["preferred_channel"]
        how, origin = Consent.How.ONLINE, Member.Origin.ONLINE
        hand_over_joining(user=user, how=how, origin=origin, by=user, **facts)


def wording_of(step):
    """The words that are agreed to on a page: the newest ConsentWording of its purpose."""
    purpose = {
        "agree": ConsentWording.Purpose.REGISTER,
        "guardian": ConsentWording.Purpose.GUARDIAN,
    }[step]
    return ConsentWording.objects.current(purpose)
