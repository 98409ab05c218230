"""The words that members choose from: added, reworded, retired, merged, brought back."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from people.actions import (
    CannotChangeTerm,
    add_term,
    bring_back_term,
    change_term,
    retire_term,
)
from people.models import MemberTerm, PersonNeed, Term
from tests.factories.people import MemberFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db
Kind = Term.Kind


def logged(term):
    entries = ModelLogEntry.objects.for_instance(term).order_by("pk")
    return [(entry.action, entry.data) for entry in entries]


def change(term, by=None, **facts):
    now = {name: getattr(term, name) for name in ("label", "description", "position")}
    return change_term(term=term, by=by, **now | facts)


def test_new_words_stand_behind_the_others_of_their_kind():
    user = UserFactory()
    last = Term.objects.offered(Kind.SKILL).last()

    term = add_term(kind=Kind.SKILL, label="  Juggling \t plates ", description="Or cups.", by=user)

    assert (term.label, term.description, term.code) == (
        "Juggling plates",
        "Or cups.",
        "juggling-plates",
    )
    assert term.position == last.position + 1
    assert logged(term) == [("people.add_term", {"kind": "skill", "code": "juggling-plates"})]
    assert ModelLogEntry.objects.for_instance(term).get().user == user


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Éclairs", "eclairs"),
        ("ગુજરાતી બોલવું", "term"),
        ("العربية", "term"),
        ("None of these", "none-of-these-2"),
        ("<script>alert(1)</script>", "scriptalert1script"),
        ("a\x00b", "ab"),
        ("x" * 120, "x" * 55),
    ],
)
def test_a_code_is_made_from_words_in_any_script(label, code):
    term = add_term(kind=Kind.INTEREST, label=label, by=None)

    assert (term.code, term.label) == (code, label.replace("\x00", ""))


def test_a_made_code_is_free_and_a_given_one_has_to_be():
    TermFactory(code="juggling", label="Throwing things")

    assert add_term(kind=Kind.SKILL, label="Juggling", by=None).code == "juggling-2"
    assert add_term(kind=Kind.SKILL, label="Balancing", code="b", by=None).code == "b"
    for code in ["juggling", "none-of-these", "Not a slug", "x" * 61, "a\x00"]:
        with pytest.raises(CannotChangeTerm, match="A code is new, short"):
            add_term(kind=Kind.SKILL, label="Tumbling", code=code, by=None)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"label": " \x00 "}, "Enter the words that people choose."),
        ({"label": "x" * 10_000}, "The words must be 120 characters or less."),
        (
            {"label": "Y", "description": "x" * 10_000},
            "What they mean must be 300 characters or less.",
        ),
        ({"label": "chairing MEETINGS"}, "“chairing MEETINGS” is there already. Use other words."),
        (
            {"label": "folding napkins"},
            "“folding napkins” is there already, but retired. Bring it back instead.",
        ),
        ({"label": "Y", "kind": "nonsense"}, "Choose a kind of words from the list."),
        (
            {"label": "Y", "kind": Kind.LEVEL},
            "The levels come from the trust's plan, so none can be added.",
        ),
    ],
)
def test_words_that_cannot_be_added(words, sentence):
    TermFactory(label="Folding napkins", retired_at=timezone.now())
    before = Term.objects.count()

    with pytest.raises(CannotChangeTerm) as refusal:
        add_term(**{"kind": Kind.SKILL, "by": None} | words)

    assert (str(refusal.value), Term.objects.count()) == (sentence, before)


def test_the_database_keeps_words_of_a_kind_apart_too():
    TermFactory(label="Juggling")
    TermFactory(label="Juggling", retired_at=timezone.now())
    TermFactory(label="Juggling", kind=Kind.INTEREST)

    with pytest.raises(IntegrityError), transaction.atomic():
        Term.objects.create(kind=Kind.SKILL, code="other", label="JUGGLING")


def test_words_change_and_the_code_stays():
    term = Term.objects.get(kind=Kind.LEVEL, code="involvement")

    changed = change(term, label="Working along", position=9)
    again = change(changed)

    assert (again.code, again.label, again.position) == ("involvement", "Working along", 9)
    assert logged(term) == [("people.change_term", {"changed": ["label", "position"]})]


def test_words_that_another_one_has_are_refused_unless_that_one_is_retired():
    term, other = TermFactory(label="Juggling"), TermFactory(label="Tumbling")

    with pytest.raises(CannotChangeTerm, match="“tumbling” is there already"):
        change(term, label="tumbling")
    with pytest.raises(CannotChangeTerm, match="The position is a number from 0 to 999"):
        change(term, position=40_000)

    retire_term(term=other, by=None)
    assert change(term, label="Tumbling").label == "Tumbling"
    with pytest.raises(CannotChangeTerm, match="“Tumbling” is there already"):
        bring_back_term(term=other, by=None)


def test_retired_words_stay_on_old_answers_where_nothing_replaces_them():
    term = TermFactory()
    member = MemberFactory(terms=[term])

    for _ in range(2):
        retire_term(term=term, by=None)

    assert list(member.terms.all()) == [term]
    assert term not in Term.objects.offered(Kind.SKILL)
    assert logged(term) == [("people.retire_term", {"replaced_by": None, "moved": 0})]


def test_answers_move_to_the_replacement_once():
    old, new, else_ = TermFactory.create_batch(3)
    first, both = MemberFactory(terms=[old, else_]), MemberFactory(terms=[new, old])
    neither = MemberFactory(terms=[else_])

    for _ in range(2):
        retire_term(term=old, replaced_by=new, by=None)

    pairs = {(first.pk, new.pk), (first.pk, else_.pk), (both.pk, new.pk), (neither.pk, else_.pk)}
    assert set(MemberTerm.objects.values_list("member", "term")) == pairs
    assert MemberTerm.objects.count() == len(pairs)
    assert logged(old) == [("people.retire_term", {"replaced_by": new.code, "moved": 2})]


def test_needs_move_to_the_replacement_once():
    old, new = TermFactory.create_batch(2, kind=Kind.ACCESS_NEED)
    first, both = MemberFactory().person, MemberFactory().person
    first.needs.set([old]), both.needs.set([old, new])

    retire_term(term=old, replaced_by=new, by=None)

    found = PersonNeed.objects.order_by("person").values_list("person", "term")
    assert list(found) == [(first.pk, new.pk), (both.pk, new.pk)]


def test_what_cannot_replace_what():
    term, retired = TermFactory(), TermFactory(retired_at=timezone.now())
    wrong = {
        "Words cannot be replaced by themselves. Choose others.": term,
        "Choose words of the same kind.": TermFactory(kind=Kind.INTEREST),
        f"“{retired.label}” is retired too. Choose another one.": retired,
    }

    for sentence, replacement in wrong.items():
        with pytest.raises(CannotChangeTerm) as refusal:
            retire_term(term=term, replaced_by=replacement, by=None)
        assert str(refusal.value) == sentence
    term.refresh_from_db()
    assert (term.retired_at, term.replaced_by, logged(term)) == (None, None, [])


def test_no_circle_ever_closes():
    first, second, third = TermFactory.create_batch(3)
    retire_term(term=first, replaced_by=second, by=None)
    retire_term(term=second, replaced_by=third, by=None)

    for earlier in (first, second):
        with pytest.raises(CannotChangeTerm, match="is retired too"):
            retire_term(term=third, replaced_by=earlier, by=None)

    bring_back_term(term=first, by=None)
    retire_term(term=third, replaced_by=first, by=None)
    links = {term.pk: term.replaced_by_id for term in Term.objects.exclude(replaced_by=None)}
    assert links == {second.pk: third.pk, third.pk: first.pk}


@pytest.mark.parametrize(
    ("kind", "code", "sentence"),
    [
        ("level", "individual", "The levels come from the trust's plan."),
        ("communication_need", "large-print", "These words tell us who needs letters in large"),
    ],
)
def test_words_that_the_portal_works_with_stay(kind, code, sentence):
    term = Term.objects.get(kind=kind, code=code)

    with pytest.raises(CannotChangeTerm, match=sentence):
        retire_term(term=term, by=None)


def test_words_come_back_and_moved_answers_stay_where_they_are():
    old, new = TermFactory.create_batch(2)
    member = MemberFactory(terms=[old])
    retire_term(term=old, replaced_by=new, by=None)
    with pytest.raises(CannotChangeTerm, match="These words are retired already"):
        retire_term(term=old, by=None)

    for _ in range(2):
        back = bring_back_term(term=old, by=None)

    assert (back.retired_at, back.replaced_by) == (None, None)
    assert list(member.terms.all()) == [new]
    assert [action for action, _ in logged(old)] == ["people.retire_term", "people.bring_back_term"]
