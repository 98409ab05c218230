"""How people sign in: a member's own device and passkey, a colleague's second step."""

from django.contrib.auth.models import Group

from tests.factories.signing_in import AppFactory, PasskeyFactory, SignInFactory


def make(users):
    """Objects by name, for addresses; things by name, for decisions."""
    colleague = AppFactory().user
    colleague.groups.add(Group.objects.get(name="PE team"))
    objects = {
        "own device": {"pk": SignInFactory(user=users["member"]).pk},
        "own passkey": {"pk": PasskeyFactory(user=users["member"]).pk},
        "colleague": {"pk": colleague.pk},
    }
    things = {
        "passkey from before work": PasskeyFactory(),
        "passkey made at work": PasskeyFactory(at_work=True),
    }
    return objects, things
