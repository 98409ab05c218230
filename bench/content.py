"""Fill a database to be measured, and say where its pages are: `python -m bench.content small`.

Prints JSON: for each page of `pages.PAGES` of that size that exists, its address, queries and
bytes. The words are those of the demo, so that pages are as long as real ones.
"""

import gzip
import json
import os
import sys
from datetime import timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - settings come first
from django.db import connection, transaction  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above
from django.test.utils import CaptureQueriesContext  # noqa: E402 - as above
from django.utils import timezone  # noqa: E402 - as above

from bench.models import BarePage  # noqa: E402 - as above
from bench.pages import HOST, PAGES  # noqa: E402 - as above
from cafes.models import CafePage, Session  # noqa: E402 - as above
from home.models import HomePage  # noqa: E402 - as above
from involvement.models import Activity  # noqa: E402 - as above
from opportunities.models import Opportunity, OpportunityIndexPage, OpportunityPage  # noqa: E402
from people.models import User  # noqa: E402 - as above
from portal.demo import loading  # noqa: E402 - as above

SESSIONS = 100  # to come, of the café that is measured
SIZES = {"small": 60, "large": 600}  # opportunities in the public list


def load():
    """What the public reads of the demo, and the bare page."""
    call_command("migrate", verbosity=0)
    call_command("setup", administrator=False, verbosity=0)
    loading.load_organisation()
    loading.load_staff()
    loading.load_site(User.objects.get(email="administrator@example.org"))
    team = User.objects.get(email="pe.team@example.org")
    today = timezone.localdate()
    loading.load_members(today, team)  # who booked in cafés
    loading.load_opportunities(today, team)
    loading.load_stories(today, team)
    loading.load_cafes(today, team)
    HomePage.objects.get().add_child(instance=BarePage(title="Bare", slug="bare"))


@transaction.atomic
def fill_up(count):
    """Copies of the open opportunities until `count` are listed, each with a page of its own."""
    index = OpportunityIndexPage.objects.get()
    pattern = list(
        OpportunityPage.objects.live().filter(opportunity__in=Opportunity.objects.open())
    )
    for number in range(count - Opportunity.objects.listed().count()):
        words = pattern[number % len(pattern)]
        facts = Opportunity.objects.get(pk=words.opportunity_id)
        title, slug = f"{words.title} {number}", f"copy-{timezone.now():%H%M%S}-{number}"
        facts.pk, facts.title, facts.slug, facts._state.adding = None, title, slug, True
        facts.save()
        texts = {name: getattr(words, name) for name in OpportunityPage.NEEDED_WORDS}
        index.add_child(
            instance=OpportunityPage(title=title, slug=slug, opportunity=facts, **texts)
        )


@transaction.atomic
def meet_often(cafe, count):
    """Copies of the last session of `cafe`, a day apart, until `count` are to come."""
    last = cafe.sessions.order_by("activity__starts_at").last()
    for days in range(1, count - cafe.sessions.not_over().count() + 1):
        meeting = Activity.objects.get(pk=last.activity_id)
        later = timedelta(days=days)
        meeting.pk, meeting.starts_at = None, meeting.starts_at + later
        meeting.ends_at += later
        meeting.save()
        planned = last.planned_date + later
        Session.objects.create(
            cafe=cafe,
            activity=meeting,
            planned_date=planned,
            capacity=last.capacity,
            status_changed_at=timezone.now(),
        )


def look(path):
    """The queries and bytes of one page, once Wagtail knows the site's addresses."""
    client = Client(**HOST)
    client.get(path)
    with CaptureQueriesContext(connection) as made:
        response = client.get(path)
    if response.status_code != 200:
        sys.exit(f"{path} answers {response.status_code}.")
    return {"path": path, "queries": len(made), "bytes": len(gzip.compress(response.content, 6))}


if __name__ == "__main__":
    size = sys.argv[1]
    if not connection.introspection.table_names():
        load()
    fill_up(SIZES[size])
    meet_often(CafePage.objects.live().order_by("path").first().cafe, SESSIONS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    found = {page.name: page.path() for page in PAGES if page.size == size}
    sys.stdout.write(json.dumps({name: look(path) for name, path in found.items() if path}))
