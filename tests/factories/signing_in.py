"""Invented devices, passkeys and second steps."""

from datetime import timedelta

import factory
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.utils import timezone

from people.models import SignIn
from people.permissions import MADE_SURE
from tests.factories.people import UserFactory
from tests.passkeys import Device


class SessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Session

    session_key = factory.Sequence("session{:025}".format)
    session_data = ""
    expire_date = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))


class SignInFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SignIn

    session = factory.SubFactory(SessionFactory)
    user = factory.SubFactory(UserFactory)
    device = "Firefox on a Mac"


class AppFactory(factory.django.DjangoModelFactory):
    """An authenticator app. Its secret makes codes."""

    class Meta:
        model = Authenticator

    user = factory.SubFactory(UserFactory)
    type = Authenticator.Type.TOTP
    data = factory.LazyFunction(lambda: {"secret": "JBSWY3DPEHPK3PXP"})


class PasskeyFactory(AppFactory):
    """A passkey of `device` (a tests.passkeys.Device), made as a member or `at_work`."""

    class Params:
        at_work = False
        device = factory.LazyFunction(Device)

    type = Authenticator.Type.WEBAUTHN
    data = factory.LazyAttribute(
        lambda made: {
            "name": "My phone",
            "credential": made.device.create("invented"),
            MADE_SURE: made.at_work,
        }
    )
