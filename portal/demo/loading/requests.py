"""People who asked to be rung, or for a joining form in the post."""

from home.actions import ask_for_form, ask_to_be_rung
from people.models import Person

from .clock import clock_at
from .dates import moment
from .files import read
from .members import key_of


def load_requests(today):
    known = set(Person.objects.values_list("join_key", flat=True))
    asked = read("requests")
    for facts in asked["ring"] + asked["form"]:
        key = key_of(facts["key"])
        if key in known:
            continue
        who = {"name": facts["name"], "join_key": key, "by": None}
        with clock_at(moment(facts["asked"], today)):
            if "phone" in facts:
                ask_to_be_rung(phone=facts["phone"], good_time=facts["good_time"], **who)
            else:
                ask_for_form(postal_address=facts["address"], **who)
