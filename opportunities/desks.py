"""Staff's list of opportunities."""

from django.db.models import Count, Q
from django.urls import reverse

from design_system.desk import Column, Desk, ServiceFilter, StatusFilter, state_of_page
from opportunities.models import Application, Opportunity
from opportunities.permissions import why_not_see_shortlist, why_not_use_facts


def _missing(opportunity):
    missing = opportunity.missing_facts()
    return f"{len(missing)}: {', '.join(missing)}" if missing else "nothing"


def _places(opportunity):
    return f"{opportunity.places_taken} of {opportunity.capacity or 'not said'}"


class OpportunitiesDesk(Desk):
    """All opportunities for the PE team; those of their own services for service leads."""

    model = Opportunity
    name = "opportunities"
    title = "Opportunities"
    menu_icon = "calendar-check"
    menu_order = 300
    empty = "There are no opportunities yet."
    columns = (
        Column("Title", lambda opportunity: opportunity.title, sort="title"),
        Column("Service", lambda opportunity: opportunity.service.name, sort="service__name"),
        Column("Status", lambda opportunity: opportunity.get_status_display(), sort="status"),
        Column("Last day to apply", lambda opportunity: opportunity.closes_at, sort="closes_at"),
        Column("Applied", lambda opportunity: opportunity.applied, sort="applied"),
        Column("Places taken", _places, sort="places_taken"),
        Column("Page", state_of_page),
        Column("Missing facts", _missing),
    )
    search = ("title", "service__name")
    search_hint = "Words of the title or the service"
    list_filter = (StatusFilter, ServiceFilter)

    def why_not_see(self, user):
        return why_not_use_facts(user)

    def rows(self, user):
        opportunities = Opportunity.objects.visible_to(user).select_related("service", "page")
        told_us = Q(applications__origin=Application.Origin.MEMBER)
        still = ~Q(applications__status=Application.Status.WITHDRAWN)
        return opportunities.annotate(
            applied=Count("applications", filter=told_us & still, distinct=True)
        )

    def get_ordering(self, request):
        return ["-created_at"]

    def top_buttons(self, user):
        return [("New opportunity", reverse("opportunities:facts-create"))]

    def buttons(self, user, opportunity):
        slug = [opportunity.slug]
        buttons = [("Facts", reverse("opportunities:facts-show", args=slug))]
        if why_not_see_shortlist(user, opportunity) is None:
            buttons.append(("Shortlist", reverse("opportunities:shortlist-show", args=slug)))
        return [*buttons, ("People placed", reverse("opportunities:placed-list", args=slug))]
