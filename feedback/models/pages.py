"""The pages: "You said… We did". Editors write the words; what was done follows from the facts."""

import re

from django.db import models, transaction
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from design_system.complete_pages import CompletePage, plain_words
from design_system.news import news_of
from design_system.public_pages import PublicPage, StandingPagePermissions
from design_system.searching import Kind
from feedback.checking import who_is_named
from feedback.editor import StoryFactsPanel, StoryPageForm
from feedback.listing import Listing, latest, teaser, with_facts
from feedback.wording import answers, quote

from .actions import Action, next_change
from .points import Point

WORDS = ["bold", "ol", "ul", "link"]
CLAIMS_DONE = re.compile(r"\bwe(?: did|[\u2019']ve done| have done)\b", re.IGNORECASE)
FOR_SEARCH_ENGINES = [MultiFieldPanel(["seo_title", "search_description"], "For search engines")]


class StoryIndexPage(PublicPage, Page):
    """The list of stories, with filters by topic, service and year."""

    intro = RichTextField(features=WORDS, blank=True)

    permission_tester = StandingPagePermissions
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    promote_panels = FOR_SEARCH_ENGINES
    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["feedback.StoryPage"]
    found_in = ["intro"]

    def get_context(self, request, *args, **kwargs):
        listing = Listing(self.get_url(request), StoryPage.objects.live(), request.GET)
        return super().get_context(request, *args, **kwargs) | {"listing": listing}

    def changes_at(self, context):
        return self.next_change(context["listing"].now)

    def next_change(self, now=None):
        """The moment at which time alone changes what is listed, or None."""
        return Action.objects.filter(stories__live=True).next_change(now)

    def featured(self, request, limit):
        """The latest `limit` stories."""
        return latest(StoryPage, self.get_url(request), limit)

    def news(self, request, now):
        """The latest stories, as a list of NewsItem."""
        return news_of(StoryPage.objects.live(), request)


class StoryPage(CompletePage, PublicPage, Page):
    """One story: what was said, and how each answer to it stands at the moment of reading."""

    points = ParentalManyToManyField(Point, related_name="stories", blank=True)
    actions = ParentalManyToManyField(Action, related_name="stories", blank=True)
    summary = models.CharField(max_length=300)
    you_said = RichTextField(features=WORDS, blank=True)
    what_it_means = RichTextField(features=WORDS, blank=True)

    NEEDED_WORDS = ["summary", "you_said", "what_it_means"]

    base_form_class = StoryPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("points", heading="What people said"),
        FieldPanel("actions", heading="What is done about it"),
        StoryFactsPanel(heading="As the public reads it"),
        FieldPanel("summary", help_text="One or two sentences, which lists show too."),
        FieldPanel("you_said", help_text="What people told us, in your own plain words."),
        FieldPanel("what_it_means", help_text="What this means for someone who uses our services."),
    ]
    promote_panels = [MultiFieldPanel(["slug", "seo_title", "search_description"], "Address")]
    parent_page_types = ["feedback.StoryIndexPage"]
    subpage_types = []
    found_as = Kind("story", "Stories")
    found_in = NEEDED_WORDS

    def get_context(self, request, *args, **kwargs):
        now = timezone.now()
        context = super().get_context(request, *args, **kwargs)
        return context | self.told(now) | {"now": now}

    @classmethod
    def results(cls, pks, request, now):
        stories = with_facts(cls.objects.filter(pk__in=pks))
        return {story.pk: teaser(story, story.get_url(request), now) for story in stories}

    def told(self, now=None):
        """What this tells of its facts at the moment `now`: a dict of words and rows."""
        points = _rows(self.points, "theme", "service")
        actions = _rows(self.actions)
        themes = {point.theme.pk: point.theme for point in points if point.theme.is_public}
        return {
            "quotes": [quote(point) for point in points],
            "answers": answers(in_order(actions, now), now),
            "themes": sorted(themes.values(), key=lambda theme: theme.position),
            "services": sorted({point.service.name for point in points if point.service}),
            "facts": (points, actions),
        }

    def changes_at(self, context):
        _, actions = context["facts"]
        return next_change(actions, context["now"])

    def missing_facts(self):
        points, actions = list(self.points.all()), list(self.actions.all())
        missing = [] if points else ["something that people said"]
        missing += [] if actions else ["something that is done about it, or why it cannot be done"]
        missing += [
            f"that {point} says nothing of who someone is" for point in who_is_named(points)
        ]
        done = any(action.status == Action.Status.DONE for action in actions)
        if not done and self.claims_done():
            missing.append("words without “we did”: nothing here is done yet")
        return missing

    def claims_done(self):
        """Whether the editor's words say "we did"."""
        return bool(CLAIMS_DONE.search(self.words()))

    def words(self):
        """The editor's words in plain text, one line for each field."""
        return "\n".join([self.title, *(plain_words(getattr(self, n)) for n in self.NEEDED_WORDS)])

    def words_to_read_again(self):
        """The editor's words and those of its answers: what no check keeps from the public."""
        answers = [f"{action.what}\n{action.reason}" for action in self.actions.all()]
        return "\n".join([self.words(), *answers])

    def publish(self, revision, **kwargs):
        """As for every complete page; followers are told in the same transaction.

        Its points are locked: nobody changes their words between the last look and the public.
        """
        with transaction.atomic():
            chosen = sorted(point.pk for point in revision.as_object().points.all())
            list(Point.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
            super().publish(revision, **kwargs)


ORDER = [Action.Status.DONE, Action.Status.DOING, Action.Status.WILL, Action.Status.CANNOT]


def in_order(actions, now=None):
    """What is done first, then what is being done, what will be, what was promised, what cannot."""
    return sorted(
        actions, key=lambda a: (ORDER.index(a.status), a.is_past(now), str(a.due_date), a.pk)
    )


def _rows(manager, *related):
    """The rows of a relation, from the database or, in a preview, as they were chosen."""
    rows = manager.all()
    return list(rows.select_related(*related) if related and hasattr(rows, "query") else rows)
