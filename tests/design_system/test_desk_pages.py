"""A long list counts as far as people turn its pages, and says that there is more."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group

from design_system.desk import pages
from tests.factories.people import MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("most", "words", "last"), [(2, "More than 2 found", 1), (3, "3 found", 1)]
)
def test_more_than_can_be_turned_over_is_said(client, monkeypatch, most, words, last):
    monkeypatch.setattr(pages, "MOST", most)
    MemberFactory.create_batch(3)
    user = UserFactory()
    user.groups.add(Group.objects.get(name="PE team"))
    client.force_login(user)

    response = client.get("/admin/members/")

    found = BeautifulSoup(response.content, "html.parser").find(attrs={"aria-live": "polite"})
    assert found.get_text() == words
    assert len(response.context["rows"]) == most
