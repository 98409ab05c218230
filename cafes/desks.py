"""Staff's list of cafés."""

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from cafes.models import Cafe
from cafes.permissions import why_not_create_cafe, why_not_use_cafes
from design_system.desk import Column, Desk, KindFilter, ServiceFilter, StatusFilter, state_of_page


class CafesDesk(Desk):
    """All cafés for the PE team; those of their own services for leads, their own for hosts."""

    model = Cafe
    name = "cafes"
    title = "Cafés"
    menu_icon = "group"
    menu_order = 302
    empty = "There are no cafés yet."
    columns = (
        Column("Title", lambda cafe: cafe.title, sort="title"),
        Column("Kind", lambda cafe: cafe.get_kind_display(), sort="kind"),
        Column("Service", lambda cafe: cafe.service.name, sort="service__name"),
        Column("Status", lambda cafe: cafe.get_status_display(), sort="status"),
        Column("Next session", lambda cafe: cafe.next_at, sort="next_at"),
        Column("Booked", lambda cafe: cafe.booked, sort="booked"),
        Column("Page", state_of_page),
    )
    search = ("title", "service__name")
    search_hint = "Words of the title or the service"
    list_filter = (KindFilter, StatusFilter, ServiceFilter)

    def why_not_see(self, user):
        return why_not_use_cafes(user)

    def rows(self, user):
        to_come = Q(sessions__activity__starts_at__gt=timezone.now(), sessions__status="scheduled")
        cafes = Cafe.objects.visible_to(user).select_related("service", "page")
        return cafes.annotate(
            next_at=Min("sessions__activity__starts_at", filter=to_come),
            booked=Count(
                "sessions__bookings",
                filter=to_come & Q(sessions__bookings__status="booked"),
                distinct=True,
            ),
        )

    def get_ordering(self, request):
        return ["title"]

    def top_buttons(self, user):
        if why_not_create_cafe(user):
            return []
        return [("New café", reverse("cafes:cafe-create"))]

    def buttons(self, user, cafe):
        return [("Facts and sessions", reverse("cafes:cafe-show", args=[cafe.slug]))]
