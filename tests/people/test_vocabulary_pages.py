"""The vocabulary as the PE team lists it, and the screens behind the list."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.models import Term
from people.permissions import why_not_change_vocabulary, why_not_retire_term
from tests.factories.people import MemberFactory, PETeamUserFactory, TermFactory

pytestmark = pytest.mark.django_db
VOCABULARY = "/admin/vocabulary/"
Kind = Term.Kind


def at(term, verb):
    return reverse(f"people:term-{verb}", args=[term.kind, term.code])


@pytest.fixture
def colleague(client):
    user = PETeamUserFactory(permissions=["people.change_vocabulary"])
    client.force_login(user)
    return user


def listed(response):
    return [tuple(value for _, value in row["cells"]) for row in response.context["rows"]]


def test_only_the_right_opens_the_vocabulary(client):
    term, user = TermFactory(), PETeamUserFactory()
    sentence = "Only the Patient Experience team can change the vocabulary."
    assert why_not_change_vocabulary(user) == why_not_retire_term(user, term) == sentence
    client.force_login(user)

    for address in [VOCABULARY, reverse("people:term-add"), at(term, "retire"), at(term, "edit")]:
        assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
    assert VOCABULARY not in client.get("/admin/").content.decode()


def test_the_menu_leads_to_the_list(client, colleague):
    assert reverse("desk-vocabulary") == VOCABULARY
    assert VOCABULARY in client.get("/admin/").content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_the_list_asks_as_much_of_the_database_for_one_as_for_three(
    client, colleague, django_assert_num_queries, size
):
    Term.objects.all().delete()
    for _ in range(size):
        term = TermFactory(replaced_by=TermFactory(kind=Kind.ROLE), retired_at=timezone.now())
        MemberFactory(terms=[term])

    client.get(VOCABULARY)  # the first page ever shown makes the site's settings
    with django_assert_num_queries(9):
        response = client.get(f"{VOCABULARY}?kind=skill")

    assert len(listed(response)) == size


def test_the_list_counts_members_and_tells_what_was_replaced(client, colleague):
    Term.objects.all().delete()
    new = TermFactory(label="New", position=1)
    TermFactory(label="Old", retired_at=timezone.now(), replaced_by=new, position=2)
    TermFactory(label="Older", retired_at=timezone.now(), position=3)
    ramp = TermFactory(label="Ramp", kind=Kind.ACCESS_NEED)
    for status in ("active", "paused", "left"):
        MemberFactory(terms=[new], status=status).person.needs.set([ramp])

    assert listed(client.get(VOCABULARY)) == [
        ("Access need", "Ramp", 2, "Offered"),
        ("Skill", "New", 2, "Offered"),
        ("Skill", "Old", 0, "Retired, now “New”"),
        ("Skill", "Older", 0, "Retired"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=interest", ["Birds"]),
        ("state=retired", ["Old"]),
        ("state=offered", ["Birds", "New"]),
        ("state=%00&kind=nonsense", ["Birds", "New", "Old"]),
        ("o=-1", ["Old", "New", "Birds"]),
    ],
)
def test_filters_and_order(client, colleague, query, found):
    Term.objects.all().delete()
    TermFactory(label="New"), TermFactory(label="Old", retired_at=timezone.now())
    TermFactory(label="Birds", kind=Kind.INTEREST)

    assert [row[1] for row in listed(client.get(f"{VOCABULARY}?{query}"))] == found


def test_what_is_searched_for_goes_by_post(client, colleague):
    TermFactory(label="Juggling plates"), TermFactory(label="Spinning plates")

    response = client.post(VOCABULARY, {"do": "search", "search": "plates jug"}, follow=True)

    assert response.redirect_chain == [(VOCABULARY, 302)]
    assert [row[1] for row in listed(response)] == ["Juggling plates"]


def test_each_row_has_the_buttons_that_work(client, colleague):
    Term.objects.exclude(code="involvement").delete()
    level, term = Term.objects.get(), TermFactory()
    old = TermFactory(retired_at=timezone.now())

    rows = client.get(VOCABULARY).context["rows"]

    assert {row["name"]: row["buttons"] for row in rows} == {
        level.label: [("Change", at(level, "edit"))],
        term.label: [("Change", at(term, "edit")), ("Retire", at(term, "retire"))],
        old.label: [("Change", at(old, "edit")), ("Bring back", at(old, "restore"))],
    }


def test_words_are_added_changed_replaced_and_brought_back_on_screen(client, colleague):
    add = reverse("people:term-add")
    assert (
        client.post(add, {"kind": "skill", "label": "Juggling"}).url == f"{VOCABULARY}?kind=skill"
    )
    term = Term.objects.get(label="Juggling")
    other = TermFactory(label="Spinning")

    client.post(at(term, "edit"), {"label": "Throwing", "description": "Up.", "position": "3"})
    client.post(at(term, "retire"), {"replaced_by": other.pk})
    term.refresh_from_db()
    assert (term.label, term.position, term.replaced_by) == ("Throwing", 3, other)

    client.post(at(term, "restore"))
    term.refresh_from_db()
    assert (term.retired_at, term.replaced_by) == (None, None)
    users = ModelLogEntry.objects.for_instance(term).values_list("user", flat=True)
    assert list(users) == [colleague.pk] * 4


def test_a_refusal_stands_at_its_field(client, colleague):
    term = TermFactory(label="Juggling")

    added = client.post(reverse("people:term-add"), {"kind": "skill", "label": "juggling"})
    TermFactory(label="Spinning", retired_at=timezone.now(), code="old")
    TermFactory(label="Spinning")
    back = client.post("/admin/vocabulary/skill/old/restore/")

    assert added.context["form"].errors == {
        "label": ["“juggling” is there already. Use other words."]
    }
    assert back.context["form"].errors == {
        "__all__": ["“Spinning” is there already. Use other words."]
    }
    assert ModelLogEntry.objects.for_instance(term).count() == 0


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, {"kind", "label"}),
        ({"kind": "level", "label": "x"}, {"kind"}),
        ({"kind": "skill", "label": "\x00\x07"}, {"label"}),
        ({"kind": "skill", "label": "x" * 10_000}, {"label"}),
        ({"kind": "skill", "label": "x", "description": "y" * 10_000}, {"description"}),
    ],
)
def test_bad_input_is_told_field_by_field(client, colleague, body, errors):
    before = Term.objects.count()

    response = client.post(reverse("people:term-add"), body)

    assert set(response.context["form"].errors) == errors
    assert Term.objects.count() == before


@pytest.mark.parametrize("replaced_by", ["9" * 400, "x", "-1", "<script>"])
def test_no_other_replacement_is_taken(client, colleague, replaced_by):
    term = TermFactory()

    response = client.post(at(term, "retire"), {"replaced_by": replaced_by})

    assert set(response.context["form"].errors) == {"replaced_by"}
    term.refresh_from_db()
    assert term.retired_at is None


def test_only_words_of_the_kind_that_are_offered_may_replace(client, colleague):
    term = TermFactory()
    TermFactory(retired_at=timezone.now()), TermFactory(kind=Kind.INTEREST)

    offered = client.get(at(term, "retire")).context["form"].fields["replaced_by"].queryset

    assert set(offered) == set(Term.objects.offered(Kind.SKILL)) - {term}


def test_script_is_shown_as_it_was_written(client, colleague):
    label = "<script>alert(1)</script> {} 李小龙"
    client.post(reverse("people:term-add"), {"kind": "skill", "label": label})
    term = Term.objects.get(label=label)

    for address in [f"{VOCABULARY}?kind=skill", at(term, "edit"), at(term, "retire")]:
        page = client.get(address).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {} 李小龙" in page
        assert "<script>alert(1)" not in page


def test_words_that_are_not_there_are_not_found(client, colleague):
    for path in ["skill/nothing/", "nonsense/chairing/retire/", f"skill/{'x' * 300}/restore/"]:
        assert client.get(VOCABULARY + path).status_code == 404
