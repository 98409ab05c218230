"""How people sign in: a member's own device and passkey, a colleague's second step."""

from tests.factories.people import PETeamUserFactory
from tests.factories.signing_in import AppFactory, PasskeyFactory, SignInFactory


def make(users):
    """Objects by name, for addresses."""
    return {
        "own device": {"pk": SignInFactory(user=users["member"]).pk},
        "own passkey": {"pk": PasskeyFactory(user=users["member"]).pk},
        "colleague": {"pk": AppFactory(user=PETeamUserFactory()).user.pk},
    }
