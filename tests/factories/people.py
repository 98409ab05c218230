"""Invented people: example.org addresses, numbers that nobody has."""

import factory
from django.contrib.auth.models import Permission
from django.utils import timezone

from people.models import (
    Channel,
    Consent,
    ConsentWording,
    Member,
    Person,
    ServiceRole,
    Term,
    User,
)
from tests.factories.organisation import ServiceFactory


def _allow(user, names):
    for name in names:
        app_label, codename = name.split(".")
        user.user_permissions.add(
            Permission.objects.get(content_type__app_label=app_label, codename=codename)
        )


class UserFactory(factory.django.DjangoModelFactory):
    """A login. `UserFactory(is_staff=True, is_superuser=True)` for an administrator.

    `permissions=["people.see_register"]` gives single rights.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("user{}@example.org".format)
    password = "!"  # unusable: nobody has a password here

    @factory.post_generation
    def permissions(user, create, chosen, **kwargs):
        _allow(user, chosen or [])


class PETeamUserFactory(UserFactory):
    """Someone of the Patient Experience team: may enter the back office and see the register."""

    email = factory.Sequence("pe.team{}@example.org".format)

    @factory.post_generation
    def permissions(user, create, chosen, **kwargs):
        _allow(user, ["wagtailadmin.access_admin", "people.see_register", *(chosen or [])])


class ServiceRoleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ServiceRole

    user = factory.SubFactory(UserFactory)
    service = factory.SubFactory(ServiceFactory)


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        django_get_or_create = ["kind", "code"]

    kind = Term.Kind.SKILL
    code = factory.Sequence("term-{}".format)
    label = factory.LazyAttribute(lambda term: term.code.replace("-", " "))

    @classmethod
    def _create(cls, model_class, *args, **facts):
        """Words that are offered already, such as by `manage.py setup`, are those."""
        offered = Term.objects.offered(facts["kind"]).filter(label=facts["label"])
        known = None if facts.get("retired_at") else offered.first()
        return known or super()._create(model_class, *args, **facts)


class PersonFactory(factory.django.DjangoModelFactory):
    """Reached by email. `by_post=True` or `by_phone=True` for people without.

    `signs_in=True` gives a login with the person's email address.
    """

    class Meta:
        model = Person

    class Params:
        by_post = factory.Trait(
            email="",
            preferred_channel=Channel.POST,
            postal_address="1 Example Street\nLeicester\nLE1 1ZZ",
        )
        signs_in = factory.Trait(
            user=factory.SubFactory(UserFactory, email=factory.SelfAttribute("..email"))
        )
        by_phone = factory.Trait(email="", preferred_channel=Channel.PHONE, phone="07700900123")

    name = factory.Sequence("Sam Example {}".format)
    email = factory.Sequence("sam{}@example.org".format)
    preferred_channel = Channel.EMAIL


class MemberFactory(factory.django.DjangoModelFactory):
    """On the register today. `MemberFactory(terms=[…])` for what they said of themselves."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    status = Member.Status.ACTIVE
    status_changed_at = factory.LazyFunction(timezone.now)
    origin = Member.Origin.ONLINE
    joined_at = factory.LazyFunction(timezone.now)
    over_minimum_age = True

    @factory.post_generation
    def terms(member, create, chosen, **kwargs):
        if create and chosen:
            member.terms.set(chosen)


class ConsentWordingFactory(factory.django.DjangoModelFactory):
    """The first wording for the register: the same row however often it is asked for."""

    class Meta:
        model = ConsentWording
        django_get_or_create = ["purpose", "version"]

    purpose = ConsentWording.Purpose.REGISTER
    version = 1
    text = "You may keep my details and contact me about being involved."


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    wording = factory.SubFactory(ConsentWordingFactory)
    given = True
    how = Consent.How.ONLINE
    recorded_at = factory.LazyFunction(timezone.now)
