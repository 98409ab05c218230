"""Wagtail's own form for logins of colleagues: what they may do now is not what they may do then.

So whoever is signed in with the old address, groups or state signs in again.
"""

from wagtail.users.views.users import EditView, UserViewSet

from people.models import User
from people.sessions import end_other_sign_ins

MATTERS = {"email", "groups", "is_active", "is_superuser"}  # fields of the form
FOR_MANY = {"assign_role", "set_active_state"}  # Wagtail's buttons below the list of users


class Edit(EditView):
    def save_instance(self):
        user = super().save_instance()
        if MATTERS & set(self.form.changed_data):
            end_other_sign_ins(self.request, user, by=self.request.user)
        return user


class Colleagues(UserViewSet):
    edit_view_class = Edit


def end_sign_ins_of_many(request, action_type, users, action):
    """Wagtail's hook after such a button was pressed: `users` are those whom it was about."""
    if action.model is User and action_type in FOR_MANY:
        for user in users:
            end_other_sign_ins(request, user, by=request.user)
