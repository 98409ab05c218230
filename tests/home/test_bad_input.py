"""Bad input on every page of joining and "My involvement": a clear sentence, nothing lost."""

import re
import uuid

import pytest
from django.urls import reverse

from outbox.models import Message
from people.actions import CannotChangeName, change_name
from people.models import Member, Person, Term
from tests.factories.people import MemberFactory, PETeamUserFactory, TermFactory

pytestmark = pytest.mark.django_db

NAMES = [
    "محمد عبد الله",
    "李小龙",
    "પ્રિયા પટેલ",
    "ਗੁਰਪ੍ਰੀਤ ਕੌਰ",
    "Łucja Żółć-Święcicka",
    "Siobhán O'Neill-D'Arcy",
    "Ælfgifu Þórsdóttir",
    "שרה כהן",
    "Zoë 🌻",
    "X Æ",
    "A" * 120,
]
HTML = "<script>alert('x')</script><b>&amp;\"</b>"
ESCAPED = "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"


def step(name):
    return reverse("home:join-answer", args=[name])


def errors(response):
    return {name: list(messages) for name, messages in response.context["form"].errors.items()}


def join_by_post(client, name, address="1 A Street\nLE1 1ZZ"):
    client.post(step("name"), {"name": name})
    client.post(step("reach"), {"preferred_channel": "post"})
    client.post(step("address"), {"postal_address": address})
    client.post(step("age"), {"over_minimum_age": "yes"})
    client.post(step("agree"), {"agrees": "on"})


# --- Names -------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_is_kept_as_it_is_written(client, name):
    join_by_post(client, name)
    client.post(reverse("home:join-check"))

    assert Person.objects.get().name == name
    assert name in Message.objects.get().body


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Zo\x00fia", "Zofia"),
        ("\u202eaifoZ\u202c", "aifoZ"),
        ("  Zofia \t Nowak\r\n", "Zofia Nowak"),
        ("Zofia\u2066\u2069", "Zofia"),
        ("e\u0301va", "\u00e9va"),
    ],
)
def test_hidden_characters_are_taken_out(client, typed, kept):
    join_by_post(client, typed)

    assert client.session["joining"]["name"] == {"name": kept}


@pytest.mark.parametrize("nothing", ["", "   ", "\x00\x00", "\u202e\u202c", "\n\n"])
def test_a_name_of_nothing_is_asked_for_again(client, nothing):
    assert errors(client.post(step("name"), {"name": nothing})) == {"name": ["Enter your name"]}


INVISIBLE = ["\u200b", "\u200f\u200e", "\u00ad", "\u3164", "\u115f \u1160", "\u2800", "\u0301"]


@pytest.mark.parametrize("nothing", INVISIBLE)
def test_a_name_that_nobody_can_see_is_asked_for_again(client, nothing):
    again = ["Enter your name"]
    assert errors(client.post(step("name"), {"name": nothing})) == {"name": again}
    for way in ("ring", "post"):
        assert errors(client.post(reverse(f"home:{way}-ask"), {"name": nothing}))["name"] == again
    join_by_post(client, "Zofia")
    client.post(step("age"), {"over_minimum_age": "no"})
    guardian = errors(client.post(step("guardian"), {"guardian_name": nothing}))
    assert guardian["guardian_name"] == ["Enter the name of your parent or carer"]


@pytest.mark.parametrize("nothing", INVISIBLE)
def test_the_team_cannot_write_down_a_name_that_nobody_can_see(client, nothing):
    client.force_login(PETeamUserFactory())
    member = MemberFactory()
    names = {"name": nothing, "over_minimum_age": "no", "guardian_name": nothing}

    added = errors(client.post(reverse("people:member-add"), names))
    changed = client.post(reverse("people:person-name-edit", args=[str(member)]), names)

    assert added["name"] == ["Enter a name"]
    assert added["guardian_name"] == ["Enter the name of their parent or carer"]
    assert errors(changed) == {"name": ["Enter your name"]}
    with pytest.raises(CannotChangeName):
        change_name(person=member.person, name=nothing, by=None)


# --- Too long ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("page", "field", "sentence"),
    [
        ("name", "name", "Your name must be 120 characters or less"),
        ("address", "postal_address", "Your address must be 400 characters or less"),
    ],
)
def test_ten_thousand_characters_are_refused_and_shown_again(client, page, field, sentence):
    client.post(step("name"), {"name": "Zofia"})
    client.post(step("reach"), {"preferred_channel": "post"})

    response = client.post(step(page), {field: "x" * 10_000})

    assert errors(response) == {field: [sentence]}
    assert "x" * 10_000 in response.content.decode()


def test_ten_thousand_characters_about_needs_are_refused_and_shown_again(client):
    client.force_login(MemberFactory(person__signs_in=True).person.user)
    term = TermFactory(kind=Term.Kind.ACCESS_NEED, code="ramp")
    answer = {"communication": ["none-of-these"], "access": [term.code], "note": "y" * 10_000}

    response = client.post(reverse("home:details-edit", args=["needs"]), answer)

    assert errors(response) == {"note": ["What helps you must be 1000 characters or less"]}
    assert "y" * 10_000 in response.content.decode()
    assert re.search(r'value="ramp"[^>]*checked', response.content.decode())


# --- HTML and script ---------------------------------------------------------------------------
def test_html_is_shown_as_it_was_written_on_every_page(client):
    join_by_post(client, HTML, address=HTML)
    pages = [
        client.get(step("name")),
        client.get(step("address")),
        client.get(reverse("home:join-check")),
    ]
    client.post(reverse("home:join-check"))
    colleague = PETeamUserFactory()
    client.force_login(colleague)
    reference = str(Person.objects.get())
    pages.append(client.get(reverse("people:member-show", args=[reference])))
    pages.append(client.get(reverse("people:person-name-edit", args=[reference])))

    for page in pages:
        text = page.content.decode().replace("&#39;", "&#x27;")
        assert ESCAPED in text
        assert "<script>alert" not in text


def test_html_in_a_members_answers_is_shown_as_it_was_written(client):
    member = MemberFactory(person__signs_in=True, person__name=HTML, person__needs_note=HTML)
    client.force_login(member.person.user)
    member.task_answers.create(task="needs", answered_at=member.joined_at)

    for address in ["/my-involvement/", "/my-involvement/details/", "/my-involvement/name/"]:
        text = client.get(address).content.decode().replace("&#39;", "&#x27;")
        assert ESCAPED in text
        assert "<script>alert" not in text


def test_html_from_a_call_request_waits_as_words(client):
    form = {"name": HTML, "phone": "07700 900123", "good_time": "any time", "note": HTML}
    response = client.post(reverse("home:ring-ask"), form | {"key": str(uuid.uuid4())})

    assert response.url == reverse("home:ring-done")
    assert Message.objects.get().body.count(HTML) == 2


# --- Answers that were not offered -------------------------------------------------------------
@pytest.mark.parametrize("wrong", ["pigeon", "", "\x00", "email'--", "9" * 10_000])
def test_a_channel_that_is_not_offered_is_refused(client, wrong):
    response = client.post(step("reach"), {"preferred_channel": wrong})

    assert list(errors(response)) == ["preferred_channel"]
    assert "joining" not in client.session


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        ("skills", {"skills": ["no-such-skill"]}),
        ("skills", {"skills": ["\x00", "'; drop table", "9" * 999]}),
        ("where", {"locality": "atlantis", "ways": ["teleport"]}),
        ("when", {"monday": ["midnight"], "overall": ["always"]}),
        ("contact", {"preferred_channel": "pigeon"}),
        ("contact", {"preferred_channel": "phone", "phone": "12"}),
        ("needs", {"communication": ["wings"], "access": [], "note": ""}),
    ],
)
def test_an_answer_that_is_not_offered_is_refused(client, task, answer):
    member = MemberFactory(person__signs_in=True)
    client.force_login(member.person.user)

    response = client.post(reverse("home:details-edit", args=[task]), answer)

    assert response.status_code == 200
    assert errors(response) != {}
    assert member.task_answers.count() == 0


def test_a_retired_answer_is_not_offered_any_more(client):
    member = MemberFactory(person__signs_in=True)
    client.force_login(member.person.user)
    old = TermFactory(retired_at=member.joined_at)

    response = client.post(reverse("home:details-edit", args=["skills"]), {"skills": [old.code]})

    assert list(errors(response)) == ["skills"]


# --- The same form twice -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("way", "answer"),
    [
        ("ring", {"name": "Sam", "phone": "07700 900123", "good_time": "any time"}),
        ("post", {"name": "Sam", "postal_address": "1 A Street\nLE1 1ZZ"}),
    ],
)
def test_asking_twice_with_one_form_is_asking_once(client, way, answer):
    address = reverse(f"home:{way}-ask")
    key = client.get(address).context["form"].initial["key"]

    for _ in range(2):
        assert client.post(address, answer | {"key": key}).url == reverse(f"home:{way}-done")

    assert (Person.objects.count(), Message.objects.count()) == (1, 1)
    purpose = {"ring": "ring-back", "post": "joining-form"}[way]
    assert list(Message.objects.values_list("purpose", "person__name")) == [(purpose, "Sam")]
    assert Member.objects.count() == 0


def test_a_second_person_at_the_same_form_is_asked_about_too(client):
    address = reverse("home:ring-ask")
    key = client.get(address).context["form"].initial["key"]

    for name, phone in [("Sam", "07700 900123"), ("Ada", "07700 900124")]:
        client.post(address, {"name": name, "phone": phone, "good_time": "any time", "key": key})

    assert list(Message.objects.values_list("person__name", "person__phone")) == [
        ("Sam", "07700900123"),
        ("Ada", "07700900124"),
    ]


def test_a_machine_cannot_fill_the_list_of_calls(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"ask_by_hand": "2/h/ip"}
    answer = {"phone": "07700 900123", "good_time": "any time"}

    for name in ("Sam", "Ada", "Mina"):
        last = client.post(reverse("home:ring-ask"), answer | {"name": name})

    assert "Wait an hour" in last.context["form"].non_field_errors()[0]
    assert last.context["form"]["name"].value() == "Mina"
    assert Message.objects.count() == 2


@pytest.mark.parametrize("key", ["", "not-a-key", "\x00", "9" * 10_000])
def test_a_broken_key_stops_nobody(client, key):
    answer = {"name": "Sam", "postal_address": "1 A Street\nLE1 1ZZ", "key": key}

    response = client.post(reverse("home:post-ask"), answer)

    assert response.url == reverse("home:post-done")
    assert Person.objects.get().join_key is not None
