"""A code counts only for the address that a login has now, and nobody moves a colleague's login."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.urls import reverse

from people import actions
from people.adapter import RUN_OUT
from people.models import Member, User
from tests.browser import last_code
from tests.factories.people import MemberFactory, PersonFactory, PETeamUserFactory, UserFactory

pytestmark = pytest.mark.django_db

LOGIN, CONFIRM = "account_login", "account_confirm_login_code"


def sentences(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_code_sent_to_an_address_that_was_replaced_signs_nobody_in(client):
    member = MemberFactory(status=Member.Status.JOINING, person__signs_in=True)
    client.post(reverse(LOGIN), {"email": member.person.email})
    code = last_code(member.person.email)

    actions.change_email(person=member.person, email="real@example.org", by=None)
    response = client.post(reverse(CONFIRM), {"code": code})

    assert "_auth_user_id" not in client.session
    assert (response.url, sentences(response)[-1]) == (reverse(LOGIN), RUN_OUT)
    assert User.objects.get(pk=member.person.user_id).email == "real@example.org"


def test_an_address_that_an_administrator_replaced_signs_nobody_in(client):
    colleague = UserFactory(email="old@example.org")
    EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)
    User.objects.filter(pk=colleague.pk).update(email="new@example.org")

    client.post(reverse(LOGIN), {"email": "old@example.org"})
    client.post(reverse(CONFIRM), {"code": last_code("old@example.org")})

    assert "_auth_user_id" not in client.session
    assert User.objects.get(pk=colleague.pk).email == "new@example.org"


def test_the_address_that_an_administrator_gave_instead_signs_in(client):
    colleague = UserFactory(email="old@example.org")
    EmailAddress.objects.create(user=colleague, email=colleague.email, verified=True, primary=True)
    User.objects.filter(pk=colleague.pk).update(email="new@example.org")

    client.post(reverse(LOGIN), {"email": "new@example.org"})
    client.post(reverse(CONFIRM), {"code": last_code("new@example.org")})

    assert client.session["_auth_user_id"] == str(colleague.pk)
    [address] = EmailAddress.objects.filter(user=colleague)
    assert (address.email, address.verified, address.primary) == ("new@example.org", True, True)


def test_the_pe_team_cannot_move_the_login_of_someone_who_works_here():
    colleague = PETeamUserFactory()
    person = PersonFactory(user=colleague, email=colleague.email)

    with pytest.raises(actions.CannotChangeEmail, match="works here"):
        actions.change_email(person=person, email="mine@example.org", by=PETeamUserFactory())

    assert User.objects.get(pk=colleague.pk).email == colleague.email


def test_an_address_that_was_taken_meanwhile_is_refused_with_a_sentence(client, monkeypatch):
    member = MemberFactory(person__signs_in=True)
    before = member.person.email
    client.force_login(member.person.user)
    asked = client.post(reverse("home:email-edit"), {"email": "new@example.org"})
    UserFactory(email="new@example.org")
    # allauth looks whether the address is free, and a moment later it is not any more
    monkeypatch.setattr("allauth.account.forms.email_already_exists", lambda **asked: False)

    response = client.post(asked.url, {"code": last_code("new@example.org")})

    member.person.refresh_from_db()
    assert (response.status_code, member.person.email) == (302, before)
    assert User.objects.get(pk=member.person.user_id).email == before
    assert "We could not use new@example.org. It may be in use already." in sentences(response)
