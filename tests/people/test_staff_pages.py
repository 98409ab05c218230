"""The PE team's pages about one member: joins by phone and on paper, changes on request."""

import re

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from outbox.models import Message
from people import slots
from people.models import Consent, Member, Person
from tests.factories.people import (
    MemberFactory,
    PersonFactory,
    PETeamUserFactory,
    TermFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BY_PHONE = {
    "name": "Zofia Nowak",
    "origin": "phone",
    "preferred_channel": "phone",
    "phone": "07700 900123",
    "over_minimum_age": "yes",
    "agrees": "on",
}


def page_text(response):
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))


def of(member, name="member-show", *more):
    return reverse(f"people:{name}", args=[str(member), *more])


@pytest.fixture
def colleague(client):
    colleague = PETeamUserFactory()
    client.force_login(colleague)
    return colleague


def addresses(member):
    names = [
        "member-show",
        "member-pause",
        "member-leave",
        "person-name-edit",
        "person-email-edit",
    ]
    return [
        reverse("people:member-add"),
        of(member, "member-task-edit", "skills"),
        *[of(member, name) for name in names],
    ]


def test_only_the_pe_team_comes_in(client):
    member = MemberFactory()
    for address in addresses(member):
        assert client.get(address).url == f"/accounts/login/?next={address}"
    for user in [UserFactory(), UserFactory(permissions=["wagtailadmin.access_admin"])]:
        client.force_login(user)
        for address in [*addresses(member), of(member, "member-resume")]:
            assert client.get(address).status_code == 403
            assert client.post(address).status_code == 403
    assert Member.objects.get().status == Member.Status.ACTIVE


def test_someone_joins_by_phone(client, colleague):
    response = client.post(reverse("people:member-add"), BY_PHONE)

    member = Member.objects.get()
    assert response.url == of(member)
    assert (member.status, member.origin, member.person.phone) == (
        Member.Status.ACTIVE,
        Member.Origin.PHONE,
        "07700900123",
    )
    assert list(Consent.objects.values_list("how", "recorded_by")) == [("phone", colleague.pk)]
    assert list(Message.objects.values_list("purpose", flat=True)) == ["welcome"]


def test_someone_who_asked_to_be_rung_becomes_the_member(client, colleague):
    person = PersonFactory(by_phone=True, name="Zofia")
    address = f"{reverse('people:member-add')}?person={person.reference}"
    assert client.get(address).context["form"].initial["phone"] == person.phone
    assert "Not on the register" in page_text(client.get(of(person)))

    client.post(address, BY_PHONE | {"email": "zofia@example.org"})

    member = Member.objects.get()
    assert (member.person, member.person.name) == (person, "Zofia Nowak")
    person.refresh_from_db()
    assert person.user.email == "zofia@example.org"


def test_what_is_missing_is_said_field_by_field(client, colleague):
    response = client.post(
        reverse("people:member-add"),
        BY_PHONE | {"phone": "", "over_minimum_age": "no", "agrees": ""},
    )

    assert set(response.context["form"].errors) == {
        "phone",
        "guardian_name",
        "guardian_contact",
        "guardian_agrees",
        "agrees",
    }
    assert Person.objects.count() == 0


def test_an_address_that_somebody_signs_in_with_is_refused(client, colleague):
    UserFactory(email="taken@example.org")

    response = client.post(reverse("people:member-add"), BY_PHONE | {"email": "taken@example.org"})

    assert response.context["form"].errors == {
        "__all__": ["Someone else already signs in with this email address."]
    }
    assert Person.objects.count() == 0


def test_the_list_of_members_leads_to_each_and_to_a_new_one(client, colleague):
    member = MemberFactory()

    page = client.get(reverse("desk-members")).content.decode()

    assert f'href="{of(member)}"' in page
    assert f'href="{reverse("people:member-add")}"' in page
    assert 'href="/admin/members/"' in client.get(of(member)).content.decode()


def test_answers_are_changed_on_request(client, colleague):
    member, term = MemberFactory(), TermFactory(label="Chairing")

    response = client.post(of(member, "member-task-edit", "skills"), {"skills": [term.code]})

    assert response.url == of(member)
    page = page_text(client.get(of(member)))
    assert "Chairing" in page
    assert page.count("Answer changed") == 1


def test_a_break_starts_and_ends_on_request(client, colleague):
    member = MemberFactory()

    client.post(of(member, "member-pause"), {})
    assert Member.objects.get().status == Member.Status.PAUSED
    client.post(of(member, "member-resume"))
    assert Member.objects.get().status == Member.Status.ACTIVE


def test_leaving_on_request(client, colleague):
    member = MemberFactory()
    assert "off the register?" in page_text(client.get(of(member, "member-leave")))

    client.post(of(member, "member-leave"))

    assert Member.objects.get().status == Member.Status.LEFT
    again = client.post(of(member, "member-task-edit", "skills"), {}, follow=True)
    assert "This person has left the register" in page_text(again)


def test_name_and_address_change_on_request(client, colleague):
    member = MemberFactory(person__signs_in=True)
    UserFactory(email="taken@example.org")

    client.post(of(member, "person-name-edit"), {"name": "李小龙"})
    client.post(of(member, "person-email-edit"), {"email": "new@example.org"})
    refused = client.post(of(member, "person-email-edit"), {"email": "taken@example.org"})

    person = Person.objects.get(pk=member.person_id)
    assert (person.name, person.email, person.user.email) == (
        "李小龙",
        "new@example.org",
        "new@example.org",
    )
    assert refused.context["form"].errors == {
        "email": ["Someone else already signs in with this email address."]
    }


def test_opening_the_page_is_noted(client, colleague):
    member = MemberFactory()

    client.get(of(member))

    entry = ModelLogEntry.objects.for_instance(member).get()
    assert (entry.action, entry.user) == ("people.view_member", colleague)


def test_a_room_above_adds_a_card(client, colleague, monkeypatch):
    shown = [
        lambda member, user: None,
        lambda member, user: ("people/fact_row.html", {"key": "x", "value": "y"}),
    ]
    monkeypatch.setattr(slots.member_page, "_functions", shown)

    assert client.get(of(MemberFactory())).context["cards"] == [
        ("people/fact_row.html", {"key": "x", "value": "y"})
    ]


@pytest.mark.parametrize("reference", ["P-99999", "P-" + "9" * 40, "nobody", "P-"])
def test_an_unknown_reference_is_not_found(client, colleague, reference):
    assert client.get(f"/admin/people/{reference}/").status_code == 404
    add = reverse("people:member-add")
    assert client.get(f"{add}?person={reference}").status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_asks_the_same_however_much_there_is(
    client, colleague, django_assert_num_queries, monkeypatch, size
):
    monkeypatch.setattr(slots.member_page, "_functions", [])  # each room counts its own
    member = MemberFactory(terms=TermFactory.create_batch(size))
    for _ in range(size):
        client.get(of(member))

    with django_assert_num_queries(19):
        client.get(of(member))
