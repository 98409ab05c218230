"""What people said in the plan, how it was answered, and the stories that tell of both."""

from datetime import date, datetime, time, timedelta

from django.db import transaction

from feedback.actions import create_action, create_point, follow
from feedback.models import Following, Point, StoryIndexPage, StoryPage, Theme
from organisation.models import Service
from people.models import User

from .clock import clock_at
from .dates import LONDON, moment
from .files import read, read_all
from .members import person_called
from .words import rich_text

FOLLOWS = {"mina": "places"}  # so that somebody was told of a story
PUBLISHED = Point.SourceKind.PUBLISHED


def load_stories(today, team):
    """Make every story that is not there yet, and the samples that no story tells."""
    _follow(today)
    known = set(StoryPage.objects.values_list("slug", flat=True))
    for facts in read_all("stories").values():
        if facts["slug"] not in known:
            _load_story(facts, today, team)
    _load_samples(read("feedback-samples"), today, team)


@transaction.atomic
def _follow(today):
    with clock_at(moment("-45 days 10:00", today)):
        for key, code in FOLLOWS.items():
            person, theme = person_called(key), Theme.objects.get(code=code)
            if not Following.objects.filter(person=person, theme=theme).exists():
                follow(person=person, theme=theme, by=person.user)


@transaction.atomic
def _load_story(facts, today, team):
    published_at = moment(facts["published"], today)
    service = Service.objects.get(slug=facts["service"])
    with clock_at(published_at - timedelta(days=1)):
        points = [
            create_point(
                words=said["words"],
                role=said["role"],
                theme=Theme.objects.get(code=said["theme"]),
                source_kind=PUBLISHED,
                source_words=said["source"],
                heard_date=said["heard"],
                service=service,
                by=team,
            )
            for said in facts["points"]
        ]
    actions = [_answer(told, points, service, published_at, team) for told in facts["answers"]]
    with clock_at(published_at):
        _load_page(facts, points, actions)


def _answer(told, points, service, published_at, team):
    """One answer of the plan, as it stood when there was last news of it."""
    news = told.get("news")
    at = datetime.combine(news, time(10), LONDON) if news else published_at - timedelta(hours=3)
    with clock_at(at):
        return create_action(
            points=points,
            what=told["what"],
            status=told["status"],
            due_date=told.get("due"),
            done_date=told.get("done"),
            service=service,
            owner=team,
            by=team,
        )


def _load_page(facts, points, actions):
    """Draft the page of a story and publish it, as an editor and a publisher would."""
    editor, publisher = (
        User.objects.get(email=f"{name}@example.org") for name in ("editor", "publisher")
    )
    page = StoryPage(
        title=facts["title"],
        slug=facts["slug"],
        summary=facts["summary"],
        search_description=facts["summary"],
        you_said=rich_text(facts["you_said"]),
        what_it_means=rich_text(facts["what_it_means"]),
        owner=editor,
        live=False,
    )
    page.points, page.actions = points, actions
    StoryIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=editor, log_action=True).publish(user=publisher)


@transaction.atomic
def _load_samples(samples, today, team):
    """Invented points and answers for staff's screens, never published."""
    points = {}
    for said in samples["points"]:
        if Point.objects.filter(words=said["words"]).exists():
            return
        heard = moment(said["heard"], today)
        with clock_at(heard):
            points[said["key"]] = create_point(
                words=said["words"],
                role=said["role"],
                theme=Theme.objects.get(code=said["theme"]),
                source_kind=said["kind"],
                source_words=said["source"],
                people_count=said.get("people"),
                heard_date=heard.date(),
                service=Service.objects.get(slug=said["service"]),
                by=team,
            )
    for told in samples["answers"]:
        with clock_at(moment(told["at"], today)):
            create_action(
                points=[points[told["to"]]],
                what=told["what"],
                status=told["status"],
                reason=told.get("reason", ""),
                due_date=_day(told.get("due"), today),
                service=Service.objects.get(slug=told["service"]),
                owner=team,
                by=team,
            )


def _day(words, today) -> date | None:
    return moment(words, today).date() if words else None
