"""Writing down what was said and what is done: what must be there, may follow, is logged."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from feedback import actions
from feedback.models import Action, Point, StoryPage
from tests.factories.feedback import (
    ActionFactory,
    PointFactory,
    StoryPageFactory,
    ThemeFactory,
)
from tests.factories.people import MemberFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
Status = Action.Status


def write_down(words="Please tell us what happened.", **facts):
    return actions.create_point(
        **{
            "words": words,
            "role": "carer",
            "source_kind": "cafe",
            "heard_date": TODAY,
            "theme": ThemeFactory(),
            "by": None,
        }
        | facts
    )


def last_log():
    return ModelLogEntry.objects.order_by("pk").last()


# --- What was said -----------------------------------------------------------------------------
def test_what_was_said_is_written_down_and_its_words_are_not_logged():
    user = UserFactory()

    point = write_down(by=user)

    assert (point.may_identify, point.created_by) == (False, user)
    entry = last_log()
    assert (entry.action, entry.user, entry.label) == (
        "feedback.create_point",
        user,
        point.reference,
    )
    assert entry.data == {"theme": point.theme.code, "may_identify": False}


def test_names_of_members_and_of_staff_are_known():
    MemberFactory(person__name="Zygmunt Quill")
    lead = UserFactory(is_superuser=True, first_name="Ottoline", last_name="Penhallow")
    PersonFactory(name="Erasmus Gone", erased_at=timezone.now())

    said = ["Thank you, Zygmunt", f"{lead.first_name} helped", "Erasmus helped", "It was good"]

    assert [write_down(words).may_identify for words in said] == [True, True, False, False]


def test_other_words_are_looked_at_anew_and_a_decision_about_the_old_ones_is_gone():
    user = UserFactory()
    point = actions.clear_point(point=write_down("Dr Quillfeather was kind"), by=user)
    assert (point.cleared_by, point.cleared_at is None) == (user, False)
    assert (last_log().action, last_log().user) == ("feedback.clear_point", user)

    changed = actions.change_point(point=point, facts={"words": "Mr Quill was kind"}, by=user)

    assert (changed.may_identify, changed.cleared_at, changed.cleared_by) == (True, None, None)
    assert last_log().data["facts"] == ["words"]


def test_where_it_was_said_is_looked_at_too():
    point = write_down(source_words="Talk with Mrs Quillfeather")
    assert point.may_identify is True

    changed = actions.change_point(point=point, facts={"source_words": "A talk"}, by=None)

    assert changed.may_identify is False


def test_other_facts_leave_the_decision_as_it_is():
    point = actions.clear_point(point=write_down("Dr Quillfeather was kind"), by=None)

    changed = actions.change_point(point=point, facts={"people_count": 7}, by=None)

    assert (changed.people_count, changed.cleared_at) == (7, point.cleared_at)


def test_nothing_changed_is_nothing_logged():
    point = write_down()
    before = ModelLogEntry.objects.count()

    actions.change_point(point=point, facts={"words": point.words}, by=None)

    assert ModelLogEntry.objects.count() == before


def test_a_published_story_never_comes_to_name_someone():
    point = PointFactory()
    StoryPageFactory(points=[point])

    with pytest.raises(actions.CannotChangePoint, match="A published story tells this"):
        actions.change_point(point=point, facts={"words": "Dr Quill was kind"}, by=None)

    point.refresh_from_db()
    assert "Quill" not in point.words


def test_plain_words_of_a_published_story_and_any_words_of_a_draft_may_change():
    told, drafted = PointFactory(), PointFactory()
    StoryPageFactory(points=[told])
    StoryPageFactory(points=[drafted], live=False)

    for point, words in {told: "It was good.", drafted: "Dr Quill was kind."}.items():
        assert actions.change_point(point=point, facts={"words": words}, by=None).words == words


def test_what_was_said_is_deleted_and_the_log_keeps_none_of_its_words():
    user, point = UserFactory(), write_down("My nurse Jacqueline was kind.")

    for _ in range(2):
        actions.delete_point(point=point, by=user)

    assert not Point.objects.exists()
    entry = ModelLogEntry.objects.get(action="feedback.delete_point")
    assert (entry.user, entry.label, entry.deleted) == (user, point.reference, True)
    assert "Jacqueline" not in f"{entry.data}"


def test_what_is_answered_stays():
    point = PointFactory()
    ActionFactory(points=[point])

    with pytest.raises(actions.CannotDeletePoint, match=r"^There is an answer to this"):
        actions.delete_point(point=point, by=None)

    assert Point.objects.get() == point


@pytest.mark.parametrize("live", [True, False])
def test_what_a_story_tells_stays(live):
    point = PointFactory()
    StoryPageFactory(points=[point], actions=[ActionFactory()], live=live)

    with pytest.raises(actions.CannotDeletePoint, match=r"^A story tells this, or a draft"):
        actions.delete_point(point=point, by=None)

    assert Point.objects.filter(pk=point.pk).exists()


def test_what_only_the_latest_draft_of_a_story_tells_stays_as_long_as_it_does():
    point, other = PointFactory(), PointFactory()
    story = StoryPageFactory(points=[other])
    story.points = [other, point]
    story.save_revision()

    with pytest.raises(actions.CannotDeletePoint, match=r"^A story tells this, or a draft"):
        actions.delete_point(point=point, by=None)

    story.points = [other]
    story.save_revision()
    actions.delete_point(point=point, by=None)

    assert Point.objects.get() == other


def test_nothing_answers_what_was_deleted_meanwhile():
    point, action = PointFactory(), ActionFactory()
    actions.delete_point(point=PointFactory.build(pk=point.pk), by=None)
    gone = r"^Something that this answers was deleted\. Choose again\.$"

    with pytest.raises(actions.CannotChangeAction, match=gone):
        actions.create_action(points=[point], what="A letter", status=Status.DOING, by=None)
    with pytest.raises(actions.CannotChangeAction, match=gone):
        actions.change_action(action=action, facts={}, points=[point], by=None)

    assert list(Action.objects.all()) == [action]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"may_identify": False}, "Nothing in these words was found"),
        ({"may_identify": True, "cleared_at": timezone.now()}, "already decided"),
    ],
)
def test_only_an_open_alarm_is_decided(facts, sentence):
    with pytest.raises(actions.CannotClearPoint, match=sentence):
        actions.clear_point(point=PointFactory(**facts), by=None)


def test_nobody_clears_words_that_they_have_not_read():
    read = write_down("Dr Quillfeather was kind")
    actions.change_point(point=read, facts={"words": "Mr Quill was kind"}, by=None)

    with pytest.raises(actions.CannotClearPoint, match="The words have changed meanwhile"):
        actions.clear_point(point=read, by=None)


@pytest.mark.parametrize(
    ("kind", "people", "named"),
    [
        ("cafe", None, False),
        ("cafe", 4, False),
        ("cafe", 5, True),
        ("survey", 500, True),
        ("published", None, True),
    ],
)
def test_a_source_of_fewer_than_five_people_is_not_named(kind, people, named):
    point = PointFactory(source_kind=kind, people_count=people)

    assert point.source_may_be_named is named


def test_a_decision_without_its_moment_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="point_cleared_by_and_at"), transaction.atomic():
        PointFactory(cleared_by=UserFactory())


# --- What is done about it ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"status": "will"}, "Say by which day we will do this."),
        ({"status": "cannot"}, "Say why we cannot do this."),
        ({"status": "done"}, "Say on which day this was done."),
        (
            {"status": "done", "done_date": TODAY + datetime.timedelta(days=1)},
            "The day on which this was done cannot be in the future.",
        ),
    ],
)
def test_each_status_needs_what_makes_it_true(facts, sentence):
    with pytest.raises(actions.CannotChangeAction) as refusal:
        actions.create_action(points=[PointFactory()], what="A letter", **facts, by=None)

    assert str(refusal.value) == sentence
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"status": "will", "due_date": None}, "action_will_has_day"),
        ({"status": "cannot", "reason": ""}, "action_cannot_has_reason"),
        ({"status": "done", "done_date": None}, "action_done_has_day"),
        ({"status": "doing", "done_date": TODAY}, "action_done_has_day"),
        ({"what": ""}, "action_has_words"),
        ({"status": "perhaps"}, "action_status_known"),
    ],
)
def test_the_database_holds_the_same(facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ActionFactory(**facts)


@pytest.mark.parametrize("before", Status.values)
@pytest.mark.parametrize("after", Status.values)
def test_one_status_follows_another_only_as_the_table_says(before, after):
    user, action = UserFactory(), ActionFactory(status=before)
    facts = {"status": after, "due_date": TODAY, "reason": "No room.", "done_date": TODAY}

    def change():
        return actions.change_action(action=action, facts=facts, by=user)

    if after == before or after in Action.TRANSITIONS[before]:
        changed = change()
        assert changed.status == after
        assert (changed.status_changed_by == user) is (after != before)
        assert (changed.done_date, changed.reason) == (
            TODAY if after == "done" else None,
            "No room." if after == "cannot" else "",
        )
    else:
        with pytest.raises(actions.CannotChangeAction, match="“We are doing it” first"):
            change()


def test_what_a_story_calls_done_stays_done_while_the_story_says_so():
    action = ActionFactory(status="done", done_date=TODAY)
    story = StoryPageFactory(title="Parking", actions=[action])
    StoryPage.objects.filter(pk=story.pk).update(summary="We did it.")

    def reopen():
        facts = {"status": "doing", "done_date": None}
        actions.change_action(action=action, facts=facts, by=UserFactory())

    with pytest.raises(actions.CannotChangeAction, match="The story “Parking” says “we did”"):
        reopen()
    StoryPage.objects.filter(pk=story.pk).update(summary="We are at it.")
    reopen()


def test_a_story_keeps_no_answer_done_that_it_does_not_need():
    """Neither a draft, nor a story in which something else is done."""
    action = ActionFactory(status="done")
    StoryPageFactory(summary="We did it.", actions=[action], live=False)
    StoryPageFactory(summary="We did it.", actions=[action, ActionFactory(status="done")])

    facts = {"status": "doing", "done_date": None}

    assert actions.change_action(action=action, facts=facts, by=None).status == "doing"


def test_a_story_needs_something_else_that_is_done():
    action = ActionFactory(status="done")
    StoryPageFactory(title="Parking", summary="We did it.", actions=[action, ActionFactory()])

    with pytest.raises(actions.CannotChangeAction, match="The story “Parking” says “we did”"):
        actions.change_action(action=action, facts={"status": "doing", "done_date": None}, by=None)


def test_a_change_is_logged_without_its_words_and_counts_as_looking():
    long_ago = timezone.now() - datetime.timedelta(days=400)
    action, user = ActionFactory(touched_at=long_ago), UserFactory()

    changed = actions.change_action(action=action, facts={"what": "Another letter"}, by=user)

    assert (changed.touched_at > long_ago, changed.touched_by) == (True, user)
    assert last_log().data == {"facts": ["what"], "from": "will", "to": "will"}


def test_an_answer_is_written_down_with_what_it_answers_and_logged():
    points, user = [PointFactory(), PointFactory()], UserFactory()

    action = actions.create_action(points=points, what="A sign", status="doing", by=user)

    assert set(action.points.all()) == set(points)
    entry = last_log()
    assert (entry.action, entry.user, entry.data) == (
        "feedback.create_action",
        user,
        {"status": "doing"},
    )


def test_what_an_answer_answers_can_change():
    action, other = ActionFactory(), PointFactory()

    actions.change_action(action=action, facts={}, points=[other], by=None)

    assert list(action.points.all()) == [other]
    assert last_log().data["facts"] == ["points"]


def test_an_answer_saved_as_it_was_is_no_change():
    action = ActionFactory()
    before = ModelLogEntry.objects.count()

    points, facts = list(action.points.all()), {"what": action.what}
    actions.change_action(action=action, facts=facts, points=points, by=None)

    assert ModelLogEntry.objects.count() == before


def test_what_is_late_or_was_long_not_looked_at_is_stale():
    day, long = datetime.timedelta(days=1), datetime.timedelta(days=92)
    late = ActionFactory(due_date=TODAY - day)
    old = ActionFactory(touched_at=timezone.now() - long)
    doing = ActionFactory(status="doing", due_date=None, touched_at=timezone.now() - long)
    ActionFactory(due_date=TODAY)
    ActionFactory(status="done", touched_at=timezone.now() - long)
    ActionFactory(status="cannot", due_date=TODAY - day)

    assert set(Action.objects.stale()) == {late, old, doing}

    user = UserFactory()
    for action in (old, doing):
        actions.keep_action(action=action, by=user)
        assert (last_log().action, last_log().user) == ("feedback.keep_action", user)

    assert set(Action.objects.stale()) == {late}


def test_words_that_may_identify_someone_are_fit_only_after_a_decision():
    plain = PointFactory()
    flagged = PointFactory(may_identify=True)
    cleared = PointFactory(may_identify=True, cleared_at=timezone.now())

    assert set(Point.objects.fit_to_publish()) == {plain, cleared}
    assert set(Point.objects.to_look_at()) == {flagged}
