"""Addresses of cafés: booking a place, and below /admin/ what staff do.

The pages themselves are in the editors' tree.
"""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cafes.views import booking, cafes, planning, sessions
from design_system.staff import staff_only

app_name = "cafes"

public = [
    path("cafe-places/new/<int:pk>/", booking.booking_create, name="booking-create"),
    path("cafe-places/done/<int:pk>/", booking.booking_done, name="booking-done"),
    path("cafe-places/<str:token>/", booking.booking_show, name="booking-show"),
]

staff = [
    path("admin/new-cafe/", cafes.cafe_create, name="cafe-create"),
    path("admin/cafes/<slug:slug>/", cafes.cafe_show, name="cafe-show"),
    path("admin/cafes/<slug:slug>/facts/", cafes.cafe_edit, name="cafe-edit"),
    path("admin/cafes/<slug:slug>/status/<slug:step>/", cafes.status_change, name="status-change"),
    path("admin/cafes/<slug:slug>/meets/", planning.series_edit, name="series-edit"),
    path("admin/cafes/<slug:slug>/leave-out/", planning.day_leave_out, name="day-leave-out"),
    path("admin/cafe-sessions/<int:pk>/", sessions.session_show, name="session-show"),
    path("admin/cafe-sessions/<int:pk>/change/", sessions.session_edit, name="session-edit"),
    path("admin/cafe-sessions/<int:pk>/cancel/", sessions.session_cancel, name="session-cancel"),
    path("admin/cafe-bookings/<int:pk>/cancel/", sessions.booking_cancel, name="booking-cancel"),
    path(
        "admin/cafe-sessions/<int:pk>/came/",
        sessions.attendance_record,
        name="attendance-record",
    ),
]

urlpatterns = public + decorate_urlpatterns(staff, staff_only)
