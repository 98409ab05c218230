"""Who decides from what a row says holds the row until it is written."""

import pytest

from feedback import actions
from tests.factories.feedback import ActionFactory, PointFactory, StoryPageFactory, ThemeFactory
from tests.factories.people import MemberFactory

pytestmark = pytest.mark.django_db


def change_action():
    action = ActionFactory()
    return lambda: actions.change_action(action=action, facts={"what": "A sign"}, by=None)


def keep_action():
    action = ActionFactory()
    return lambda: actions.keep_action(action=action, by=None)


def change_point():
    point = PointFactory()
    return lambda: actions.change_point(point=point, facts={"people_count": 7}, by=None)


def clear_point():
    point = PointFactory(may_identify=True)
    return lambda: actions.clear_point(point=point, by=None)


def follow():
    person, theme = MemberFactory().person, ThemeFactory()
    return lambda: actions.follow(person=person, theme=theme, by=None)


def publish():
    revision = StoryPageFactory(live=False).save_revision()
    return revision.publish


@pytest.mark.parametrize(
    ("prepare", "held"),
    [
        (change_action, ["Action"]),
        (keep_action, ["Action"]),
        (change_point, ["Point"]),
        (clear_point, ["Point"]),
        (follow, ["Person"]),
        (publish, ["Point"]),
    ],
)
def test_rows_are_held(prepare, held, locks):
    act = prepare()
    locks.clear()

    act()

    assert locks == held
