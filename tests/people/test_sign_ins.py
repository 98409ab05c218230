"""Where people are signed in: two real clients, and sessions that are really gone."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people import actions
from people.browsers import in_words
from people.models import SignIn
from people.sessions import NOTED
from tests.browser import last_code
from tests.factories.people import MemberFactory, PETeamUserFactory
from tests.factories.signing_in import SignInFactory

pytestmark = pytest.mark.django_db
SHOW = "/my-involvement/signing-in/"
FIREFOX = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def member():
    return MemberFactory(person__signs_in=True)


def signed_in(user, **headers):
    client = Client(headers=headers)
    client.post(reverse("account_login"), {"email": user.email})
    client.post(reverse("account_confirm_login_code"), {"code": last_code(user.email)})
    return client


def is_in(client):
    return client.get(SHOW).status_code == 200


def devices(user):
    return list(SignIn.objects.filter(user=user).order_by("pk").values_list("device", flat=True))


def test_each_device_is_noted_in_plain_words_and_once(member):
    user = member.person.user
    signed_in(user, user_agent=FIREFOX)
    second = signed_in(user)
    is_in(second)

    assert devices(user) == ["Firefox on a Mac", "A browser"]
    noted = ModelLogEntry.objects.filter(action="people.note_sign_in")
    assert [(entry.user, entry.data) for entry in noted] == [(user, {}), (user, {})]


def test_signing_out_takes_the_device_off_the_list(member):
    client = signed_in(member.person.user)

    client.post(reverse("account_logout"))

    assert devices(member.person.user) == []


def test_one_device_is_signed_out_and_its_session_is_gone(member):
    here, there = signed_in(member.person.user), signed_in(member.person.user)
    key = there.session.session_key

    here.post(reverse("people:device-end", args=[SignIn.objects.get(session=key).pk]))

    assert (is_in(here), is_in(there)) == (True, False)
    assert not Session.objects.filter(pk=key).exists()
    logged = ModelLogEntry.objects.filter(action="people.end_sign_in")
    assert [entry.user for entry in logged] == [member.person.user]


def test_nobody_signs_somebody_else_out(member):
    here, theirs = signed_in(member.person.user), SignInFactory()

    here.post(reverse("people:device-end", args=[theirs.pk]))

    assert SignIn.objects.filter(pk=theirs.pk).exists()


def test_everywhere_is_everywhere(member):
    clients = [signed_in(member.person.user) for _ in range(2)]
    unknown = Client()  # a session that is not on the list
    unknown.force_login(member.person.user)
    other = signed_in(PETeamUserFactory())

    clients[0].post(reverse("people:signing-end"))

    assert [is_in(client) for client in [*clients, unknown, other]] == [False, False, False, True]
    assert devices(member.person.user) == []
    logged = ModelLogEntry.objects.get(action="people.end_sign_ins")
    assert (logged.user, logged.data) == (member.person.user, {"ended": 2})
    assert Session.objects.filter(sign_in=None).exclude(pk=unknown.session.session_key).count() <= 2


def test_a_new_address_signs_the_other_devices_out(member):
    here, there = signed_in(member.person.user), signed_in(member.person.user)

    sent = here.post(reverse("home:email-edit"), {"email": "new@example.org"})
    here.post(sent.url, {"code": last_code("new@example.org")})

    member.person.user.refresh_from_db()
    assert member.person.user.email == "new@example.org"
    assert (is_in(here), is_in(there)) == (True, False)


def test_an_address_that_the_team_changes_signs_every_device_out(member):
    there = signed_in(member.person.user)

    actions.change_email(person=member.person, email="real@example.org", by=PETeamUserFactory())

    assert not is_in(there)


def test_leaving_for_good_signs_out(member):
    there, key = signed_in(member.person.user), Session.objects.get().pk

    actions.erase_person(person=member.person, by=None)

    assert not is_in(there)
    assert not Session.objects.filter(pk=key).exists()


def test_a_person_gets_the_list_with_their_data(member):
    signed_in(member.person.user, user_agent=FIREFOX)

    data = actions.export_person(person=member.person, by=None)

    [rows] = [rows for rows in data.values() if rows and "signed in with" in rows[0]]
    assert [row["signed in with"] for row in rows] == ["Firefox on a Mac"]


def test_the_list_leaves_out_what_ran_out_and_what_is_somebody_elses(member):
    client = signed_in(member.person.user)
    over = SignInFactory(user=member.person.user, device="Edge on a Mac")
    Session.objects.filter(pk=over.session_id).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )
    SignInFactory(device="Opera on a Mac")

    page = client.get(SHOW).content.decode()

    assert [name in page for name in ("A browser", "Edge", "Opera")] == [True, False, False]


def test_clearsessions_forgets_what_ran_out(member):
    signed_in(member.person.user)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))

    call_command("clearsessions")

    assert devices(member.person.user) == []


def test_use_is_noted_once_an_hour_and_never_by_a_public_page(member):
    client = signed_in(member.person.user)
    long_ago = timezone.now() - timedelta(days=3)
    SignIn.objects.update(last_used_at=long_ago)
    session = client.session
    session[NOTED] = int(long_ago.timestamp())
    session.save()

    client.get("/")
    client.get("/opportunities/")
    assert SignIn.objects.get().last_used_at == long_ago

    client.get("/my-involvement/")
    used = SignIn.objects.get().last_used_at
    assert timezone.now() - used < timedelta(minutes=1)
    client.get("/my-involvement/")
    assert SignIn.objects.get().last_used_at == used


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(member, number, django_assert_num_queries):
    client = signed_in(member.person.user)
    SignInFactory.create_batch(number, user=member.person.user)
    is_in(client)

    with django_assert_num_queries(10):
        assert client.get(SHOW).content.decode().count("Firefox on a Mac</dt>") == number


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (FIREFOX, "Firefox on a Mac"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
            "like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
            "Samsung Internet on an Android phone or tablet",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0",
            "Edge on a Windows computer",
        ),
        ("", "A browser"),
        ("x" * 10_000 + "\0", "A browser"),
    ],
)
def test_browsers_are_named_in_words_that_fit(user_agent, words):
    assert in_words(user_agent) == words
    assert len(words) <= SignIn._meta.get_field("device").max_length
