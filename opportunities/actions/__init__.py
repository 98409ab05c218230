"""Every write of this room."""

from .attendance import (
    CannotRecordAttendance,
    CannotRecordTakingPart,
    record_attendance,
    record_taking_part,
)
from .cancelling import end_applications
from .changing import tell_of_change
from .criteria import CannotSetCriteria, set_criteria
from .dates import CannotAddDate, add_date
from .decisions import (
    CannotInvite,
    CannotPlace,
    CannotPutOnReserve,
    CannotSayNotThisTime,
    invite,
    place,
    put_on_reserve,
    say_not_this_time,
)
from .facts import CannotChangeFacts, CannotCreateOpportunity, change_facts, create_opportunity
from .interest import (
    CannotAnswerInvitation,
    CannotExpressInterest,
    CannotWithdraw,
    answer_invitation,
    express_interest,
    withdraw,
)
from .merging import take_over_applications
from .states import (
    CannotCancel,
    CannotClose,
    CannotGoBackToDraft,
    CannotMakeReady,
    CannotReopen,
    back_to_draft,
    cancel,
    close,
    make_ready,
    reopen,
)
from .together import CannotDecide, Outcome, Rehearsal, decide, rehearse

__all__ = [
    "CannotAddDate",
    "CannotAnswerInvitation",
    "CannotCancel",
    "CannotChangeFacts",
    "CannotClose",
    "CannotCreateOpportunity",
    "CannotDecide",
    "CannotExpressInterest",
    "CannotGoBackToDraft",
    "CannotInvite",
    "CannotMakeReady",
    "CannotPlace",
    "CannotPutOnReserve",
    "CannotRecordAttendance",
    "CannotRecordTakingPart",
    "CannotReopen",
    "CannotSayNotThisTime",
    "CannotSetCriteria",
    "CannotWithdraw",
    "Outcome",
    "Rehearsal",
    "add_date",
    "answer_invitation",
    "back_to_draft",
    "cancel",
    "change_facts",
    "close",
    "create_opportunity",
    "decide",
    "end_applications",
    "express_interest",
    "invite",
    "make_ready",
    "place",
    "put_on_reserve",
    "record_attendance",
    "record_taking_part",
    "rehearse",
    "reopen",
    "say_not_this_time",
    "set_criteria",
    "take_over_applications",
    "tell_of_change",
    "withdraw",
]
