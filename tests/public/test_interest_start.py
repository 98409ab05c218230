"""Reading how to say that one is interested: no cookie until somebody goes on to join."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.opportunities import OpportunityPageFactory

pytestmark = pytest.mark.django_db


def test_reading_how_to_say_that_one_is_interested_sets_no_cookie():
    opportunity, client = OpportunityPageFactory().opportunity, Client()
    path = reverse("opportunities:interest-create", args=[opportunity.slug])

    response = client.get(path)

    assert response.cookies == {}
    assert f'href="{path}?join=1">Join us</a>' in response.content.decode()


def test_who_goes_on_to_join_is_led_back_afterwards():
    opportunity, client = OpportunityPageFactory().opportunity, Client()
    path = reverse("opportunities:interest-create", args=[opportunity.slug])

    response = client.get(f"{path}?join=1")

    assert response["Location"] == "/join/"
    assert client.session["opportunity_waiting"] == {"path": path, "title": opportunity.title}
