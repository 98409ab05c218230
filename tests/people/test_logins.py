"""How a person gets a login, and how its address is confirmed, changed and taken away."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people import actions
from people.models import User
from tests.factories.people import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def log_of(person):
    entries = ModelLogEntry.objects.for_instance(person).filter(action__startswith="people.")
    return list(entries.order_by("pk").values_list("action", flat=True))


def test_a_login_is_added_once_and_never_taken_from_somebody_else():
    person = PersonFactory(email="zofia@example.org")

    user = actions.add_login(person=person, by=None)

    assert actions.add_login(person=person, by=None) == user
    assert list(EmailAddress.objects.values_list("user", "email", "verified")) == [
        (user.pk, "zofia@example.org", False)
    ]
    with pytest.raises(actions.CannotAddLogin, match="already signs in"):
        actions.add_login(person=PersonFactory(email="ZOFIA@example.org"), by=None)
    with pytest.raises(actions.CannotAddLogin, match="already signs in"):
        actions.add_login(person=PersonFactory(), user=user, by=None)
    with pytest.raises(actions.CannotAddLogin, match="already signs in"):
        actions.add_login(person=person, user=UserFactory(), by=None)
    assert log_of(person) == ["people.add_login"]
    with pytest.raises(actions.CannotAddLogin, match="needed to sign in"):
        actions.add_login(person=PersonFactory(by_post=True), by=None)


def test_confirming_a_new_address_moves_the_person_with_it():
    person = PersonFactory(signs_in=True)

    actions.confirm_email(user=person.user, email="New@example.org", by=person.user)

    person.refresh_from_db()
    assert (person.email, User.objects.get(pk=person.user_id).email) == (("new@example.org",) * 2)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [
        ("new@example.org", True, True)
    ]


def test_the_pe_team_changes_an_address_and_the_next_code_confirms_it():
    person = PersonFactory(signs_in=True)
    taken = UserFactory(email="taken@example.org")

    actions.change_email(person=person, email="other@example.org", by=None)

    assert list(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == [
        (person.user_id, "other@example.org", False, True)
    ]
    assert User.objects.get(pk=person.user_id).email == "other@example.org"
    with pytest.raises(actions.CannotChangeEmail, match="already signs in"):
        actions.change_email(person=person, email=taken.email, by=None)
    with pytest.raises(actions.CannotChangeEmail, match="keep one"):
        actions.change_email(person=person, email="", by=None)
    actions.change_email(person=person, email=" Other@example.org ", by=None)
    assert log_of(person) == ["people.change_email"]


def test_an_address_is_changed_for_whoever_is_there_and_still_reached():
    with pytest.raises(actions.CannotChangeEmail, match="another way to reach this person first"):
        actions.change_email(person=PersonFactory(), email="", by=None)
    rung = PersonFactory(preferred_channel="phone", phone="07700900123")
    assert actions.change_email(person=rung, email="", by=None).email == ""
    gone = PersonFactory(by_phone=True, erased_at=timezone.now())
    with pytest.raises(actions.CannotChangeEmail, match="have been erased"):
        actions.change_email(person=gone, email="new@example.org", by=None)


def test_confirming_the_address_that_one_has_changes_nobody_elses():
    person, other = PersonFactory(signs_in=True), PersonFactory(signs_in=True)
    actions.confirm_email(user=other.user, by=None)

    actions.confirm_email(user=person.user, by=None)

    assert set(EmailAddress.objects.values_list("user", "email")) == {
        (one.user_id, one.email) for one in (person, other)
    }
    assert log_of(person) == []
    actions.confirm_email(user=person.user, email="new@example.org", by=None)
    assert log_of(person) == ["people.confirm_email"]


def test_a_login_that_was_never_proved_goes_and_one_that_was_stays():
    phone = {"preferred_channel": "phone", "phone": "07700900123"}
    typed, proved, used = (PersonFactory(signs_in=True, **phone) for _ in range(3))
    actions.confirm_email(user=proved.user, by=None)
    User.objects.filter(pk=used.user_id).update(last_login=timezone.now())

    people = [actions.drop_unproven_login(person=one, by=None) for one in (typed, proved, used)]

    assert [bool(one.user_id) for one in people] == [False, True, True]
    assert typed.user.email not in set(User.objects.values_list("email", flat=True))
    assert (people[0].email, log_of(typed)) == ("", ["people.drop_unproven_login"])
