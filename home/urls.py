"""The front door: /join/ and /my-involvement/."""

from django.urls import path

from home.views import ask, details, feeds, involvement, join, search

app_name = "home"

joining = [
    path("join/", join.start, name="join-start"),
    path("join/check/", join.Check.as_view(), name="join-check"),
    path("join/delete/", join.Forget.as_view(), name="join-forget"),
    path("join/done/", join.done, name="join-done"),
    path("join/ring-me/", ask.AskToBeRung.as_view(), name="ring-ask"),
    path("join/ring-me/done/", ask.ring_done, name="ring-done"),
    path("join/post-me/", ask.AskForForm.as_view(), name="post-ask"),
    path("join/post-me/done/", ask.post_done, name="post-done"),
    path("join/<slug:step>/", join.Step.as_view(), name="join-answer"),
]
my_involvement = [
    path("my-involvement/", involvement.Show.as_view(), name="involvement-show"),
    path("my-involvement/break/", involvement.Pause.as_view(), name="involvement-pause"),
    path("my-involvement/back/", involvement.Resume.as_view(), name="involvement-resume"),
    path("my-involvement/leave/", involvement.Leave.as_view(), name="involvement-leave"),
    path("my-involvement/left/", involvement.left, name="involvement-left"),
    path("my-involvement/name/", details.EditName.as_view(), name="name-edit"),
    path("my-involvement/email/", details.EditEmail.as_view(), name="email-edit"),
    path("my-involvement/limit/", details.EditLimit.as_view(), name="limit-edit"),
    path("my-involvement/details/", details.Show.as_view(), name="details-show"),
    path("my-involvement/details/<slug:task>/", details.Edit.as_view(), name="details-edit"),
]
finding = [
    path("search/", search.search, name="search-show"),
    path("feeds/", feeds.explain, name="feed-list"),
    path("feeds/<slug:name>.xml", feeds.atom, name="feed-show"),
    path("feeds/dates.ics", feeds.calendar, name="calendar-show"),
]
urlpatterns = joining + my_involvement + finding
