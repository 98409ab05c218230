"""How people sign in: a member's own device and passkey, a colleague's second step."""

from django.contrib.auth.models import Group

from tests.factories.signing_in import AppFactory, PasskeyFactory, SignInFactory


def make(users):
    """Objects by name, for addresses."""
    colleague = AppFactory().user
    colleague.groups.add(Group.objects.get(name="PE team"))
    return {
        "own device": {"pk": SignInFactory(user=users["member"]).pk},
        "own passkey": {"pk": PasskeyFactory(user=users["member"]).pk},
        "colleague": {"pk": colleague.pk},
    }
