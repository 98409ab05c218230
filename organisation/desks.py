"""The trust's directorates, services and places, as the PE team and administrators keep them.

They are names and addresses that nothing depends on but what points to them, so Wagtail's own forms
do: each change is logged by Wagtail, and what is pointed to cannot be deleted.
"""

from django.db.models import ProtectedError
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from design_system.refusals import Refusal
from organisation.models import Directorate, Locality, Service, Site


class CannotDelete(Refusal):
    pass


class Delete(DeleteView):
    def delete_action(self):
        try:
            return super().delete_action()
        except ProtectedError:
            raise CannotDelete(f"“{self.object}” is still in use, so it stays.") from None


class TrustViewSet(ModelViewSet):
    delete_view_class = Delete
    add_to_admin_menu = False
    copy_view_enabled = False
    inspect_view_enabled = False


class Directorates(TrustViewSet):
    model = Directorate
    icon = "group"
    form_fields = ["name"]


class Services(TrustViewSet):
    model = Service
    icon = "user"
    list_display = ["name", "directorate", "cost_centre"]
    form_fields = [
        "name",
        "slug",
        "directorate",
        "cost_centre",
        "contact_name",
        "contact_email",
        "contact_phone",
    ]


class Places(TrustViewSet):
    model = Site
    name = "places"
    url_prefix = "places"
    menu_label = "Places"
    icon = "home"
    list_display = ["name", "locality", "postcode"]
    form_fields = ["name", "address", "postcode", "locality", "access"]


class Localities(TrustViewSet):
    model = Locality
    icon = "site"
    form_fields = ["name", "slug"]


class Trust(ModelViewSetGroup):
    menu_label = "Trust"
    menu_icon = "home"
    items = [Directorates("directorates"), Services("services"), Places(), Localities("localities")]
