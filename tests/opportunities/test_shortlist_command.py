"""`manage.py shortlist`: references and reasons, never a name."""

import json

import pytest
from django.core.management import CommandError, call_command

from people.availability import mask_of
from tests.factories.opportunities import ApplicationFactory, CriterionFactory, OpportunityFactory
from tests.factories.people import MemberFactory, TermFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def shortlisted():
    """Someone who has what is asked and applied, and someone who has not."""
    opportunity = OpportunityFactory(slug="peoples-council")
    skill = TermFactory(label="Chairing meetings")
    CriterionFactory(opportunity=opportunity, term=skill, weight=3)
    CriterionFactory(
        opportunity=opportunity,
        kind="availability",
        slots=mask_of([(1, 0)]),
        importance="must",
    )
    good = MemberFactory(terms=[skill], availability=mask_of([(1, 0)]), person__name="Ada Name")
    ApplicationFactory(opportunity=opportunity, person=good.person)
    poor = MemberFactory(person__name="Bob Name")
    return good, poor


def printed(capsys, *arguments):
    call_command("shortlist", *arguments)
    return capsys.readouterr().out


def test_json_is_a_list_of_people_by_reference(shortlisted, capsys):
    good, poor = shortlisted

    found = json.loads(printed(capsys, "peoples-council", "--format", "json"))

    assert found == [
        {
            "member": good.person.reference,
            "score": 100,
            "reasons_for": ["Has: chairing meetings.", "Free on Tuesday mornings."],
            "reasons_against": [],
        },
        {
            "member": poor.person.reference,
            "score": 0,
            "reasons_for": [],
            "reasons_against": [
                "Must: has not said when they are free.",
                "Has not said which skills they have.",
            ],
        },
    ]


def test_text_says_the_same_in_lines_and_stops_at_the_top(shortlisted, capsys):
    good, _ = shortlisted

    assert printed(capsys, "peoples-council", "--top", "1") == (
        f"1. {good.person.reference}  score 100\n"
        "   + Has: chairing meetings.\n"
        "   + Free on Tuesday mornings.\n"
    )


def test_an_empty_register_is_said(capsys):
    opportunity = OpportunityFactory()

    assert printed(capsys, opportunity.slug) == (
        "Nobody on the register can be asked at the moment.\n"
    )
    assert json.loads(printed(capsys, opportunity.slug, "--format", "json")) == []


def test_an_unknown_slug_is_one_sentence_and_exit_code_1(capsys):
    with pytest.raises(CommandError) as error:
        call_command("shortlist", "no-such-thing")

    assert (str(error.value), error.value.returncode) == (
        "There is no opportunity called “no-such-thing”.",
        1,
    )


@pytest.mark.parametrize("top", ["0", "-1", "many", "²", "100001", "9" * 5000])
def test_a_top_that_is_no_number_is_refused(top):
    with pytest.raises(CommandError, match="must be a whole number from 1 to 100,000"):
        call_command("shortlist", "any", f"--top={top}")
