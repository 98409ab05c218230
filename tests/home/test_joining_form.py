"""The form that we post: on paper stands what was agreed to, to the letter."""

import pytest

from home.actions import ask_for_form
from people.models import ConsentWording
from tests.factories.people import ConsentWordingFactory

pytestmark = pytest.mark.django_db


def test_the_words_and_their_versions_are_on_the_form():
    ConsentWordingFactory(version=3, text="I agree to this.")
    ConsentWordingFactory(
        purpose=ConsentWording.Purpose.GUARDIAN, version=2, text="I am a carer and agree."
    )

    body = ask_for_form(name="Sam", postal_address="1 A Street", join_key=None, by=None).body

    assert "I agree to this.\n\n(These words are version 3.)" in body
    assert "I am a carer and agree.\n\n     (These words are version 2.)" in body
