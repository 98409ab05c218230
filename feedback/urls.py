"""Addresses of feedback: following a topic, and below /admin/ what staff do.

The stories themselves are in the editors' tree.
"""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from design_system.staff import staff_only
from feedback.views import actions, followings, points, topics

app_name = "feedback"

public = [
    path("my-involvement/topics/", topics.TopicList.as_view(), name="topic-list"),
    path("my-involvement/topics/<slug:code>/", topics.Follow.as_view(), name="topic-follow"),
    path(
        "my-involvement/topics/<slug:code>/stop/", topics.Unfollow.as_view(), name="topic-unfollow"
    ),
    path("topics/stop/<str:token>/", topics.topic_leave, name="topic-leave"),
]

staff = [
    path("admin/feedback/new-point/", points.point_add, name="point-add"),
    path("admin/feedback/points/<int:pk>/", points.point_show, name="point-show"),
    path("admin/feedback/points/<int:pk>/edit/", points.point_edit, name="point-edit"),
    path("admin/feedback/points/<int:pk>/clear/", points.point_clear, name="point-clear"),
    path("admin/feedback/points/<int:pk>/delete/", points.point_delete, name="point-delete"),
    path("admin/feedback/points/<int:pk>/new-action/", actions.action_add, name="action-add"),
    path("admin/feedback/actions/<int:pk>/", actions.action_edit, name="action-edit"),
    path("admin/feedback/actions/<int:pk>/keep/", actions.action_keep, name="action-keep"),
    path("admin/people/<slug:reference>/topics/", followings.following_add, name="following-add"),
    path(
        "admin/people/<slug:reference>/topics/<slug:code>/stop/",
        followings.following_end,
        name="following-end",
    ),
]

urlpatterns = public + decorate_urlpatterns(staff, staff_only)
