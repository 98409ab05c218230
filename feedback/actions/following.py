"""Following a topic, and hearing of new stories on it: once for each story and person."""

from django.db import transaction
from wagtail.log_actions import log

from design_system.refusals import Refusal
from feedback.messages import story_told
from feedback.models import Following
from feedback.permissions import why_not_follow
from outbox.actions import enqueue
from people.models import Member, Person


class CannotFollow(Refusal):
    pass


@transaction.atomic
def follow(*, person, theme, by):
    """Let `person` hear of new stories on `theme`; repeats change nothing. Returns the Following.

    Raises CannotFollow.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if sentence := why_not_follow(None, theme):
        raise CannotFollow(sentence)
    if not Member.objects.filter(person=person).exclude(status=Member.Status.LEFT).exists():
        raise CannotFollow("Join us, and you can follow topics.")
    following, is_new = Following.objects.get_or_create(person=person, theme=theme)
    if is_new:
        log(following, "feedback.follow", user=by, data={"theme": theme.code})
    return following


@transaction.atomic
def stop_following(*, following, by):
    """Send nothing more to that person about that topic; repeats change nothing."""
    for row in Following.objects.filter(pk=following.pk).select_related("theme"):
        log(row, "feedback.stop_following", user=by, data={"theme": row.theme.code})
        row.delete()


@transaction.atomic
def stop_following_everything(*, member, by):
    """Take away all that `member`, who leaves the register, follows."""
    for row in Following.objects.filter(person=member.person_id):
        stop_following(following=row, by=by)


@transaction.atomic
def merge_followings(*, kept, gone, by):
    """Let `kept` follow what `gone`, the same person's second entry, follows."""
    known = Following.objects.filter(person=kept).values("theme")
    moved = Following.objects.filter(person=gone).exclude(theme__in=known).update(person=kept)
    if moved:
        log(kept, "feedback.merge_followings", user=by, data={"moved": moved})


@transaction.atomic
def tell_followers(*, story, by):
    """Write to everyone who followed a topic of `story` before it was first published.

    Members who take a break are left in peace. Returns how many messages there are.
    """
    followings = (
        Following.objects.filter(
            theme__in=story.points.values("theme"),
            theme__is_public=True,
            created_at__lte=story.first_published_at,
            person__member__status=Member.Status.ACTIVE,
        )
        .select_related("person", "theme")
        .order_by("person", "theme__position")
    )
    first = {}
    for following in followings:
        first.setdefault(following.person_id, following)
    for following in first.values():
        enqueue(
            person=following.person,
            purpose="new-story",
            template="feedback/story",
            context=story_told(story, following),
            dedupe_key=f"story-{story.pk}-{following.person}",
            by=by,
        )
    log(story, "feedback.tell_followers", user=by, data={"told": len(first)})
    return len(first)
