"""What the record of taking part adds to the back office."""

from wagtail import hooks

LOG_ACTIONS = {
    "involvement.plan_activity": "Plan an activity",
    "involvement.change_activity": "Change an activity",
    "involvement.expect": "Expect a member",
    "involvement.cancel": "Cancel a member's part",
    "involvement.mark_attended": "Mark as attended",
    "involvement.take_over": "Part moved between two entries of one person",
    "involvement.mark_did_not_attend": "Mark as did not attend",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, words in LOG_ACTIONS.items():
        actions.register_action(name, words, words)
