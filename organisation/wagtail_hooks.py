"""Registration only: what the audit log says of this room's actions."""

from wagtail import hooks

from organisation.desks import Trust

LOG_ACTIONS = {
    "organisation.add_directorate": "Directorate added",
    "organisation.add_service": "Service added",
    "organisation.add_site": "Site added",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, label in LOG_ACTIONS.items():
        actions.register_action(action, label, label)


@hooks.register("register_admin_viewset")
def register_trust():
    return Trust()
