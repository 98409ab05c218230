"""Opportunities with complete facts, what they ask for, who applied, and their pages."""

import datetime

import factory
import wagtail_factories
from django.utils import timezone
from wagtail.models import Page

from home.models import HomePage
from involvement.models import Category
from opportunities.models import (
    Application,
    Criterion,
    Opportunity,
    OpportunityIndexPage,
    OpportunityPage,
)
from people.models import Term
from tests.factories.organisation import LocalityFactory, ServiceFactory
from tests.factories.people import PersonFactory, TermFactory


def days_from_now(days):
    return timezone.now() + datetime.timedelta(days=days)


class OpportunityFactory(factory.django.DjangoModelFactory):
    """Open now, for a month, with three places. `OpportunityFactory(draft=True)` has no facts."""

    class Meta:
        model = Opportunity

    class Params:
        draft = factory.Trait(
            status=Opportunity.Status.DRAFT,
            activity_kind=None,
            level=None,
            category="",
            locality=None,
            time_commitment="",
            capacity=None,
            opens_at=None,
            closes_at=None,
        )
        online_only = factory.Trait(locality=None, site=None, online=True)
        over = factory.Trait(
            opens_at=factory.LazyFunction(lambda: days_from_now(-30)),
            closes_at=factory.LazyFunction(lambda: days_from_now(-1)),
        )

    title = factory.Sequence("Help choose a name {}".format)
    slug = factory.Sequence("help-choose-a-name-{}".format)
    service = factory.SubFactory(ServiceFactory)
    contact_name = "Jo Example"
    contact_email = "involvement@example.org"
    contact_phone = "01632 960001"
    activity_kind = factory.SubFactory(TermFactory, kind=Term.Kind.ACTIVITY_KIND)
    level = factory.SubFactory(TermFactory, kind=Term.Kind.LEVEL)
    category = Category.ONE_OFF
    cost_centre = factory.SelfAttribute("service.cost_centre")
    locality = factory.SubFactory(LocalityFactory)
    time_commitment = "Two hours, once"
    capacity = 3
    places_taken = factory.LazyAttribute(
        lambda facts: facts.capacity if facts.status == Opportunity.Status.FILLED else 0
    )
    opens_at = factory.LazyFunction(lambda: days_from_now(-7))
    closes_at = factory.LazyFunction(lambda: days_from_now(23))
    status = Opportunity.Status.OPEN
    status_changed_at = factory.LazyFunction(timezone.now)


class CriterionFactory(factory.django.DjangoModelFactory):
    """A skill that would help, unless told; `slots` for availability, no term for the facts."""

    class Meta:
        model = Criterion

    opportunity = factory.SubFactory(OpportunityFactory)
    kind = Criterion.Kind.SKILL
    term = factory.Maybe(
        factory.LazyAttribute(lambda criterion: criterion.kind in ("skill", "interest")),
        factory.SubFactory(TermFactory, kind=factory.SelfAttribute("..kind")),
        None,
    )


ANSWERED = {"accepted", "declined"}
ASKED = {"invited"} | ANSWERED


class ApplicationFactory(factory.django.DjangoModelFactory):
    """Someone who told us that they are interested."""

    class Meta:
        model = Application

    opportunity = factory.SubFactory(OpportunityFactory)
    person = factory.SubFactory(PersonFactory)
    origin = Application.Origin.MEMBER
    status = Application.Status.INTERESTED
    status_changed_at = factory.LazyFunction(timezone.now)
    invited_at = factory.LazyAttribute(
        lambda application: timezone.now() if application.status in ASKED else None
    )
    answered_at = factory.LazyAttribute(
        lambda application: timezone.now() if application.status in ANSWERED else None
    )


def index_page():
    """The page that lists opportunities: the site's own where it is laid out, else a new one."""
    page = OpportunityIndexPage.objects.first()
    if page is None:
        home = HomePage.objects.first() or Page.objects.get(depth=1).add_child(
            instance=HomePage(title="Home", slug="front", heading="Be involved", lead_text="Join")
        )
        page = home.add_child(instance=OpportunityIndexPage(title="Opportunities"))
    return page


class OpportunityPageFactory(wagtail_factories.PageFactory):
    """The published page of a new opportunity, unless `live=False` or `opportunity=` is given."""

    class Meta:
        model = OpportunityPage

    parent = factory.LazyFunction(index_page)
    opportunity = factory.SubFactory(OpportunityFactory)
    title = factory.SelfAttribute("opportunity.title")
    slug = factory.SelfAttribute("opportunity.slug")
    summary = "Tell us which name you like best."
    purpose = "<p>The new building needs a name.</p>"
    what_you_would_do = "<p>Read a short list and say what you think.</p>"
    payment_and_expenses = "<p>We pay your travel.</p>"
    support_and_access = "<p>Step-free, with a quiet room.</p>"
    how_you_will_hear_back = "<p>We write to you within a month.</p>"
