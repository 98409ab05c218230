"""What people are asked, one small form for each page; the PE team uses the same ones."""

from .joining import (
    AgeForm,
    AgreeForm,
    ChannelForm,
    EmailForm,
    GuardianForm,
    NameForm,
    PhoneForm,
    PostForm,
)
from .names import PersonNameField
from .register import LimitForm, MemberForm, PauseForm
from .tasks import (
    ActivitiesForm,
    ContactForm,
    InterestsForm,
    NeedsForm,
    SkillsForm,
    WhenForm,
    WhereForm,
    WhoIAmForm,
)
from .vocabulary import AddTermForm, BringBackTermForm, RetireTermForm, TermForm

__all__ = [
    "ActivitiesForm",
    "AddTermForm",
    "AgeForm",
    "AgreeForm",
    "BringBackTermForm",
    "ChannelForm",
    "ContactForm",
    "EmailForm",
    "GuardianForm",
    "InterestsForm",
    "LimitForm",
    "MemberForm",
    "NameForm",
    "NeedsForm",
    "PauseForm",
    "PersonNameField",
    "PhoneForm",
    "PostForm",
    "RetireTermForm",
    "SkillsForm",
    "TermForm",
    "WhenForm",
    "WhereForm",
    "WhoIAmForm",
]
