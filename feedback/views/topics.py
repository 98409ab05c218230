"""Following a topic: a member's own pages, and the link in each message, without signing in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views import View

from design_system.refusals import Refusal
from feedback import actions, unfollowing
from feedback.models import Following, StoryIndexPage, Theme
from people.models import Member
from people.views import MemberView


class TopicList(MemberView, View):
    """Every topic, those that are followed on top."""

    def get(self, request):
        followed = set(
            Following.objects.filter(person=self.member.person).values_list("theme", flat=True)
        )
        themes = Theme.objects.public()
        context = {
            "followed": [theme for theme in themes if theme.pk in followed],
            "others": [theme for theme in themes if theme.pk not in followed],
            "back_url": reverse("home:involvement-show"),
        }
        return render(request, "feedback/topic_list.html", context)


class Follow(MemberView, View):
    """One topic with one button. Looking at it changes nothing and sets no cookie for visitors."""

    def dispatch(self, request, *args, code, **kwargs):
        self.theme = get_object_or_404(Theme.objects.public(), code=code)
        if request.method != "POST" and not _is_member(request.user):
            context = {"theme": self.theme, "path": request.path, "list_url": _list_url()}
            return render(request, "feedback/topic_start.html", context)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        mine = Following.objects.filter(person=self.member.person, theme=self.theme)
        kept = self.kept_answers() is not None
        if kept and not mine.exists():
            messages.warning(request, "You are signed in now. Press the button again.")
        context = {"theme": self.theme, "follows": mine.exists(), "back_url": _list_url()}
        return render(request, "feedback/topic_follow.html", context)

    def post(self, request):
        try:
            actions.follow(person=self.member.person, theme=self.theme, by=request.user)
        except Refusal as refusal:  # left the register a moment ago
            messages.error(request, str(refusal))
        else:
            messages.success(
                request,
                f"You follow “{self.theme.label}”. We will tell you when there is a new story.",
            )
        return redirect("feedback:topic-list")


class Unfollow(MemberView, View):
    """One button on "My involvement" and on the list of topics."""

    def post(self, request, code):
        theme = get_object_or_404(Theme.objects.public(), code=code)
        following = Following.objects.filter(person=self.member.person, theme=theme).first()
        if following:
            actions.stop_following(following=following, by=request.user)
        messages.success(request, f"You no longer follow “{theme.label}”.")
        return redirect("feedback:topic-list")


def topic_leave(request, token):
    """Stop following by the link in a message: a page that asks, a button that does."""
    if not unfollowing.is_ours(token):
        raise Http404
    following = unfollowing.find(token)
    if request.method == "POST" and following:
        actions.stop_following(following=following, by=None)
        following = None
    context = {"following": following, "list_url": _list_url()}
    return render(request, "feedback/topic_leave.html", context)


def _is_member(user):
    here = set(Member.Status) - {Member.Status.LEFT}
    return user.is_authenticated and Member.objects.of(user).filter(status__in=here).exists()


def _list_url():
    """The address of the stories, or of the front page where there is no list of them."""
    index = StoryIndexPage.objects.live().first()
    return index.get_url() if index else "/"
