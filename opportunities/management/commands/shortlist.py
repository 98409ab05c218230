"""`manage.py shortlist <slug> --top 5 --format json`: who suits an opportunity best, and why."""

import json
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand, CommandError

from opportunities import matching
from opportunities.models import Opportunity

MOST = 100_000  # people; more than any register holds


def _number(words):
    if words.isascii() and words.isdigit() and len(words) <= 6 and 1 <= int(words) <= MOST:
        return int(words)
    raise ArgumentTypeError(f"must be a whole number from 1 to {MOST:,}")


class Command(BaseCommand):
    help = "Print who suits an opportunity best, by reference, with the reasons. Never a name."

    def add_arguments(self, parser):
        parser.add_argument("opportunity", help="its slug, as in its address")
        parser.add_argument("--top", type=_number, default=10, help="how many people (default 10)")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *, opportunity, top, format, **options):
        related = Opportunity.objects.select_related("activity_kind", "level", "locality")
        row = related.filter(slug=opportunity).first()
        if row is None:
            raise CommandError(f"There is no opportunity called “{opportunity}”.")
        asks = matching.asked_of(row)
        people = [_told(row, member, asks) for member in matching.shortlist(row, asks)[:top]]
        self.stdout.write(
            json.dumps(people, ensure_ascii=False, indent=2) if format == "json" else _text(people)
        )


def _told(opportunity, member, asks):
    reasons_for, reasons_against = matching.reasons(opportunity, member, asks)
    return {
        "member": member.person.reference,
        "score": member.score,
        "reasons_for": reasons_for,
        "reasons_against": reasons_against,
    }


def _text(people):
    if not people:
        return "Nobody on the register can be asked at the moment."
    return "\n\n".join(
        "\n".join(
            [
                f"{number}. {one['member']}  score {one['score']}",
                *(f"   + {sentence}" for sentence in one["reasons_for"]),
                *(f"   - {sentence}" for sentence in one["reasons_against"]),
            ]
        )
        for number, one in enumerate(people, start=1)
    )
