"""What was agreed to, by whom, and taking it back: each time a row of its own."""

import re

import pytest
from django.urls import reverse

from people import actions
from people.models import Consent, ConsentWording, Member
from tests.factories.people import (
    ConsentFactory,
    ConsentWordingFactory,
    MemberFactory,
    PersonFactory,
    PETeamUserFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def join_with(person, guardian):
    return actions.join_register(
        person=person,
        how=Consent.How.ONLINE,
        origin=Member.Origin.ONLINE,
        over_minimum_age=False,
        guardian_name=guardian,
        guardian_contact="07700 900456",
        wording=ConsentWordingFactory(),
        guardian_wording=guardian_words(),
        by=None,
    )


def guardian_words():
    return ConsentWordingFactory(purpose=ConsentWording.Purpose.GUARDIAN, text="I am a carer.")


def rows():
    return list(Consent.objects.values_list("wording__purpose", "given"))


JOINED = [("register", True), ("guardian", True)]
LEFT = [("register", False), ("guardian", False)]


@pytest.mark.parametrize("guardian", ["Jan", "Maria"])
def test_leaving_withdraws_all_and_a_parent_or_carer_agrees_anew(guardian):
    member = join_with(PersonFactory(by_post=True), "Maria")
    actions.leave_register(member=member, by=None)
    join_with(member.person, guardian)

    assert rows() == JOINED + LEFT + JOINED


@pytest.mark.parametrize("purpose", ["register", "guardian"])
def test_withdrawing_one_consent_is_leaving_with_all(purpose):
    member = join_with(PersonFactory(by_post=True), "Maria")
    wording = ConsentWording.objects.get(purpose=purpose)

    actions.record_consent(person=member.person, wording=wording, given=False, how="phone", by=None)

    assert sorted(rows()[2:]) == sorted(LEFT)
    member.refresh_from_db()
    assert member.status == Member.Status.LEFT


def test_being_erased_withdraws_all():
    actions.erase_person(person=join_with(PersonFactory(by_post=True), "Maria").person, by=None)

    assert rows() == JOINED + LEFT


@pytest.mark.parametrize(
    ("how", "by", "said"),
    [
        ("online", None, "Themselves"),
        ("online", "their own login", "Themselves"),
        ("phone", None, "A colleague who has left"),
        ("paper", None, "A colleague who has left"),
        ("phone", "a colleague", "U-"),
    ],
)
def test_the_page_says_who_wrote_a_consent_down(client, how, by, said):
    client.force_login(PETeamUserFactory())
    by_hand = how != "online" and by is None
    member = MemberFactory(person__signs_in=not by_hand)
    writers = {"their own login": member.person.user, "a colleague": UserFactory()}
    ConsentFactory(person=member.person, how=how, recorded_by=writers.get(by))

    page = client.get(reverse("people:member-show", args=[str(member)])).content.decode()

    table = page[page.index("<h2>Consent</h2>") : page.index("<h2>History</h2>")]
    assert re.findall("<td>([^<]*)</td>", table)[5].startswith(said)
