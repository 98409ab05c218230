"""Who may see and handle messages to people."""


def why_not_handle_messages(user, message=None):
    """None for whoever may see the register: messages carry names, addresses and words."""
    if user.has_perm("people.see_register"):
        return None
    return "Only the Patient Experience team can see messages to people."


def why_not_cancel(user, message):
    """Whether `user` may decide that `message` is not needed any more."""
    if why_not := why_not_handle_messages(user):
        return why_not
    if message.Status.CANCELLED not in message.TRANSITIONS[message.status]:
        return f"This message is “{message.get_status_display().lower()}”, so it stays as it is."
    return None
