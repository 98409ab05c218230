"""What people said, what is done about it, and stories that tell of both."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone
from wagtail.models import Page

from feedback.models import Action, Following, Point, StoryIndexPage, StoryPage, Theme
from home.models import HomePage
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory


class ThemeFactory(factory.django.DjangoModelFactory):
    """A topic that the public knows; `code="kept-informed"` and the like are there already."""

    class Meta:
        model = Theme
        django_get_or_create = ["code"]

    code = factory.Sequence("topic-{}".format)
    category = "General"
    subcategory = factory.SelfAttribute("code")
    label = factory.LazyAttribute(lambda theme: theme.code.replace("-", " ").capitalize())


class PointFactory(factory.django.DjangoModelFactory):
    """Said by a carer at a café of twelve people."""

    class Meta:
        model = Point

    words = factory.Sequence("Please tell us what happened with idea {}.".format)
    role = Point.Role.CARER
    source_kind = Point.SourceKind.CAFE
    source_words = "Involvement café in Hinckley"
    people_count = 12
    heard_date = datetime.date(2026, 3, 4)
    service = factory.SubFactory(ServiceFactory)
    theme = factory.SubFactory(ThemeFactory)


class ActionFactory(factory.django.DjangoModelFactory):
    """Promised for a day in a month. `status=` sets what else that status needs."""

    class Meta:
        model = Action
        skip_postgeneration_save = True

    what = factory.Sequence("A letter about idea {}".format)
    service = factory.SubFactory(ServiceFactory)
    status = Action.Status.WILL
    status_changed_at = factory.LazyFunction(timezone.now)
    touched_at = factory.LazyFunction(timezone.now)
    due_date = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))
    done_date = factory.LazyAttribute(
        lambda action: datetime.date(2026, 5, 6) if action.status == "done" else None
    )
    reason = factory.LazyAttribute(
        lambda action: "There is no room for it." if action.status == "cannot" else ""
    )

    @factory.post_generation
    def points(action, create, chosen, **kwargs):
        action.points.set(chosen or [PointFactory(service=action.service)])


def story_index():
    """The page that lists stories: the site's own where it is laid out, else a new one."""
    page = StoryIndexPage.objects.first()
    if page is None:
        home = HomePage.objects.first() or Page.objects.get(depth=1).add_child(
            instance=HomePage(title="Home", slug="front", heading="Be involved", lead_text="Join")
        )
        page = home.add_child(
            instance=StoryIndexPage(title="You said… We did", slug="you-said-we-did")
        )
    return page


class StoryPageFactory(wagtail_factories.PageFactory):
    """A published story of one point and one promise, unless told."""

    class Meta:
        model = StoryPage

    parent = factory.LazyFunction(story_index)
    title = factory.Sequence("Telling you what happened {}".format)
    summary = "You asked what happens with your ideas. We will write to you."
    you_said = "<p>People said that they never hear back.</p>"
    what_it_means = "<p>You will get a letter.</p>"

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        points = kwargs.pop("points", None) or [PointFactory()]
        actions = kwargs.pop("actions", None)
        actions = [ActionFactory(points=points)] if actions is None else actions
        story = model_class(**kwargs)
        story.points, story.actions = points, actions
        if story.live and not story.first_published_at:
            story.first_published_at = story.last_published_at = timezone.now()
        return parent.add_child(instance=story)


class FollowingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Following

    person = factory.LazyFunction(lambda: MemberFactory().person)
    theme = factory.SubFactory(ThemeFactory)
