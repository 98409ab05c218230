"""Addresses of the outbox: all of them are staff's own screens below /admin/."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from design_system.staff import staff_only
from outbox.views import calls, letters, problems

app_name = "outbox"

staff = [
    path("letters/", letters.print_list, name="print-list"),
    path("letters/pdf/", letters.letters_pdf_make, name="letters-pdf"),
    path("letters/posted/", letters.letters_posted, name="letters-posted"),
    path("calls/", calls.call_list, name="call-list"),
    path("calls/<int:pk>/done/", calls.call_done, name="call-done"),
    path("problems/", problems.problem_list, name="problem-list"),
    path("messages/<int:pk>/", problems.message_show, name="message-show"),
    path("messages/<int:pk>/settle/", problems.message_settle, name="message-settle"),
]

urlpatterns = decorate_urlpatterns(staff, staff_only)
