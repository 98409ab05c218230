"""Registration only: what the audit log says of this room's actions."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail_modeladmin.options import modeladmin_register

from people.colleagues import end_sign_ins_of_many
from people.desks import MembersDesk, TermsDesk
from people.leads import Leads, NeverDeleted
from people.models import ServiceRole
from people.permissions import why_not_clear_second_step

LOG_ACTIONS = {
    "people.add_passkey": "Passkey added",
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
    "people.clear_second_step": "Second step of a colleague removed",
    "people.confirm_email": "Email address confirmed",
    "people.end_service_role": "Leads a service no longer",
    "people.end_sign_in": "Signed out on one device",
    "people.end_sign_ins": "Signed out on every device",
    "people.erase_person": "Person erased",
    "people.export_person": "Personal data handed out",
    "people.give_service_role": "Leads a service or holds its budget",
    "people.hand_over_joining": "Joining handed to the owner of the address",
    "people.join_register": "Joined the register",
    "people.leave_register": "Left the register",
    "people.make_sure_of_passkey": "Passkey checked with an emailed code",
    "people.merge_people": "Two entries made one",
    "people.note_sign_in": "Signed in",
    "people.pause": "Break started",
    "people.record_consent": "Consent recorded",
    "people.remove_passkey": "Passkey removed",
    "people.rename_passkey": "Passkey renamed",
    "people.resume": "Back from a break",
    "people.retire_term": "Words of the vocabulary retired",
    "people.set_own_limit": "Own limit set",
    "people.view_member": "Page of a member opened",
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for action, label in LOG_ACTIONS.items():
        actions.register_action(action, label, label)


hooks.register("after_bulk_action", end_sign_ins_of_many)


class SecondStepsItem(MenuItem):
    def is_shown(self, request):
        return why_not_clear_second_step(request.user) is None


@hooks.register("register_settings_menu_item")
def register_second_steps_item():
    return SecondStepsItem("Second steps", reverse("people:steps-list"), icon_name="key", order=650)


@hooks.register("register_account_menu_item")
def register_own_signing_in(request):
    return {
        "url": reverse("people:signing-show"),
        "label": "How you sign in",
        "help_text": "Your passkeys, your second step and where you are signed in.",
    }


modeladmin_register(MembersDesk)
modeladmin_register(TermsDesk)


@hooks.register("register_admin_viewset")
def register_leads():
    return Leads()


register_permission_policy(ServiceRole, NeverDeleted(ServiceRole))
