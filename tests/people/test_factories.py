"""The factories themselves: a person of each channel can be reached by it."""

import pytest

from tests.factories.people import ConsentFactory, MemberFactory, PersonFactory, PETeamUserFactory

pytestmark = pytest.mark.django_db


def test_a_person_of_each_channel_is_reached_by_it():
    by_email, by_phone, by_post = (
        PersonFactory(email="a@example.org", signs_in=True),
        PersonFactory(by_phone=True),
        PersonFactory(by_post=True),
    )

    assert by_email.address_for_messages == "a@example.org"
    assert by_email.user.email == "a@example.org"
    assert by_phone.address_for_messages == "07700900123"
    assert by_phone.user is None
    assert by_post.address_for_messages.splitlines()[-1] == "LE1 1ZZ"


def test_the_pe_team_sees_the_register():
    assert PETeamUserFactory().has_perm("people.see_register")


def test_two_consents_share_one_wording():
    assert ConsentFactory().wording == ConsentFactory().wording
    assert MemberFactory(person__by_post=True).person.email == ""
