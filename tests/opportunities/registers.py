"""Random registers and random criteria for hypothesis, and how they are put into a database."""

from django.utils import timezone
from hypothesis import strategies as st

from involvement.models import Activity, Involvement
from opportunities.models import Application, Criterion
from organisation.models import Locality
from people.availability import mask_of
from people.models import Member, MemberTerm, Person, TaskAnswer, Term
from tests.factories.opportunities import OpportunityFactory
from tests.opportunities.reference import REPLACED, TASK

TERM_KINDS = ["skill", "interest", "activity_kind", "level"]
WORDS = [f"{kind}-{word}" for kind in TERM_KINDS for word in ("new", "old", "older", "other")]
PLACES = ["Charnwood", "Melton"]

places = st.sampled_from([None, *PLACES])
# Few times, so that members and criteria often meet.
times = st.frozensets(st.sampled_from([(0, 0), (1, 0), (1, 1), (4, 2), (6, 2)]))
musts = st.fixed_dictionaries({"must": st.booleans(), "weight": st.integers(1, 5)})

members = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["active"] * 5 + ["paused", "left", "joining"]),
        "terms": st.frozensets(st.sampled_from(WORDS)),
        "locality": places,
        "meets_in_person": st.booleans(),
        "meets_online": st.booleans(),
        "free": times,
        "answered": st.frozensets(st.sampled_from(sorted(set(TASK.values())))),
        "own_limit": st.sampled_from([None, None, 0, 1, 2]),
        "parts": st.integers(0, 2),
        "application": st.sampled_from(
            [None] * 4
            + [("member", "interested"), ("team", "invited"), ("member", "withdrawn")]
            + [("member", "placed")]
        ),
    }
)


@st.composite
def opportunities(draw):
    """An opportunity as a dict; what it asks is as the database's own constraints allow."""
    criteria = []
    for kind in ("skill", "interest"):
        words = [word for word in WORDS if word.startswith(kind)]
        for word in draw(st.lists(st.sampled_from(words), unique=True, max_size=3)):
            criteria.append({"kind": kind, "term": word, **draw(musts)})
    for kind in ("activity_kind", "level", "place"):
        if draw(st.booleans()):
            criteria.append({"kind": kind, **draw(musts)})
    for free in draw(st.lists(times.filter(bool), max_size=2)):
        criteria.append({"kind": "availability", "free": free, **draw(musts)})
    locality = draw(places)
    return {
        "criteria": criteria,
        "activity_kind": draw(st.sampled_from(["activity_kind-new", "activity_kind-older"])),
        "level": draw(st.sampled_from(["level-new", "level-old"])),
        "locality": locality,
        "online": locality is None or draw(st.booleans()),
    }


def store_words():
    """The vocabulary of the reference, as rows: {word: Term}."""
    terms = {
        word: Term.objects.create(
            kind=word.split("-")[0], code=f"random-{word}", label=word.replace("-", " ")
        )
        for word in WORDS
    }
    for old, new in REPLACED.items():
        terms[old].replaced_by, terms[old].retired_at = terms[new], timezone.now()
        terms[old].save()
    return terms


def store_opportunity(opportunity, terms):
    row = OpportunityFactory(
        activity_kind=terms[opportunity["activity_kind"]],
        level=terms[opportunity["level"]],
        locality=_locality(opportunity["locality"]),
        online=opportunity["online"],
    )
    for criterion in opportunity["criteria"]:
        Criterion.objects.create(
            opportunity=row,
            kind=criterion["kind"],
            importance="must" if criterion["must"] else "helps",
            weight=criterion["weight"],
            term=terms.get(criterion.get("term")),
            slots=mask_of(criterion.get("free", [])),
        )
    return row


def store_member(member, opportunity, terms):
    person = Person.objects.create(
        name="Sam Example", email="sam@example.org", preferred_channel="email"
    )
    row = Member.objects.create(
        person=person,
        status=member["status"],
        status_changed_at=timezone.now(),
        origin="online",
        joined_at=timezone.now(),
        over_minimum_age=True,
        own_limit=member["own_limit"],
        locality=_locality(member["locality"]),
        meets_in_person=member["meets_in_person"],
        meets_online=member["meets_online"],
        availability=mask_of(member["free"]),
    )
    MemberTerm.objects.bulk_create(MemberTerm(member=row, term=terms[w]) for w in member["terms"])
    TaskAnswer.objects.bulk_create(
        TaskAnswer(member=row, task=task, answered_at=timezone.now()) for task in member["answered"]
    )
    for number in range(member["parts"]):
        activity = Activity.objects.create(
            title=f"Meeting {number}", service=opportunity.service, category="one_off"
        )
        Involvement.objects.create(activity=activity, member=row, status_changed_at=timezone.now())
    if member["application"]:
        origin, status = member["application"]
        Application.objects.create(
            opportunity=opportunity,
            person=person,
            origin=origin,
            status=status,
            status_changed_at=timezone.now(),
            invited_at=timezone.now() if status == "invited" else None,
        )
    return row


def _locality(name):
    return Locality.objects.get_or_create(name=name, slug=name.lower())[0] if name else None
