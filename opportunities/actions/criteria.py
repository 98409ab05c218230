"""What an opportunity asks of people."""

from django.db import transaction
from wagtail.log_actions import log

from design_system.refusals import Refusal
from opportunities.models import Criterion, Opportunity
from opportunities.permissions import why_not_change_facts
from people.availability import ALL_SLOTS

Kind = Criterion.Kind
WITH_TERM = {Kind.SKILL, Kind.INTEREST}


class CannotSetCriteria(Refusal):
    pass


@transaction.atomic
def set_criteria(*, opportunity, criteria, by):
    """Replace what `opportunity` asks for. Returns the list of Criterion.

    `criteria` is a list of dicts: kind and importance (values of Criterion), weight from 1 to 5,
    term (a Term of that kind, for skills and interests), slots (a mask of people.availability, for
    availability). Raises CannotSetCriteria.
    """
    opportunity = Opportunity.objects.select_for_update().get(pk=opportunity.pk)
    if sentence := why_not_change_facts(None, opportunity):
        raise CannotSetCriteria(sentence)
    rows = [Criterion(opportunity=opportunity, **criterion) for criterion in criteria]
    for row in rows:
        _check(row)
    _check_each_once(rows)
    opportunity.criteria.all().delete()
    rows = [_saved(row) for row in rows]
    log(opportunity, "opportunities.set_criteria", user=by, data={"criteria": len(rows)})
    return rows


def _saved(row):
    row.save(force_insert=True)
    return row


def _check(row):
    if row.kind in WITH_TERM:
        if row.term is None or row.term.kind != row.kind:
            raise CannotSetCriteria(f"Choose which {row.get_kind_display().lower()} is asked for.")
        if row.slots:
            raise CannotSetCriteria("Only availability has times.")
    elif row.term is not None:
        raise CannotSetCriteria("Only a skill or an interest has a word from the vocabulary.")
    if row.kind == Kind.AVAILABILITY and not 0 < row.slots <= ALL_SLOTS:
        raise CannotSetCriteria("Choose at least one time when people should be free.")
    if row.kind != Kind.AVAILABILITY and row.slots:
        raise CannotSetCriteria("Only availability has times.")
    if row.weight not in range(1, 6):
        raise CannotSetCriteria("Each weight is a number from 1 to 5.")


def _check_each_once(rows):
    seen = set()
    for row in rows:
        key = (row.kind, row.term_id or row.slots)
        if key in seen:
            name = row.term.label if row.term else row.get_kind_display()
            raise CannotSetCriteria(f"“{name}” is asked for twice. Ask for it once.")
        seen.add(key)
