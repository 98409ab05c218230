"""Fill a database with claims: `python -m bench.claims 1000 sent`.

All of them are for one budget holder, and wait for a decision ("sent") or are owed ("approved").
"""

import datetime
import os
import sys
from decimal import Decimal

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - settings come first
from django.db import connection, transaction  # noqa: E402 - as above
from django.utils import timezone  # noqa: E402 - as above

from bench.staff import HOLDER, colleague  # noqa: E402 - as above
from involvement.models import Activity, Category, Involvement  # noqa: E402 - as above
from people.models import Channel, Member, Person  # noqa: E402 - as above
from portal.demo import loading  # noqa: E402 - as above
from reimbursement.models import Claim, Entry, Kind, Line, Payee, Policy, Way  # noqa: E402

DAY = datetime.date(2026, 5, 6)
MEETINGS = 10  # to which each member came
MANY = {"batch_size": 5000}


def load():
    """Services, colleagues and the two sample policies."""
    call_command("migrate", verbosity=0)
    call_command("setup", administrator=False, verbosity=0)
    loading.load_organisation()
    loading.load_staff()
    loading.load_policies(DAY, colleague("pe.team"))


@transaction.atomic
def fill(count, status):
    """Add `count` claims, each for £75 of time and 14 miles."""
    now, holder = timezone.now(), colleague(HOLDER)
    service = holder.budgets_held().first()
    parts = _parts(service, _members(count // MEETINGS, now), now)
    approval = {"approved_at": now, "approved_by": holder} if status == "approved" else {}
    claims = Claim.objects.bulk_create(
        (
            Claim(
                involvement=part,
                service=service,
                cost_centre=service.cost_centre,
                activity_date=part.activity.starts_at.date(),
                policy=Policy.objects.on(DAY),
                choice="both",
                status=status,
                status_changed_at=now,
                sent_at=now - datetime.timedelta(minutes=number),
                **approval,
            )
            for number, part in enumerate(parts)
        ),
        **MANY,
    )
    lines = Line.objects.bulk_create(_lines(claims, is_approved=bool(approval)), **MANY)
    Entry.objects.bulk_create(
        (
            Entry(line=line, kind="approved", amount=line.amount, entered_at=now, entered_by=holder)
            for line in lines
            if approval
        ),
        **MANY,
    )


def _parts(service, members, now):
    """All members at every meeting."""
    began = datetime.datetime.combine(DAY, datetime.time(10), datetime.UTC)
    facts = {"category": Category.EXPERT, "cost_centre": service.cost_centre}
    days = [began - datetime.timedelta(days=number) for number in range(MEETINGS)]
    activities = Activity.objects.bulk_create(
        Activity(
            title=f"Meeting of {day:%-d %B}",
            service=service,
            starts_at=day,
            ends_at=day + datetime.timedelta(hours=3),
            **facts,
        )
        for day in days
    )
    return Involvement.objects.bulk_create(
        (
            Involvement(
                activity=activity,
                member=member,
                status=Involvement.Status.ATTENDED,
                status_changed_at=now,
                hours=3,
                **facts,
            )
            for activity in activities
            for member in members
        ),
        **MANY,
    )


def _members(count, now):
    people = Person.objects.bulk_create(
        Person(
            name=f"Sam Example {number}",
            email=f"sam{number}@example.org",
            preferred_channel=Channel.EMAIL,
        )
        for number in range(count)
    )
    members = Member.objects.bulk_create(
        Member(
            person=one,
            status=Member.Status.ACTIVE,
            status_changed_at=now,
            origin=Member.Origin.ONLINE,
            joined_at=now,
            over_minimum_age=True,
        )
        for one in people
    )
    Payee.objects.bulk_create(
        Payee(member=member, way=way, reference=f"M{member.pk}", set_at=now)
        for member in members
        for way in Way
    )
    return members


def _lines(claims, *, is_approved):
    for claim in claims:
        for kind, quantity, rate in [
            (Kind.PAYMENT, 1, Decimal(75)),
            (Kind.CAR, 14, Decimal("0.45")),
        ]:
            yield Line(
                claim=claim,
                involvement=claim.involvement,
                kind=kind,
                quantity=quantity,
                rate=rate,
                amount=quantity * rate,
                amount_approved=quantity * rate if is_approved else None,
            )


if __name__ == "__main__":
    if not connection.introspection.table_names():
        load()
    fill(int(sys.argv[1]), sys.argv[2])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
