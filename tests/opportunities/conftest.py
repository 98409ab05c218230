"""What tests of the pages about dates begin with. Others say themselves what theirs is about."""

import pytest

from tests.opportunities.dates import opportunity_that_starts, placed, sign_in_as_lead


@pytest.fixture
def opportunity():
    """One with a date yesterday."""
    return opportunity_that_starts(days=-1)


@pytest.fixture
def lead(client, opportunity):
    """Who leads its service, as whom `client` is signed in."""
    return sign_in_as_lead(client, opportunity.service)


@pytest.fixture
def part(opportunity):
    """The part of somebody who was expected there."""
    return placed(opportunity, name="Ada Example")[1]
