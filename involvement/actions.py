"""Planning activities, and recording who takes part in them."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from involvement import slots
from involvement.models import MOST_HOURS, Activity, Involvement
from people.models import Member

Status = Involvement.Status
_FROM_MUCH_TO_LITTLE = [
    Status.ATTENDED,
    Status.DID_NOT_ATTEND,
    Status.EXPECTED,
    Status.CANCELLED,
]
SAYS_AS_MUCH = {
    status: _FROM_MUCH_TO_LITTLE[: number + 1] for number, status in enumerate(_FROM_MUCH_TO_LITTLE)
}


class CannotPlanActivity(Refusal):
    """The times of an activity contradict each other."""


class CannotCancel(Refusal):
    """Someone's part in an activity is over already."""


class CannotMarkAttendance(Refusal):
    """Whether someone took part cannot be recorded like this."""


@transaction.atomic
def plan_activity(
    *,
    title,
    service,
    category,
    cost_centre="",
    starts_at=None,
    ends_at=None,
    site=None,
    online=False,
    by,
):
    """Return a new Activity. `starts_at` and `ends_at` are aware datetimes, or both None.

    A blank `cost_centre` means the service's own on the day. Raises CannotPlanActivity.
    """
    _refuse_times_that_contradict(starts_at, ends_at)
    activity = Activity.objects.create(
        title=title,
        service=service,
        category=category,
        cost_centre=cost_centre,
        starts_at=starts_at,
        ends_at=ends_at,
        site=site,
        online=online,
    )
    log(activity, action="involvement.plan_activity", user=by, data={"category": str(category)})
    return activity


@transaction.atomic
def change_activity(*, activity, facts, by):
    """Change an activity: `facts` is a dict of what `plan_activity` takes. Returns the Activity.

    What was frozen at attendance stays. Raises CannotPlanActivity.
    """
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    for name, value in facts.items():
        setattr(activity, name, value)
    _refuse_times_that_contradict(activity.starts_at, activity.ends_at)
    activity.save()
    data = {"changed": sorted(facts)}
    log(activity, action="involvement.change_activity", user=by, data=data)
    return activity


@transaction.atomic
def expect(*, activity, member, by):
    """Return the Involvement of `member` in `activity`, expected again if it was cancelled."""
    involvement, is_new = Involvement.objects.get_or_create(
        activity=activity,
        member=member,
        defaults={"status_changed_at": timezone.now(), "status_changed_by": by},
    )
    if is_new:
        _log(involvement, "expect", by)
        return involvement
    row = _locked(involvement)
    if row.status == Status.CANCELLED:
        _move(row, Status.EXPECTED, "expect", by)
    return row


@transaction.atomic
def cancel(*, involvement, by):
    """The member does not take part after all. Raises CannotCancel once the part is over."""
    row = _locked(involvement)
    if row.status == Status.CANCELLED:
        return row
    if Status.CANCELLED not in Involvement.TRANSITIONS[row.status]:
        raise CannotCancel("Whether this person took part is recorded, so it cannot be cancelled.")
    return _move(row, Status.CANCELLED, "cancel", by)


@transaction.atomic
def mark_attended(*, involvement, hours, by):
    """The member took part, for `hours` (a Decimal above 0, or None if nobody counted).

    Category and cost centre are frozen as they are the first time. Repeating it corrects the
    hours. Raises CannotMarkAttendance.
    """
    row = _locked(involvement)
    _refuse_before_start(row)
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise CannotMarkAttendance("The hours must be more than 0 and less than 1,000.")
    if (row.status, row.hours) == (Status.ATTENDED, hours):
        return row
    if row.status != Status.ATTENDED and Status.ATTENDED not in Involvement.TRANSITIONS[row.status]:
        raise CannotMarkAttendance("This person's part was cancelled. Expect them again first.")
    if not row.category:
        row.category = row.activity.category
        row.cost_centre = row.activity.cost_centre or row.activity.service.cost_centre
    row.hours = hours
    _move(row, Status.ATTENDED, "mark_attended", by)
    for hear in slots.attended:
        hear(involvement=row, by=by)
    return row


@transaction.atomic
def mark_did_not_attend(*, involvement, by):
    """The member was expected and did not attend. Raises CannotMarkAttendance."""
    row = _locked(involvement)
    _refuse_before_start(row)
    if row.status == Status.DID_NOT_ATTEND:
        return row
    if Status.DID_NOT_ATTEND not in Involvement.TRANSITIONS[row.status]:
        raise CannotMarkAttendance("This person's part was cancelled. Expect them again first.")
    row.hours = None
    _move(row, Status.DID_NOT_ATTEND, "mark_did_not_attend", by)
    for hear in slots.not_attended:
        hear(involvement=row, by=by)
    return row


def _refuse_times_that_contradict(starts_at, ends_at):
    if (starts_at is None) != (ends_at is None):
        raise CannotPlanActivity("Give both the start and the end, or neither.")
    if starts_at and ends_at <= starts_at:
        raise CannotPlanActivity("The end must be after the start.")


@transaction.atomic
def take_over(*, kept, gone, by):
    """Give what `gone` took part in to `kept`, two entries (Person) of one and the same person.

    Where both have a part in an activity, the one that says more about it stays. Both being
    members is what makes this necessary: a member without a counterpart moves as a whole.
    """
    theirs = Involvement.objects.select_for_update(of=("self",)).filter(member__person=gone)
    own = Member.objects.filter(person=kept).first()
    for row in theirs.select_related("activity", "member__person") if own else []:
        same = Involvement.objects.filter(member=own, activity=row.activity).first()
        if same and same.status in SAYS_AS_MUCH[row.status]:
            _make_one(kept=same, gone=row, by=by)
            continue
        if same:
            _make_one(kept=row, gone=same, by=by)
        row.member = own
        row.save()
        _log(row, "take_over", by)


def _make_one(*, kept, gone, by):
    for hear in slots.made_one:
        hear(kept=kept, gone=gone, by=by)
    gone.delete()


def _locked(involvement):
    rows = Involvement.objects.select_for_update(of=("self",))
    return rows.select_related("activity__service", "member__person").get(pk=involvement.pk)


def _refuse_before_start(row):
    if row.activity.starts_at and row.activity.starts_at > timezone.now():
        raise CannotMarkAttendance("This has not started yet.")


def _move(row, status, verb, by):
    row.status, row.status_changed_at, row.status_changed_by = status, timezone.now(), by
    row.save()
    _log(row, verb, by)
    return row


def _log(row, verb, by):
    data = {"activity": str(row.activity), "member": str(row.member), "status": str(row.status)}
    log(row, action=f"involvement.{verb}", user=by, data=data)
