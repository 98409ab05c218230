"""Run as a program in an installation: plan a session of so many places, and tell its key."""

import sys

import django

django.setup()

from cafes.models import CafePage, Session  # noqa: E402 - needs the setup
from tests.factories.cafes import CafePageFactory, SessionFactory  # noqa: E402 - the same

if __name__ == "__main__":
    cafe = (CafePage.objects.first() or CafePageFactory()).cafe
    days = 7 + Session.objects.count()
    session = SessionFactory(cafe=cafe, days=days, capacity=int(sys.argv[1]))
    sys.stdout.write(str(session.pk))
