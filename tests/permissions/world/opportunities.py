"""Opportunities of two services, in every state; the parts of the trust they belong to."""

from involvement.models import Category
from opportunities.models import Opportunity
from people.models import ServiceRole
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import OpportunityFactory, OpportunityPageFactory
from tests.factories.organisation import SiteFactory

Status = Opportunity.Status


def make(own, other):
    """Objects by name."""
    OpportunityPageFactory(
        opportunity__slug="own-open", opportunity__service=own, opportunity__places_taken=1
    )
    OpportunityPageFactory(opportunity__slug="other-open", opportunity__service=other)
    OpportunityPageFactory(
        opportunity__slug="own-closed",
        opportunity__service=own,
        opportunity__status=Status.CLOSED,
    )
    OpportunityFactory(slug="own-new", service=own, status=Status.DRAFT)
    OpportunityFactory(slug="own-cancelled", service=own, status=Status.CANCELLED)
    for opportunity in Opportunity.objects.filter(service=own).exclude(slug="own-open"):
        opportunity.activities.add(ActivityFactory(service=own, category=Category.ONE_OFF))
    return {
        "own service": {"slug": "own-open"},
        "own service, being prepared": {"slug": "own-new"},
        "own service, closed": {"slug": "own-closed"},
        "own service, cancelled": {"slug": "own-cancelled"},
        "other service": {"slug": "other-open"},
    }


def make_trust(service):
    place = SiteFactory()
    return {
        "service": {"pk": service.pk},
        "directorate": {"pk": service.directorate_id},
        "service role": {"pk": ServiceRole.objects.first().pk},
        "place": {"pk": place.pk},
        "locality": {"pk": place.locality_id},
    }
