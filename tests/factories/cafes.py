"""Cafés that run, their sessions to come, who has booked, and their pages."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone
from wagtail.models import Page

from cafes.models import Booking, Cafe, CafeIndexPage, CafePage, Series, Session
from home.models import HomePage
from involvement.models import Category
from tests.factories.involvement import ActivityFactory
from tests.factories.organisation import ServiceFactory
from tests.factories.people import PersonFactory

LINK = "https://video.example.org/recovery-room"


class CafeFactory(factory.django.DjangoModelFactory):
    """Online, running, with three places. It has no rule: see SeriesFactory."""

    class Meta:
        model = Cafe

    title = factory.Sequence("Recovery Café {}".format)
    slug = factory.Sequence("recovery-cafe-{}".format)
    kind = Cafe.Kind.RECOVERY
    service = factory.SubFactory(ServiceFactory)
    online = True
    online_link = LINK
    joining_details = "Meeting number 123 456"
    capacity = 3
    status = Cafe.Status.RUNNING
    status_changed_at = factory.LazyFunction(timezone.now)


class SeriesFactory(factory.django.DjangoModelFactory):
    """Every Tuesday at 2pm, without end."""

    class Meta:
        model = Series

    cafe = factory.SubFactory(CafeFactory)
    frequency = Series.Frequency.WEEKLY
    weekdays = 0b10
    from_date = factory.LazyFunction(timezone.localdate)
    starts = datetime.time(14)


class SessionFactory(factory.django.DjangoModelFactory):
    """In a week, for 90 minutes. `days=-1` for yesterday; `at=` for any other moment."""

    class Meta:
        model = Session

    class Params:
        days = 7
        at = factory.LazyAttribute(
            lambda session: timezone.now() + datetime.timedelta(days=session.days)
        )

    cafe = factory.SubFactory(CafeFactory)
    activity = factory.SubFactory(
        ActivityFactory,
        title=factory.SelfAttribute("..cafe.title"),
        service=factory.SelfAttribute("..cafe.service"),
        category=Category.OPEN_ACCESS,
        site=factory.SelfAttribute("..cafe.site"),
        online=factory.SelfAttribute("..cafe.online"),
        starts_at=factory.SelfAttribute("..at"),
        ends_at=factory.LazyAttribute(
            lambda activity: activity.starts_at + datetime.timedelta(minutes=90)
        ),
    )
    planned_date = factory.LazyAttribute(lambda session: timezone.localdate(session.at))
    capacity = factory.SelfAttribute("cafe.capacity")
    status_changed_at = factory.LazyFunction(timezone.now)


class BookingFactory(factory.django.DjangoModelFactory):
    """A guest with a place. Places are not counted: give the session its `places_taken`."""

    class Meta:
        model = Booking

    session = factory.SubFactory(SessionFactory, places_taken=1)
    person = factory.SubFactory(PersonFactory)
    how = Booking.How.GUEST
    status_changed_at = factory.LazyFunction(timezone.now)
    booked_at = factory.LazyFunction(timezone.now)


def index_page():
    """The page that lists cafés: the site's own where it is laid out, else a new one."""
    page = CafeIndexPage.objects.first()
    if page is None:
        home = HomePage.objects.first() or Page.objects.get(depth=1).add_child(
            instance=HomePage(title="Home", slug="front", heading="Be involved", lead_text="Join")
        )
        page = home.add_child(instance=CafeIndexPage(title="Cafés", slug="cafes"))
    return page


class CafePageFactory(wagtail_factories.PageFactory):
    """The published page of a new café with a rule, unless `live=False` or `cafe=` is given."""

    class Meta:
        model = CafePage
        skip_postgeneration_save = True

    parent = factory.LazyFunction(index_page)
    cafe = factory.SubFactory(CafeFactory)
    title = factory.SelfAttribute("cafe.title")
    slug = factory.SelfAttribute("cafe.slug")
    summary = "Talk about getting better, with others who know what it is like."
    what_it_is = "<p>We meet and talk.</p>"
    who_is_welcome = "<p>Everyone.</p>"
    help_on_the_day = "<p>Tell us what you need.</p>"

    @factory.post_generation
    def rule(page, create, given, **kwargs):
        if not Series.objects.filter(cafe=page.cafe).exists():
            SeriesFactory(cafe=page.cafe)
