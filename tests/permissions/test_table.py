"""docs/permissions.md is true: every line is performed, and every address has a line."""

import pytest

from tests.permissions import decisions, performing, table
from tests.permissions.world import ROLES, build

# Wagtail and Django leave some uploaded files to be closed by the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROWS = table.read()
SECTIONS = sorted({row.section for row in ROWS})


@pytest.fixture(scope="module")
def known():
    return list(table.addresses())


@pytest.fixture
def world():
    return build()


def test_every_address_has_a_line(known):
    assert table.not_named(ROWS, known) == []


def test_every_line_has_an_address(known):
    assert table.without_address(ROWS, known) == []


def test_no_address_is_described_twice():
    assert table.repeated(ROWS) == []


@pytest.mark.slow
@pytest.mark.parametrize("section", SECTIONS)
def test_every_line_is_true(section, known, world):
    rows = [row for row in ROWS if row.section == section]
    found = [d for row in rows for d in performing.differences(row, ROWS, known, world)]
    assert found == []


@pytest.mark.parametrize("decision", decisions.read(), ids=str)
def test_every_list_and_decision_is_true(decision, world):
    assert decisions.differences(decision, world) == []


# --- The test itself ---------------------------------------------------------------------------
HEAD = f"| Address | Method | Object | {' | '.join(ROLES)} |\n|---|---|---|{'---|' * len(ROLES)}\n"


def rows_of(line):
    return table.read(f"## Some section\n{HEAD}{line}\n")


def test_an_address_without_a_line_fails(known):
    [row] = rows_of(f"| `home:*` | GET | - |{' ok |' * len(ROLES)}")

    missing = table.not_named([row], known)

    assert ("people:member-show" in missing, "home:join-start" in missing) == (True, False)


def test_a_line_without_an_address_fails(known):
    [row] = rows_of(f"| `people:member-explode` | GET | - |{' ok |' * len(ROLES)}")

    assert table.without_address([row], known) == ["line 4: people:member-explode GET -"]


def test_a_line_that_is_not_true_fails(known, world):
    rows = rows_of(f"| `desk-members` | GET | - | sign in |{' refused |' * (len(ROLES) - 1)}")
    found = [d for row in rows for d in performing.differences(row, rows, known, world)]

    assert found == [
        "line 4: desk-members GET -: PE team: ok, not refused",
        "line 4: desk-members GET -: administrator: ok, not refused",
    ]


def test_a_line_with_several_methods_and_objects_is_several_rows():
    rows = rows_of(f"| `a:b c=d` | GET, POST | one; two |{' ok |' * len(ROLES)}")

    assert [(row.method, row.thing, row.arguments) for row in rows] == [
        ("GET", "one", (("c", "d"),)),
        ("GET", "two", (("c", "d"),)),
        ("POST", "one", (("c", "d"),)),
        ("POST", "two", (("c", "d"),)),
    ]
