"""The policy that counts in these tests."""

import pytest

from tests.factories.reimbursement import PolicyFactory

from .before import policy_that_helps


@pytest.fixture
def policy():
    return PolicyFactory()


@pytest.fixture
def helping_policy():
    """One that helps with costs before the day."""
    return policy_that_helps()
