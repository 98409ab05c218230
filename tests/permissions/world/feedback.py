"""What was said of two services, what is done about it, a story, and topics."""

from feedback import unfollowing
from feedback.models import Action, Point, Theme
from people.models import Member
from tests.factories.feedback import (
    ActionFactory,
    FollowingFactory,
    PointFactory,
    StoryPageFactory,
)


def make(person, own, other):
    """Objects by name, for addresses, and things by name, for decisions."""
    flagged = PointFactory(service=own, words="My nurse Jacqueline was kind.", may_identify=True)
    plain = PointFactory(service=other)
    alone = PointFactory(service=own)
    mine = ActionFactory(service=own, points=[flagged])
    theirs = ActionFactory(service=other, points=[plain])
    topic = Theme.objects.get(code="parking")
    following = FollowingFactory(person=person, theme=Theme.objects.get(code="discharge"))
    follower, gone = FollowingFactory(theme=topic), FollowingFactory(theme=topic)
    Member.objects.filter(person=gone.person).update(status=Member.Status.LEFT)
    token = unfollowing.path_of(following).rstrip("/").rpartition("/")[2]
    draft = StoryPageFactory(live=False, points=[plain], actions=[theirs])
    objects = {
        "said of own service": {"pk": flagged.pk},
        "said of other service": {"pk": plain.pk},
        "said and left alone": {"pk": alone.pk},
        "answer of own service": {"pk": mine.pk},
        "answer of other service": {"pk": theirs.pk},
        "topic": {"code": topic.code},
        "topic that is followed": {"code": following.theme.code, "token": token},
        "topic that is hidden": {"code": "not-assigned"},
        "topic of other member": _followed(follower),
        "topic of member who left": _followed(gone),
        "story": _story(draft),
    }
    things = {
        "answer of own service": mine,
        "answer of other service": theirs,
        "words that may identify someone": flagged,
        "words that identify nobody": plain,
        "words that nothing answers": alone,
        "draft of a story": draft,
        "topic that is hidden": Theme.objects.get(code="not-assigned"),
        "member who left": Member.objects.get(person=gone.person),
    }
    return objects, things


def lists():
    """All rows, by the name of the check that says which of them somebody sees."""
    models = (Action, Point)
    return {
        f"{type(model.objects.all()).__name__}.visible_to": model.objects.all() for model in models
    }


def _followed(following):
    return {"reference": following.person.reference, "code": following.theme.code}


def _story(page):
    return {
        "page_id": page.pk,
        "pk": page.pk,
        "parent_page_id": page.get_parent().pk,
        "content_type_app_name": "feedback",
        "content_type_model_name": "storypage",
    }
