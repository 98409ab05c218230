"""Joining, leaving and everything between: what each action writes, and what it refuses."""

import datetime
import uuid

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people import actions
from people.availability import mask_of
from people.models import Channel, Consent, ConsentWording, Member, Person, TaskAnswer, Term
from tests.factories.organisation import LocalityFactory
from tests.factories.people import (
    ConsentFactory,
    ConsentWordingFactory,
    MemberFactory,
    PersonFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def log_of(thing):
    entries = ModelLogEntry.objects.for_instance(thing).filter(action__startswith="people.")
    return list(entries.order_by("pk").values_list("action", flat=True))


def join(person, **changes):
    facts = {
        "how": Consent.How.ONLINE,
        "origin": Member.Origin.ONLINE,
        "over_minimum_age": True,
        "wording": ConsentWordingFactory(),
        "by": None,
    }
    return actions.join_register(person=person, **(facts | changes))


# --- add_person --------------------------------------------------------------------------------
def test_a_join_key_makes_one_person_however_often_it_is_sent():
    key = uuid.uuid4()
    first, again = (
        actions.add_person(
            name="Zofia", preferred_channel="post", postal_address="1 A St", join_key=key, by=None
        )
        for _ in range(2)
    )

    assert first == again
    assert log_of(first) == ["people.add_person"]


@pytest.mark.parametrize("channel", Channel.values)
def test_a_person_needs_the_address_of_the_way_they_prefer(channel):
    with pytest.raises(actions.CannotAddPerson, match="or choose another way"):
        actions.add_person(name="Zofia", preferred_channel=channel, by=None)
    with pytest.raises(actions.CannotAddPerson, match="Enter your name"):
        actions.add_person(name=" ", preferred_channel="phone", phone="07700900123", by=None)


# --- person_of_colleague -----------------------------------------------------------------------
def test_a_colleague_is_written_to_as_one_person_who_is_on_no_register():
    user = UserFactory(first_name="Bo", last_name="Holder")

    first, again = (actions.person_of_colleague(user=user, by=None) for _ in range(2))

    assert first == again == Person.objects.get(user=user)
    assert (first.name, first.address_for_messages) == ("Bo Holder", user.email)
    assert log_of(first) == ["people.add_person"]
    assert not Member.objects.filter(person=first).exists()


def test_a_colleague_who_is_a_member_stays_who_they_are():
    person = PersonFactory(signs_in=True, name="Zofia")
    assert actions.person_of_colleague(user=person.user, by=None) == person
    assert log_of(person) == []


def test_a_colleague_with_a_very_long_name_is_written_to_all_the_same():
    user = UserFactory(first_name="B" * 100, last_name="H" * 100)
    assert actions.person_of_colleague(user=user, by=None).name == "B" * 100 + " " + "H" * 19


# --- join_register -----------------------------------------------------------------------------
def test_joining_online_by_email_waits_for_the_code():
    person = PersonFactory(signs_in=True)

    member = join(person)

    assert member.status == Member.Status.JOINING
    assert list(person.consents.values_list("given", "how", "wording__version")) == [
        (True, "online", 1)
    ]

    actions.confirm_email(user=person.user, by=person.user)

    member.refresh_from_db()
    assert member.status == Member.Status.ACTIVE
    assert member.status_changed_by == person.user
    assert log_of(member) == ["people.join_register", "people.confirm_email"]


def test_joining_by_phone_or_with_a_confirmed_address_is_complete_at_once():
    confirmed = PersonFactory(signs_in=True)
    actions.confirm_email(user=confirmed.user, by=None)

    assert join(confirmed).status == Member.Status.ACTIVE
    assert join(PersonFactory(by_phone=True)).status == Member.Status.ACTIVE
    assert join(PersonFactory(), how=Consent.How.PAPER).status == Member.Status.ACTIVE


def test_joining_twice_is_joining_once():
    person = PersonFactory(by_post=True)

    assert join(person) == join(person)
    assert person.consents.count() == 1
    assert log_of(person.member) == ["people.join_register"]


def test_someone_under_age_needs_an_agreement():
    person = PersonFactory(by_post=True)
    guardian_wording = ConsentWordingFactory(purpose=ConsentWording.Purpose.GUARDIAN)
    agreement = {"guardian_name": "Maria", "guardian_contact": "07700 900456"}

    with pytest.raises(actions.CannotJoin, match="parent or carer"):
        join(person, over_minimum_age=False)
    member = join(person, over_minimum_age=False, guardian_wording=guardian_wording, **agreement)

    assert (member.guardian_name, member.guardian_contact) == ("Maria", "07700 900456")
    assert list(person.consents.values_list("wording__purpose", flat=True)) == [
        "register",
        "guardian",
    ]


def test_joining_needs_the_consent_for_the_register():
    wrong = ConsentWordingFactory(purpose=ConsentWording.Purpose.GUARDIAN)

    with pytest.raises(actions.CannotJoin, match="We need your agreement"):
        join(PersonFactory(by_post=True), wording=wrong)


def test_someone_who_left_comes_back_with_a_new_consent():
    member = join(PersonFactory(by_post=True))
    actions.leave_register(member=member, by=None)

    assert join(member.person).status == Member.Status.ACTIVE
    assert list(member.person.consents.values_list("given", flat=True)) == [True, False, True]


# --- consent and leaving -----------------------------------------------------------------------
def test_leaving_withdraws_consent_once():
    member = join(PersonFactory(by_post=True))

    for _ in range(2):
        actions.leave_register(member=member, by=None)

    member.refresh_from_db()
    assert member.status == Member.Status.LEFT
    assert list(member.person.consents.values_list("given", flat=True)) == [True, False]
    assert log_of(member) == ["people.join_register", "people.leave_register"]


def test_withdrawing_consent_is_leaving():
    member = join(PersonFactory(by_post=True))
    wording = ConsentWordingFactory()

    for _ in range(2):
        actions.record_consent(
            person=member.person, wording=wording, given=False, how="phone", by=None
        )

    member.refresh_from_db()
    assert member.status == Member.Status.LEFT
    assert list(member.person.consents.values_list("given", "how")) == [
        (True, "online"),
        (False, "phone"),
    ]


def test_rooms_above_hear_that_a_member_leaves(monkeypatch):
    heard = []
    hear = [lambda member, by: heard.append((member, by))]
    monkeypatch.setattr("people.slots.leaving._functions", hear)
    member = MemberFactory()
    user = UserFactory()

    actions.leave_register(member=member, by=user)

    assert heard == [(member, user)]


def test_rooms_above_hear_of_a_joining_once_it_is_complete(monkeypatch):
    heard = []
    monkeypatch.setattr("people.slots.joined._functions", [lambda member, by: heard.append(member)])

    by_post = join(PersonFactory(by_post=True))
    by_email = join(PersonFactory(signs_in=True))
    assert heard == [by_post]
    for _ in range(2):
        actions.confirm_email(user=by_email.person.user, by=None)
    assert heard == [by_post, by_email]


# --- a break -----------------------------------------------------------------------------------
def test_a_break_starts_and_ends():
    member = MemberFactory()
    until = timezone.localdate() + datetime.timedelta(days=30)

    assert actions.pause(member=member, by=None).paused_until_date is None
    paused = actions.pause(member=member, until=until, by=None)
    assert (paused.status, paused.paused_until_date) == (Member.Status.PAUSED, until)
    back = actions.resume(member=member, by=None)
    assert (back.status, back.paused_until_date) == (Member.Status.ACTIVE, None)
    assert actions.resume(member=member, by=None) == member
    assert log_of(member) == ["people.pause", "people.pause", "people.resume"]


def test_a_break_that_cannot_be_is_refused():
    gone = MemberFactory(status=Member.Status.LEFT)

    with pytest.raises(actions.CannotPause, match="must be in the future"):
        actions.pause(member=MemberFactory(), until=timezone.localdate(), by=None)
    with pytest.raises(actions.CannotPause, match="“Left the register”"):
        actions.pause(member=gone, by=None)
    with pytest.raises(actions.CannotResume):
        actions.resume(member=gone, by=None)


def test_an_own_limit_is_one_or_more():
    member = MemberFactory()

    assert actions.set_own_limit(member=member, limit=2, by=None).own_limit == 2
    with pytest.raises(actions.CannotSetLimit, match="1 or more"):
        actions.set_own_limit(member=member, limit=0, by=None)
    assert actions.set_own_limit(member=member, limit=None, by=None).own_limit is None


# --- the task list -----------------------------------------------------------------------------
def test_an_answer_replaces_the_one_before_and_keeps_retired_terms():
    chairing, writing = TermFactory(), TermFactory()
    retired = TermFactory(retired_at=timezone.now())
    interest = TermFactory(kind=Term.Kind.INTEREST)
    member = MemberFactory(terms=[chairing, retired, interest])

    actions.answer_terms(member=member, task="skills", terms=[writing, writing], by=None)

    assert set(member.terms.all()) == {writing, retired, interest}
    assert list(member.task_answers.values_list("task", flat=True)) == ["skills"]


def test_none_of_these_is_an_answer():
    member = MemberFactory(terms=[TermFactory()])

    for _ in range(2):
        actions.answer_terms(member=member, task="skills", terms=[], by=None)

    assert list(member.terms.all()) == []
    assert member.task_answers.count() == 1


def test_a_term_of_another_kind_is_refused():
    with pytest.raises(actions.CannotAnswer, match="Choose from the answers"):
        actions.answer_terms(
            member=MemberFactory(),
            task="skills",
            terms=[TermFactory(kind=Term.Kind.INTEREST)],
            by=None,
        )


def test_where_and_when():
    member, charnwood = MemberFactory(), LocalityFactory()
    tuesday_evening = mask_of([(1, 2)])

    actions.answer_where(
        member=member, locality=charnwood, meets_in_person=False, meets_online=True, by=None
    )
    actions.answer_when(member=member, availability=tuesday_evening, by=None)

    member.refresh_from_db()
    assert (member.locality, member.meets_in_person, member.meets_online) == (
        charnwood,
        False,
        True,
    )
    assert member.availability == tuesday_evening
    with pytest.raises(actions.CannotAnswer, match="times shown"):
        actions.answer_when(member=member, availability=1 << 21, by=None)


def test_contact_needs_the_address_of_the_way_they_prefer():
    member = MemberFactory()
    answer = {"member": member, "phone": "", "postal_address": "", "by": None}

    with pytest.raises(actions.CannotAnswer, match="Enter a phone number"):
        actions.answer_contact(preferred_channel="phone", **answer)
    actions.answer_contact(preferred_channel="phone", **(answer | {"phone": "07700900123"}))

    person = Person.objects.get(pk=member.person_id)
    assert (person.preferred_channel, person.phone) == ("phone", "07700900123")


def test_needs_belong_to_the_person():
    member = MemberFactory()
    braille = TermFactory(kind=Term.Kind.COMMUNICATION_NEED)

    actions.answer_needs(member=member, needs=[braille], note="Grade 2, please", by=None)

    assert list(member.person.needs.all()) == [braille]
    assert Person.objects.get(pk=member.person_id).needs_note == "Grade 2, please"
    with pytest.raises(actions.CannotAnswer):
        actions.answer_needs(member=member, needs=[TermFactory()], note="", by=None)


def test_someone_who_left_answers_nothing():
    gone = MemberFactory(status=Member.Status.LEFT)

    with pytest.raises(actions.CannotAnswer, match="Join again"):
        actions.answer_when(member=gone, availability=0, by=None)
    assert TaskAnswer.objects.count() == 0


# --- contact -----------------------------------------------------------------------------------
def test_contact_details_and_name_change():
    person = PersonFactory(by_phone=True)

    changed = actions.change_contact(
        person=person, preferred_channel="post", phone="", postal_address="2 B Street", by=None
    )
    actions.change_name(person=person, name="محمد", by=None)

    assert changed.address_for_messages == "2 B Street"
    assert Person.objects.get(pk=person.pk).name == "محمد"
    assert log_of(person) == ["people.change_contact", "people.change_name"]
    with pytest.raises(actions.CannotChangeContact):
        actions.change_contact(
            person=person, preferred_channel="phone", phone="", postal_address="", by=None
        )
    with pytest.raises(actions.CannotChangeName):
        actions.change_name(person=person, name="", by=None)


def test_a_page_that_was_opened_is_noted():
    member, colleague = MemberFactory(), UserFactory()

    actions.note_member_seen(member=member, by=colleague)

    entry = ModelLogEntry.objects.for_instance(member).get()
    assert (entry.action, entry.user, entry.label) == ("people.view_member", colleague, str(member))


def test_the_log_holds_no_words_of_people():
    member = join(PersonFactory(name="Secretive Sam", email="sam.secret@example.org"))
    ConsentFactory(person=member.person)
    actions.answer_needs(member=member, needs=[], note="Private words", by=None)

    said = str(list(ModelLogEntry.objects.values_list("label", "data")))

    assert "P-" in said
    for secret in ["Secretive", "sam.secret", "Private"]:
        assert secret not in said
