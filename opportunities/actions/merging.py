"""One person who was entered twice: what becomes of their applications."""

from django.db import transaction

from opportunities.models import Application, Opportunity

from ._steps import _count_places, _note

Status = Application.Status
# The further somebody has come, the more would be lost.
FURTHEST_FIRST = [
    Status.TOOK_PART,
    Status.PLACED,
    Status.ACCEPTED,
    Status.INVITED,
    Status.RESERVE,
    Status.INTERESTED,
    Status.NOT_THIS_TIME,
    Status.DECLINED,
    Status.WITHDRAWN,
]


@transaction.atomic
def take_over_applications(*, kept, gone, by):
    """Give `kept` the applications of `gone` (both Person). Returns None.

    Where both applied to the same opportunity the one that has come further stays, and a place that
    was counted twice becomes free.
    """
    for theirs in Application.objects.filter(person=gone).select_related("person"):
        theirs.opportunity = Opportunity.objects.select_for_update().get(pk=theirs.opportunity_id)
        own = Application.objects.filter(person=kept, opportunity=theirs.opportunity).first()
        if own:
            theirs = _one_of(own, theirs, by)
        theirs.person = kept
        theirs.save()
        _note(theirs, verb="take_over", by=by, tell=None)


def _one_of(own, theirs, by):
    """Delete the one of two applications to one opportunity that has come less far."""
    own.opportunity = theirs.opportunity
    if {own.status, theirs.status} <= set(Application.WITH_A_PLACE):
        _count_places(own.opportunity, -1, by=by)
    stays, goes = sorted([own, theirs], key=lambda one: FURTHEST_FIRST.index(one.status))
    stays.note = stays.note or goes.note
    goes.delete()
    return stays
