"""Why somebody stands where they stand, as sentences."""

from people.availability import in_words

from .ask import Answers, Said, in_a_sentence, listed
from .ranking import KINDS, asked_of


def reasons(opportunity, row, asks=None):
    """Return (sentences for, sentences against) for `row`, a member out of `shortlist`.

    They are said of the member, to the team. Give `asks` where there are many rows to explain.
    """
    asks = asked_of(opportunity) if asks is None else asks
    met = {ask.key for ask in asks if getattr(row, ask.key)}
    said_for, said_against = weighed(asks, met, answers_of(row, terms=()))
    against = [said.of_them for said in said_against]
    if row.own_limit is not None and row.parts >= row.own_limit:
        against.append(_own_limit(row.parts, row.own_limit))
    return [said.of_them for said in said_for], against


def weighed(asks, met, answers):
    """Return (for, against) as lists of Said: kind by kind, the musts that are missed first.

    `met` is the set of keys of the asks that hold.
    """
    said_for, must_against, helps_against = [], [], []
    for kind, rule in KINDS.items():
        group = [ask for ask in asks if ask.kind == kind]
        held = [ask for ask in group if ask.key in met]
        musts = [ask for ask in group if ask.must and ask.key not in met]
        helps = [ask for ask in group if not ask.must and ask.key not in met]
        if held:
            said_for += rule.met(held, answers)
        if (musts or helps) and rule.task not in answers.answered:
            (must_against if musts else helps_against).append(rule.unknown)
            continue
        if musts:
            must_against += rule.missed(musts, answers)
        if helps:
            helps_against += rule.missed(helps, answers)
    return said_for, [_as_must(said) for said in must_against] + helps_against


def answers_of(member, terms):
    """Return the Answers of `member`, whose `task_answers` and `locality` are best prefetched."""
    return Answers(
        terms=frozenset(terms),
        locality_id=member.locality_id,
        locality_name=member.locality.name if member.locality_id else "",
        meets_in_person=member.meets_in_person,
        meets_online=member.meets_online,
        availability=member.availability,
        answered=frozenset(answer.task for answer in member.task_answers.all()),
    )


def describe_criteria(asks):
    """Return what is asked as (importance, weight, words) rows, for people who are to judge it."""
    return [("Must" if ask.must else "Would help", ask.weight, _words(ask)) for ask in asks]


def _words(ask):
    if ask.slots:
        return f"Free on {listed(in_words(ask.slots), last='or')}"
    if ask.terms:
        title = {"skill": "Skill", "interest": "Interest", "level": "Level"}
        return f"{title.get(ask.kind, 'Kind of activity')}: {in_a_sentence(ask.label)}"
    places = [f"can meet in {ask.locality_name}"] if ask.locality_id else []
    places += ["can join online"] if ask.online else []
    return f"Place: {listed(places, last='or')}"


def _as_must(said):
    return Said(*(f"Must: {sentence[:1].lower()}{sentence[1:]}" for sentence in said))


def _own_limit(parts, limit):
    activities = "1 activity" if parts == 1 else f"{parts} activities"
    return f"Already takes part in {activities} and asked for no more than {limit}."
