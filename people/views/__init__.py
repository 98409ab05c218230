"""Signing in, pages of members, and the PE team's pages about a member."""

from .codes import ConfirmLoginCode, ConfirmNewEmail
from .members import MemberFormView, MemberView

__all__ = ["ConfirmLoginCode", "ConfirmNewEmail", "MemberFormView", "MemberView"]
