"""Everything that changes a person, a member, or what they told us."""

from .answers import (
    CannotAnswer,
    answer_contact,
    answer_needs,
    answer_terms,
    answer_when,
    answer_where,
)
from .joining import add_member, hand_over_joining
from .logins import (
    CannotAddLogin,
    CannotChangeEmail,
    add_login,
    change_email,
    confirm_email,
    drop_unproven_login,
)
from .passkeys import add_passkey, make_sure_of_passkey, remove_passkey, rename_passkey
from .persons import (
    CannotAddPerson,
    CannotChangeContact,
    CannotChangeName,
    add_person,
    change_contact,
    change_name,
    person_of_colleague,
)
from .records import (
    CannotMergePeople,
    erase_person,
    export_person,
    merge_people,
    note_member_seen,
)
from .register import (
    CannotJoin,
    CannotPause,
    CannotResume,
    CannotSetLimit,
    join_register,
    leave_register,
    pause,
    record_consent,
    resume,
    set_own_limit,
)
from .roles import CannotEndRole, end_service_role, give_service_role
from .second_steps import CannotClearSecondStep, clear_second_step
from .sign_ins import end_sign_in, end_sign_ins, note_sign_in
from .vocabulary import CannotChangeTerm, add_term, bring_back_term, change_term, retire_term

__all__ = [
    "CannotAddLogin",
    "CannotAddPerson",
    "CannotAnswer",
    "CannotChangeContact",
    "CannotChangeEmail",
    "CannotChangeName",
    "CannotChangeTerm",
    "CannotClearSecondStep",
    "CannotEndRole",
    "CannotJoin",
    "CannotMergePeople",
    "CannotPause",
    "CannotResume",
    "CannotSetLimit",
    "add_login",
    "add_member",
    "add_passkey",
    "add_person",
    "add_term",
    "answer_contact",
    "answer_needs",
    "answer_terms",
    "answer_when",
    "answer_where",
    "bring_back_term",
    "change_contact",
    "change_email",
    "change_name",
    "change_term",
    "clear_second_step",
    "confirm_email",
    "drop_unproven_login",
    "end_service_role",
    "end_sign_in",
    "end_sign_ins",
    "erase_person",
    "export_person",
    "give_service_role",
    "hand_over_joining",
    "join_register",
    "leave_register",
    "make_sure_of_passkey",
    "merge_people",
    "note_member_seen",
    "note_sign_in",
    "pause",
    "person_of_colleague",
    "record_consent",
    "remove_passkey",
    "rename_passkey",
    "resume",
    "retire_term",
    "set_own_limit",
]
