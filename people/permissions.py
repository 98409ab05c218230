"""Who may do what with people: each answer is None, or the sentence that is shown instead."""

from design_system.permissions import why_not_enter_back_office
from people.models import Member, Term

MADE_SURE = "made_sure"  # in the data of a passkey: see people.actions.passkeys


def why_not_see_register(user, thing=None):
    """Whether `user` may see the register, or `thing` (a Member or Person) on it."""
    if user.is_authenticated and user.has_perm("people.see_register"):
        return None
    return "Only the Patient Experience team can see the register."


def why_not_change_member(user, member):
    """Whether `user` may change the answers of `member`: their own, or the PE team on request."""
    if not _is_self(user, member) and why_not_see_register(user):
        return "You can only change your own answers."
    if member.status == Member.Status.LEFT:
        return "This person has left the register. They can join again at any time."
    return None


def why_not_pause(user, member):
    """Whether `user` may start or change a break of `member`."""
    if why_not := why_not_change_member(user, member):
        return why_not
    if member.status == Member.Status.JOINING:
        return "The email address has not been confirmed yet."
    return None


def why_not_resume(user, member):
    """Whether `user` may bring `member` back from a break."""
    if why_not := why_not_change_member(user, member):
        return why_not
    if member.status != Member.Status.PAUSED:
        return "Only someone who takes a break can come back from it."
    return None


def why_not_add_member(user, thing=None):
    """Whether `user` may put someone on the register who joins by phone or on paper."""
    return why_not_see_register(user)


def why_not_change_vocabulary(user, thing=None):
    """Whether `user` may add, reword, retire and bring back the words that people choose."""
    if user.is_authenticated and user.has_perm("people.change_vocabulary"):
        return None
    return "Only the Patient Experience team can change the vocabulary."


def why_not_retire_term(user, term):
    """Whether `user` (None: the system) may retire `term`."""
    if user and (why_not := why_not_change_vocabulary(user)):
        return why_not
    if term.retired_at:
        return "These words are retired already."
    if term.kind == Term.Kind.LEVEL:
        return (
            "The levels come from the trust's plan. "
            "You can change their words, but you cannot retire them."
        )
    if term.is_large_print:
        return "These words tell us who needs letters in large print, so they have to stay."
    return None


def why_not_bring_back_term(user, term):
    """Whether `user` may offer a retired `term` again."""
    if why_not := why_not_change_vocabulary(user):
        return why_not
    return None if term.retired_at else "These words are not retired."


def why_not_clear_second_step(user, thing=None):
    """Whether `user` may take away the second step of `thing` (a User who works here) for them."""
    if not (user.is_authenticated and user.is_superuser and user.is_active):
        return "Only an administrator can do this."
    if thing is None:
        return None
    if thing.pk == user.pk:
        return "You cannot remove your own second step here. Ask another administrator."
    if not thing.authenticator_set.exists():
        return "This colleague has no second step."
    return None


def why_not_sign_in_with_passkey(user, passkey):
    """Whether `passkey`, one of theirs, signs `user` in without a code.

    Whoever works here may have set it up, or somebody else with their inbox, before they did. Then
    it counts only after a code, once.
    """
    if passkey.data.get(MADE_SURE) or why_not_enter_back_office(user):
        return None
    return (
        "Now that you work here, we check your passkey once. Ask for a code by email, enter it, "
        "then use your passkey. After that, the passkey alone is enough."
    )


def _is_self(user, member):
    return user.is_authenticated and member.person.user_id == user.pk
