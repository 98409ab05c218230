"""How one signs in; and below /admin/ the PE team's pages about members and the vocabulary."""

from django.urls import include, path

from people.views import passkeys, second_steps, sign_ins, staff, vocabulary

app_name = "people"
own_signing_in = [
    path("", sign_ins.Show.as_view(), name="signing-show"),
    path("end/", sign_ins.EndAll.as_view(), name="signing-end"),
    path("<int:pk>/end/", sign_ins.end, name="device-end"),
    path("passkeys/add/", passkeys.Add.as_view(), name="passkey-add"),
    path("passkeys/<int:pk>/name/", passkeys.Rename.as_view(), name="passkey-rename"),
    path("passkeys/<int:pk>/remove/", passkeys.Remove.as_view(), name="passkey-remove"),
]
urlpatterns = [
    path("my-involvement/signing-in/", include(own_signing_in)),
    path("admin/second-steps/", second_steps.List.as_view(), name="steps-list"),
    path("admin/second-steps/<int:pk>/", second_steps.Clear.as_view(), name="steps-clear"),
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
