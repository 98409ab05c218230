"""The words that members choose from: added, reworded, retired, merged, brought back."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.log_actions import log

from design_system.refusals import Refusal
from design_system.text import clean_line
from people.models import Member, MemberTerm, Person, PersonNeed, Term
from people.permissions import why_not_retire_term

RESERVED = {"none-of-these"}  # the answer that stands below every list of terms
LENGTHS = {name: Term._meta.get_field(name).max_length for name in ("code", "label", "description")}
LAST_POSITION = 999


class CannotChangeTerm(Refusal):
    """Words that are there already, or a word that has to stay as it is."""


@transaction.atomic
def add_term(*, kind, label, description="", code=None, by):
    """Offer new words of a `kind` (of Term.Kind) after the others of it. Returns the Term.

    `code` (a slug that no other of the kind has) is made from the label unless given. Raises
    CannotChangeTerm: levels come from the trust's plan, other words must be new to their kind.
    """
    if kind not in Term.Kind.values:
        raise CannotChangeTerm("Choose a kind of words from the list.")
    if kind == Term.Kind.LEVEL:
        raise CannotChangeTerm("The levels come from the trust's plan, so none can be added.")
    others = _locked_of_kind(kind).values()
    label, description = _checked(label, description)
    _check_new(label, [other for other in others if not other.retired_at])
    if any(_same(label, other) for other in others):
        raise CannotChangeTerm(f"“{label}” is there already, but retired. Bring it back instead.")
    term = Term(kind=kind, label=label, description=description)
    term.code = _free_code(code or _code_from(label), others, is_given=bool(code))
    term.position = min(max([0, *(other.position for other in others)]) + 1, LAST_POSITION)
    term.save(force_insert=True)
    log(term, "people.add_term", user=by, data={"kind": str(kind), "code": term.code})
    return term


@transaction.atomic
def change_term(*, term, label, description, position, by):
    """Put `term` in other words or at another position (0 to 999) of its kind. Returns the Term.

    Its code never changes. Raises CannotChangeTerm for words that another one has.
    """
    terms = _locked_of_kind(term.kind)
    term = terms.pop(term.pk)
    label, description = _checked(label, description)
    if not 0 <= position <= LAST_POSITION:
        raise CannotChangeTerm(f"The position is a number from 0 to {LAST_POSITION}.")
    if not term.retired_at:
        _check_new(label, [other for other in terms.values() if not other.retired_at])
    facts = {"label": label, "description": description, "position": position}
    changed = [name for name, value in facts.items() if getattr(term, name) != value]
    for name in changed:
        setattr(term, name, facts[name])
    if changed:
        term.save(update_fields=changed)
        log(term, "people.change_term", user=by, data={"changed": changed})
    return term


@transaction.atomic
def retire_term(*, term, replaced_by=None, by):
    """Offer `term` no more. Returns the Term.

    Whoever chose it has chosen `replaced_by` (a Term of the same kind, or None) from now on. What
    opportunities ask for stays: matching follows the replacement. Raises CannotChangeTerm.
    """
    terms = _locked_of_kind(term.kind)
    replacement = _replacement(terms, term, replaced_by)
    term = terms[term.pk]
    if term.retired_at and term.replaced_by_id == (replacement and replacement.pk):
        return term
    if why_not := why_not_retire_term(None, term):
        raise CannotChangeTerm(why_not)
    if replacement and replacement.retired_at:
        raise CannotChangeTerm(f"“{replacement}” is retired too. Choose another one.")
    term.retired_at = timezone.now()
    term.replaced_by = replacement
    term.save(update_fields=["retired_at", "replaced_by"])
    moved = _move_choices(term, replacement) if replacement else 0
    data = {"replaced_by": replacement and replacement.code, "moved": moved}
    log(term, "people.retire_term", user=by, data=data)
    return term


@transaction.atomic
def bring_back_term(*, term, by):
    """Offer a retired `term` again. Returns the Term.

    Choices that moved to its replacement stay there. Raises CannotChangeTerm where others of its
    kind have its words by now.
    """
    terms = _locked_of_kind(term.kind)
    term = terms.pop(term.pk)
    if not term.retired_at:
        return term
    _check_new(term.label, [other for other in terms.values() if not other.retired_at])
    term.retired_at = term.replaced_by = None
    term.save(update_fields=["retired_at", "replaced_by"])
    log(term, "people.bring_back_term", user=by)
    return term


def _locked_of_kind(kind):
    """All terms of a kind by id, locked in one order: their words and circles depend on others."""
    terms = Term.objects.select_for_update(no_key=True).filter(kind=kind)
    return {term.pk: term for term in terms}


def _checked(label, description):
    label, description = clean_line(label), clean_line(description)
    if not label:
        raise CannotChangeTerm("Enter the words that people choose.")
    if len(label) > LENGTHS["label"]:
        raise CannotChangeTerm(f"The words must be {LENGTHS['label']} characters or less.")
    if len(description) > LENGTHS["description"]:
        most = LENGTHS["description"]
        raise CannotChangeTerm(f"What they mean must be {most} characters or less.")
    return label, description


def _same(label, other):
    return label.casefold() == other.label.casefold()


def _check_new(label, others):
    if any(_same(label, other) for other in others):
        raise CannotChangeTerm(f"“{label}” is there already. Use other words.")


def _code_from(label):
    return slugify(label)[: LENGTHS["code"] - 5].strip("-_") or "term"


def _free_code(code, others, *, is_given):
    taken = RESERVED | {other.code for other in others}
    if is_given and (code in taken or code != slugify(code) or len(code) > LENGTHS["code"]):
        raise CannotChangeTerm("A code is new, short, and has only a to z, 0 to 9 and hyphens.")
    number, free = 1, code
    while free in taken:
        number += 1
        free = f"{code}-{number}"
    return free


def _replacement(terms, term, replaced_by):
    if replaced_by is None:
        return None
    if replaced_by.pk == term.pk:
        raise CannotChangeTerm("Words cannot be replaced by themselves. Choose others.")
    if replaced_by.pk not in terms:
        raise CannotChangeTerm("Choose words of the same kind.")
    return terms[replaced_by.pk]


def _move_choices(old, new):
    """Let everyone who chose `old` have chosen `new`, once. Returns how many had chosen `old`.

    They are locked, so that nobody changes their own answers meanwhile.
    """
    moved = 0
    for model, owner, whose in ((MemberTerm, Member, "member"), (PersonNeed, Person, "person")):
        choices = model.objects.filter(term=old)
        owners = owner.objects.select_for_update(no_key=True).order_by("pk")
        locked = list(owners.filter(pk__in=choices.values(whose)).values_list("pk", flat=True))
        choices = choices.filter(**{f"{whose}__in": locked})
        with_both = model.objects.filter(term=new).values(whose)
        moved += choices.filter(**{f"{whose}__in": with_both}).delete()[0]
        moved += choices.update(term=new)
    return moved
