"""Signing in, pages of members, and the PE team's pages about a member."""

from .codes import ConfirmLoginCode, ConfirmNewEmail
from .members import MemberFormView, MemberView
from .passkeys import AskForCode, SetUpApp, SignInWithPasskey, UsePasskeyAgain

__all__ = [
    "AskForCode",
    "ConfirmLoginCode",
    "ConfirmNewEmail",
    "MemberFormView",
    "MemberView",
    "SetUpApp",
    "SignInWithPasskey",
    "UsePasskeyAgain",
]
