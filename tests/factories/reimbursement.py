"""A policy that pays, and claims."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone

from involvement.models import Category, Involvement
from reimbursement.models import Band, Budget, Claim, Entitlement, ExpenseRule, Kind, Policy
from reimbursement.years import year_of
from tests.factories.involvement import ActivityFactory, InvolvementFactory
from tests.factories.organisation import ServiceFactory

Basis = Entitlement.Basis


class PolicyFactory(factory.django.DjangoModelFactory):
    """Published long ago: experts £75 up to 4 hours and £150 beyond, everybody else expenses."""

    class Meta:
        model = Policy
        skip_postgeneration_save = True

    title = "Sample policy"
    from_date = datetime.date(2020, 4, 1)
    guidance = "A payment can change your benefits. Ask before you say yes."
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def rules(policy, create, given, **kwargs):
        for category in Category:
            expert = category == Category.EXPERT
            entitlement = Entitlement.objects.create(
                policy=policy,
                category=category,
                pays_expenses=category != Category.OPEN_ACCESS,
                basis=Basis.LENGTH if expert else Basis.NOTHING,
            )
            for hours, amount in [(4, 75), (None, 150)] if expert else []:
                Band.objects.create(entitlement=entitlement, up_to_hours=hours, amount=amount)
        for kind, facts in {
            Kind.CAR: {"rate": "0.45", "threshold_miles": 10_000, "rate_after": "0.25"},
            Kind.BICYCLE: {"rate": "0.20"},
            Kind.PUBLIC_TRANSPORT: {"receipt_over": 5},
            Kind.TAXI: {"receipt_over": 0, "agreed_first": True},
            Kind.REPLACEMENT_CARE: {"receipt_over": 0},
            Kind.SUBSISTENCE: {"cap": 10, "receipt_over": 0},
        }.items():
            ExpenseRule.objects.create(policy=policy, kind=kind, **facts)


class BudgetFactory(factory.django.DjangoModelFactory):
    """£1,000 for the cost centre of a new service, or of `service=`, this financial year."""

    class Meta:
        model = Budget
        exclude = ["service"]

    service = factory.SubFactory(ServiceFactory)
    cost_centre = factory.SelfAttribute("service.cost_centre")
    year = factory.LazyFunction(lambda: year_of(timezone.localdate()))
    amount = Decimal(1000)
    set_at = factory.LazyFunction(timezone.now)


class PartFactory(InvolvementFactory):
    """Somebody took part yesterday, for 3 hours, as an expert."""

    class Params:
        days_ago = 1
        category_of = Category.EXPERT
        service = factory.SubFactory(ServiceFactory)

    activity = factory.LazyAttribute(
        lambda part: ActivityFactory(
            category=part.category_of,
            service=part.service,
            starts_at=timezone.now() - datetime.timedelta(days=part.days_ago, hours=4),
            ends_at=timezone.now() - datetime.timedelta(days=part.days_ago, hours=1),
        )
    )
    status = Involvement.Status.ATTENDED
    hours = Decimal(3)
    category = factory.SelfAttribute("category_of")
    cost_centre = factory.SelfAttribute("service.cost_centre")


class ClaimFactory(factory.django.DjangoModelFactory):
    """Begun, and not filled in: see `actions.draft_claim` for one that wrote itself."""

    class Meta:
        model = Claim

    involvement = factory.SubFactory(PartFactory)
    service = factory.SelfAttribute("involvement.activity.service")
    activity_date = factory.LazyAttribute(
        lambda claim: timezone.localdate(claim.involvement.activity.starts_at)
    )
    status_changed_at = factory.LazyFunction(timezone.now)
