"""Things that happen, and who takes part."""

import factory
from django.utils import timezone

from involvement.models import Activity, Category, Involvement
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory


class ActivityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Activity

    title = factory.Sequence("Meeting {}".format)
    service = factory.SubFactory(ServiceFactory)
    category = Category.ONE_OFF


class InvolvementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Involvement

    activity = factory.SubFactory(ActivityFactory)
    member = factory.SubFactory(MemberFactory)
    status_changed_at = factory.LazyFunction(timezone.now)
