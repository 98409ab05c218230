"""What is kept about a person: handed out, merged, erased, and no table forgotten."""

import pytest
from django.urls import reverse

from people import actions, personal_data
from people.models import Member, MemberTerm, Person, Term, User
from tests.factories.people import (
    ConsentFactory,
    MemberFactory,
    PersonFactory,
    PETeamUserFactory,
    TermFactory,
)

pytestmark = pytest.mark.django_db

SECRETS = ["Zofia Nowak", "zofia@example.org", "07700900123", "1 A Street", "Large print", "Maria"]


@pytest.fixture
def zofia():
    member = MemberFactory(
        person__name="Zofia Nowak",
        person__email="zofia@example.org",
        person__phone="07700900123",
        person__postal_address="1 A Street",
        person__needs_note="Large print",
        person__signs_in=True,
        over_minimum_age=False,
        guardian_name="Maria",
        guardian_contact="maria@example.org",
        terms=[TermFactory(label="Chairing")],
    )
    ConsentFactory(person=member.person)
    member.person.needs.add(TermFactory(kind=Term.Kind.ACCESS_NEED, label="Ramp"))
    actions.answer_when(member=member, availability=1, by=None)
    return member


def everything():
    """All values of all rows about people, as one text."""
    models = [Person, Member, MemberTerm, User]
    return str([list(model.objects.values()) for model in models])


def test_every_table_of_this_room_has_a_handler():
    assert [m for m in personal_data.models_without_handler() if m.__module__[:6] == "people"] == []


def test_a_table_without_a_handler_is_found(monkeypatch):
    handlers = {m: h for m, h in personal_data._handlers.items() if m is not Member}
    monkeypatch.setattr(personal_data, "_handlers", handlers)

    assert Member in personal_data.models_without_handler()


def test_a_person_gets_all_that_is_kept_about_them(zofia):
    said = str(actions.export_person(person=zofia.person, by=None))

    wording = zofia.person.consents.get().wording.text
    for words in [*SECRETS, "Chairing", "Ramp", "Monday mornings", wording, str(zofia)]:
        assert words in said


def test_erasing_leaves_a_reference_and_nothing_else(zofia):
    reference = str(zofia)

    for _ in range(2):
        actions.erase_person(person=zofia.person, by=None)

    for words in [*SECRETS, "maria@example.org"]:
        assert words not in everything()
    person = Person.objects.get()
    assert (str(person), person.name, person.user) == (reference, "(erased)", None)
    zofia.refresh_from_db()
    assert (zofia.status, zofia.availability, zofia.terms.count()) == (Member.Status.LEFT, 0, 0)
    assert list(person.consents.values_list("given", flat=True)) == [True, False]
    assert User.objects.get().is_active is False


def test_a_colleague_who_is_erased_as_a_member_keeps_their_login():
    colleague = PETeamUserFactory(email="colleague@example.org")
    member = MemberFactory(person__user=colleague, person__email=colleague.email)

    actions.erase_person(person=member.person, by=None)

    colleague.refresh_from_db()
    assert (colleague.email, colleague.is_active) == ("colleague@example.org", True)


def test_erased_people_cannot_be_reached_or_changed(zofia):
    actions.erase_person(person=zofia.person, by=None)

    with pytest.raises(actions.CannotChangeName, match="have been erased"):
        actions.change_name(person=zofia.person, name="Zofia", by=None)
    with pytest.raises(actions.CannotChangeEmail, match="have been erased"):
        actions.change_email(person=zofia.person, email="zofia@example.org", by=None)


def test_a_member_is_merged_into_someone_who_asked_to_be_rung(zofia):
    kept = PersonFactory(by_phone=True, name="Zofia N", phone="07700900999")

    merged = actions.merge_people(kept=kept, gone=zofia.person, by=None)

    member = Member.objects.get()
    assert (member, member.person) == (zofia, kept)
    assert (merged.name, merged.phone, merged.email) == (
        "Zofia N",
        "07700900999",
        "zofia@example.org",
    )
    assert merged.user.email == "zofia@example.org"
    assert (merged.consents.count(), merged.needs.count(), member.terms.count()) == (1, 1, 1)
    gone = Person.objects.get(pk=zofia.person_id)
    assert (gone.name, gone.email, gone.erased_at is None) == ("(erased)", "", False)


def test_two_members_become_one(zofia):
    other = MemberFactory(terms=[TermFactory(label="Welcoming"), *zofia.terms.all()])

    actions.merge_people(kept=zofia.person, gone=other.person, by=None)

    zofia.refresh_from_db()
    other.refresh_from_db()
    assert {term.label for term in zofia.terms.all()} == {"Chairing", "Welcoming"}
    assert (zofia.status, other.status) == (Member.Status.ACTIVE, Member.Status.LEFT)
    assert zofia.person.name == "Zofia Nowak"


def test_one_person_cannot_be_merged_with_themselves(zofia):
    with pytest.raises(actions.CannotMergePeople, match="two different people"):
        actions.merge_people(kept=zofia.person, gone=zofia.person, by=None)
    erased = actions.erase_person(person=PersonFactory(), by=None)
    with pytest.raises(actions.CannotMergePeople, match="erased already"):
        actions.merge_people(kept=zofia.person, gone=erased, by=None)


def test_an_erased_persons_page_says_nothing(client, zofia):
    actions.erase_person(person=zofia.person, by=None)
    client.force_login(PETeamUserFactory())

    page = client.get(reverse("people:member-show", args=[zofia.person.reference]))

    for words in SECRETS:
        assert words not in page.content.decode()
