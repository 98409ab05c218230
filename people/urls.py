"""The PE team's pages about one member and about the vocabulary, below /admin/."""

from django.urls import path

from people.views import staff, vocabulary

app_name = "people"
urlpatterns = [
    path("admin/people/join/", staff.Add.as_view(), name="member-add"),
    path("admin/people/<slug:reference>/", staff.Show.as_view(), name="member-show"),
    path("admin/people/<slug:reference>/name/", staff.EditName.as_view(), name="person-name-edit"),
    path(
        "admin/people/<slug:reference>/email/", staff.EditEmail.as_view(), name="person-email-edit"
    ),
    path("admin/people/<slug:reference>/break/", staff.Pause.as_view(), name="member-pause"),
    path("admin/people/<slug:reference>/back/", staff.Resume.as_view(), name="member-resume"),
    path("admin/people/<slug:reference>/leave/", staff.Leave.as_view(), name="member-leave"),
    path(
        "admin/people/<slug:reference>/answers/<slug:task>/",
        staff.EditTask.as_view(),
        name="member-task-edit",
    ),
    path("admin/vocabulary/add/", vocabulary.Add.as_view(), name="term-add"),
    path("admin/vocabulary/<slug:kind>/<slug:code>/", vocabulary.Edit.as_view(), name="term-edit"),
    path(
        "admin/vocabulary/<slug:kind>/<slug:code>/retire/",
        vocabulary.Retire.as_view(),
        name="term-retire",
    ),
    path(
        "admin/vocabulary/<slug:kind>/<slug:code>/restore/",
        vocabulary.Restore.as_view(),
        name="term-restore",
    ),
]
