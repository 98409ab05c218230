"""Addresses of opportunities: what people do, and below /admin/ what staff do.

The pages themselves are in the editors' tree.
"""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from design_system.staff import staff_only
from opportunities.views import (
    attendance,
    criteria,
    facts,
    interest,
    invitations,
    shortlists,
    states,
)

app_name = "opportunities"

public = [
    path("opportunities/<slug:slug>/interest/", interest.Create.as_view(), name="interest-create"),
    path("opportunities/<slug:slug>/interest/done/", interest.Show.as_view(), name="interest-show"),
    path(
        "opportunities/<slug:slug>/withdraw/",
        interest.Withdraw.as_view(),
        name="interest-withdraw",
    ),
    path("invitations/<str:token>/", invitations.invitation_answer, name="invitation-answer"),
]

staff = [
    path(
        "admin/opportunities/<slug:slug>/shortlist/",
        shortlists.shortlist_show,
        name="shortlist-show",
    ),
    path(
        "admin/opportunities/<slug:slug>/shortlist/decide/",
        shortlists.shortlist_act,
        name="shortlist-act",
    ),
    path("admin/opportunities/<slug:slug>/people/", shortlists.placed_list, name="placed-list"),
    path(
        "admin/opportunities/<slug:slug>/attendance/",
        attendance.attendance_show,
        name="attendance-show",
    ),
    path(
        "admin/opportunities/<slug:slug>/attendance/<int:pk>/",
        attendance.attendance_record,
        name="attendance-record",
    ),
    path("admin/opportunities/<slug:slug>/new-date/", attendance.date_add, name="date-add"),
    path("admin/new-opportunity/", facts.facts_create, name="facts-create"),
    path("admin/opportunities/<slug:slug>/", states.facts_show, name="facts-show"),
    path("admin/opportunities/<slug:slug>/facts/", facts.facts_edit, name="facts-edit"),
    path("admin/opportunities/<slug:slug>/asks/", criteria.criteria_edit, name="criteria-edit"),
    path(
        "admin/opportunities/<slug:slug>/status/<slug:step>/",
        states.status_change,
        name="status-change",
    ),
    path(
        "admin/opportunities/<slug:slug>/cancel/",
        states.opportunity_cancel,
        name="opportunity-cancel",
    ),
]

urlpatterns = public + decorate_urlpatterns(staff, staff_only)
