"""Who may do what with what people said. None means yes; a sentence says why not, and is shown.

Points and actions that someone may not know of at all are left out by `visible_to`. A `user` of
None is the system: it may do all, so what is left is what the state allows.
"""

from people.permissions import why_not_change_member, why_not_see_register


def why_not_use_feedback(user, thing=None):
    """Whether `user` works with points and actions: the PE team, and who leads a service today."""
    if user.has_perm("feedback.run_feedback"):
        return None
    if user.is_authenticated and user.services_led().exists():
        return None
    return "What people said is for the Patient Experience team and service leads."


def why_not_run_feedback(user, thing=None):
    """Whether `user` may write down what people said and what is to be done: the PE team may."""
    if user is None or user.has_perm("feedback.run_feedback"):
        return None
    return "Only the Patient Experience team can write down what people said."


def why_not_clear_point(user, point):
    """Whether `user` may decide that the words of `point` identify nobody."""
    if why_not := why_not_run_feedback(user):
        return why_not
    if not point.may_identify:
        return "Nothing in these words was found that says who someone is."
    if point.cleared_at:
        return "Someone has already decided this."
    return None


def why_not_delete_point(user, point):
    """Whether `user` may delete `point`: nothing may answer it, and no story may tell it."""
    if why_not := why_not_run_feedback(user):
        return why_not
    if point.actions.exists():
        return "There is an answer to this, so it stays. You can change its words."
    if point.is_in_a_story:
        return "A story tells this, or a draft of one, so it stays. You can change its words."
    return None


def why_not_change_action(user, action):
    """Whether `user` may change `action`: the PE team, and the lead of its service."""
    if user.has_perm("feedback.run_feedback"):
        return None
    if user.is_authenticated and user.services_led().filter(pk=action.service_id).exists():
        return None
    return "You can only change actions of services that you lead."


def why_not_publish(user, page):
    """Whether `user` may publish `page` (a StoryPage): words and facts must be complete."""
    if not page.permissions_for_user(user).can_publish():
        return "Only a publisher of the communications team can publish this page."
    return page.why_incomplete()


def why_not_choose_topics(user, member):
    """Whether `user` may say what `member`, who asked by phone or letter, follows: the PE team."""
    return why_not_see_register(user, member) or why_not_change_member(user, member)


def why_not_follow(user, theme):
    """Whether anyone may be told of stories on `theme`."""
    return None if theme.is_public else "This topic cannot be followed."
