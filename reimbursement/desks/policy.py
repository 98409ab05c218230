"""Staff's list of the versions of the reimbursement policy."""

from django.urls import reverse

from design_system.desk import Column, Desk
from reimbursement.models import Policy
from reimbursement.permissions import why_not_see_policy, why_not_set_policy
from reimbursement.policy_words import state


class PolicyDesk(Desk):
    """Every version, for whoever may read it; the Patient Experience team makes new ones."""

    model = Policy
    name = "reimbursement-policy"
    title = "Reimbursement policy"
    intro = "An activity is paid by the version that counts on its day."
    menu_icon = "calendar-check"
    menu_order = 316
    search = ("title",)
    search_hint = "Words of its name"
    empty = "There is no version yet. Until one counts, claims cannot be worked out."
    columns = (
        Column("Version", lambda policy: policy.title, sort="title"),
        Column("Counts from", lambda policy: policy.from_date, sort="from_date"),
        Column("State", state),
    )

    def why_not_see(self, user):
        return why_not_see_policy(user)

    def rows(self, user):
        return Policy.objects.followed()

    def get_ordering(self, request):
        return ["-from_date", "-pk"]

    def top_buttons(self, user):
        if why_not_set_policy(user):
            return []
        return [("Make a new version", reverse("reimbursement:policy-create"))]

    def buttons(self, user, policy):
        return [("Open", reverse("reimbursement:policy-show", args=[policy.pk]))]
