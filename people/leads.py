"""Who leads a service or holds its budget, kept by administrators; ended, never deleted."""

from django import forms
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from people.actions import end_service_role, give_service_role
from people.models import ServiceRole, User


class GiveForm(WagtailAdminModelForm):
    class Meta:
        model = ServiceRole
        fields = ["user", "role", "service", "directorate"]
        help_texts = {
            "user": "They need a login first: see Settings, Users.",
            "service": "Choose one service, or a directorate for all of its services.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.staff()
        self.fields["user"].label_from_instance = lambda user: user.email


class EndForm(WagtailAdminModelForm):
    class Meta:
        model = ServiceRole
        fields = ["to_date"]
        labels = {"to_date": "Last day"}
        help_texts = {"to_date": "From the day after, they no longer see people or opportunities."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_date"].required = True

    def clean_to_date(self):
        if self.cleaned_data["to_date"] < self.instance.from_date:
            raise forms.ValidationError("The last day cannot be before the first.")
        return self.cleaned_data["to_date"]


class Give(CreateView):
    def save_instance(self):
        asked = {name: self.form.cleaned_data[name] for name in GiveForm.Meta.fields}
        return give_service_role(**asked, by=self.request.user)


class End(EditView):
    def save_instance(self):
        last_day = self.form.cleaned_data["to_date"]
        return end_service_role(role=self.object, last_day=last_day, by=self.request.user)


class NeverDeleted(ModelPermissionPolicy):
    """What somebody could see last year is part of the record."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - {"delete"})


class Leads(ModelViewSet):
    model = ServiceRole
    name = "leads"
    url_prefix = "leads"
    menu_label = "Leads and budgets"
    icon = "user"
    add_to_settings_menu = True
    add_view_class = Give
    edit_view_class = End
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        "__str__",
        "role",
        Column("email", accessor="user.email"),
        "service",
        "directorate",
        "from_date",
        "to_date",
    ]

    def get_form_class(self, for_update=False):
        return EndForm if for_update else GiveForm
