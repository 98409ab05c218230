"""What feedback adds to the back office."""

from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from feedback.desks import ActionsDesk, PointsDesk

LOG_ACTIONS = {
    "feedback.create_point": "Write down what someone said",
    "feedback.change_point": "Change what someone said",
    "feedback.clear_point": "Decide that words identify nobody",
    "feedback.delete_point": "Delete what someone said",
    "feedback.create_action": "Write down an answer",
    "feedback.change_action": "Change an answer",
    "feedback.keep_action": "Look at an answer that still stands",
    "feedback.follow": "Follow a topic",
    "feedback.stop_following": "Stop following a topic",
    "feedback.merge_followings": "Take over followed topics from a second entry",
    "feedback.tell_followers": "Tell followers of a new story",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, words in LOG_ACTIONS.items():
        actions.register_action(name, words, words)


modeladmin_register(PointsDesk)
modeladmin_register(ActionsDesk)
