"""Registration only: what the audit log says of this room's actions."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail_modeladmin.options import modeladmin_register

from people.desks import MembersDesk, TermsDesk
from people.leads import Leads, NeverDeleted
from people.models import ServiceRole

LOG_ACTIONS = {
    "people.add_person": "Person added",
    "people.add_login": "Person can sign in",
    "people.drop_unproven_login": "Address that was never confirmed taken out",
    "people.add_member": "Member added",
    "people.add_term": "Words added to the vocabulary",
    "people.answer_task": "Answer changed",
    "people.bring_back_term": "Words of the vocabulary brought back",
    "people.change_contact": "Contact details changed",
    "people.change_email": "Email address changed",
    "people.change_name": "Name changed",
    "people.change_term": "Words of the vocabulary changed",
    "people.confirm_email": "Email address confirmed",
    "people.end_service_role": "Leads a service no longer",
    "people.erase_person": "Person erased",
    "people.export_person": "Personal data handed out",
    "people.give_service_role": "Leads a service",
    "people.hand_over_joining": "Joining handed to the owner of the address",
    "people.join_register": "Joined the register",
    "people.leave_register": "Left the register",
    "people.merge_people": "Two entries made one",
    "people.pause": "Break started",
    "people.record_consent": "Consent recorded",
    "people.resume": "Back from a break",
    "people.retire_term": "Words of the vocabulary retired",
    "people.set_own_limit": "Own limit set",
    "people.view_member": "Page of a member opened",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, label in LOG_ACTIONS.items():
        actions.register_action(action, label, label)


modeladmin_register(MembersDesk)
modeladmin_register(TermsDesk)


@hooks.register("register_admin_viewset")
def register_leads():
    return Leads()


register_permission_policy(ServiceRole, NeverDeleted(ServiceRole))
