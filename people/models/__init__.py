"""Who we may contact: a User signs in, a Person can be reached, a Member is on the register."""

from .consent import Consent, ConsentWording
from .members import Member, MemberTerm, TaskAnswer
from .persons import Channel, Person, PersonNeed
from .sign_ins import SignIn
from .users import ServiceRole, User
from .vocabulary import Term

__all__ = [
    "Channel",
    "Consent",
    "ConsentWording",
    "Member",
    "MemberTerm",
    "Person",
    "PersonNeed",
    "ServiceRole",
    "SignIn",
    "TaskAnswer",
    "Term",
    "User",
]
