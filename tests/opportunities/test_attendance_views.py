"""Staff's pages for who came: every date of an opportunity, one form for each, and another date."""

from decimal import Decimal

import pytest
from django.urls import reverse

from involvement.actions import expect
from involvement.models import Involvement
from opportunities import actions
from tests.factories.involvement import InvolvementFactory
from tests.opportunities.dates import (
    came,
    date_of,
    errors,
    form_of,
    main,
    opportunity_that_starts,
    page_of,
    parsed,
    placed,
    said,
    sign_in_as_lead,
    told,
)

pytestmark = pytest.mark.django_db


def test_a_lead_says_who_came_and_for_how_long(client, lead, opportunity, part):
    other = placed(opportunity, name="Bo Example")[1]

    page = parsed(client.get(form_of(opportunity)))
    assert [legend.get_text(strip=True) for legend in page.select("legend")] == [
        "Ada Example",
        "Bo Example",
    ]
    hours = page.find(id=f"id_hours_{part.pk}")
    assert hours["value"] == "2"
    assert page.find("label", attrs={"for": hours["id"]}).get_text(strip=True) == (
        "Hours for Ada Example"
    )
    response = client.post(
        form_of(opportunity), came(part, "1½") | {f"came_{other.pk}": "not-there"}
    )

    assert (response.url, told(response)) == (page_of(opportunity), ["Thank you. It is saved."])
    assert (said(part), said(other)) == (("attended", Decimal("1.5")), ("did_not_attend", None))
    assert part.status_changed_by == lead
    page = parsed(client.get(form_of(opportunity)))
    assert page.find(id=f"id_hours_{part.pk}")["value"] == "1.5"
    assert [box["value"] for box in page.select("input[checked]")] == ["came", "not-there"]


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("2", "2"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        (".5", "0.5"),
        ("½", "0.5"),
        ("1½", "1.5"),
        ("1 ½", "1.5"),
        ("2¼ hours", "2.25"),
        ("1:30", "1.5"),
        ("1h 30", "1.5"),
        ("1h30m", "1.5"),
        ("1 hour and 20 minutes", "1.33"),
        ("2 hrs", "2"),
        ("90 minutes", "1.5"),
        ("45 min", "0.75"),
        ("999.99", "999.99"),
    ],
)
def test_hours_are_taken_as_people_write_them(client, lead, opportunity, part, words, hours):
    client.post(form_of(opportunity), came(part, words))
    assert said(part) == ("attended", Decimal(hours))


NOT_HOURS = "Enter the hours for Ada Example, like 2, 1.5 or 1:30"
NOT_IN_RANGE = "The hours for Ada Example must be more than 0 and less than 1,000"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", NOT_HOURS),
        ("abc", NOT_HOURS),
        ("-1", NOT_HOURS),
        ("NaN", NOT_HOURS),
        ("Infinity", NOT_HOURS),
        ("1e3", NOT_HOURS),
        ("1:75", NOT_HOURS),
        ("2 o'clock", NOT_HOURS),
        ("9" * 31, "Hours for Ada Example must be 30 characters or less"),
        ("0", NOT_IN_RANGE),
        ("0.001", NOT_IN_RANGE),
        ("1000", NOT_IN_RANGE),
        ("999.999", NOT_IN_RANGE),
        ("9" * 30, NOT_IN_RANGE),
    ],
)
def test_other_hours_are_refused_and_nothing_typed_is_lost(
    client, lead, opportunity, part, words, sentence
):
    other = placed(opportunity, name="Bo Example")[1]

    response = client.post(form_of(opportunity), came(part, words) | came(other, "3"))

    assert errors(response) == [sentence]
    page = parsed(response)
    assert page.title.get_text().startswith("Error: ")
    assert page.find(id=f"id_hours_{part.pk}").get("value", "") == words
    assert page.find(id=f"id_hours_{other.pk}")["value"] == "3"
    assert len(page.select("input[checked]")) == 2
    assert said(other) == ("expected", None)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({}, "Choose “Came” or “Did not attend” for at least one person"),
        ({"came": "maybe"}, "Select one of the answers shown on this page"),
        ({"hours": "3"}, "Say whether Ada Example came"),
    ],
)
def test_what_is_only_half_said_is_asked_again(client, lead, opportunity, part, answers, sentence):
    data = {f"{name}_{part.pk}": value for name, value in answers.items()}
    assert errors(client.post(form_of(opportunity), data)) == [sentence]
    assert said(part) == ("expected", None)


def test_whoever_is_left_out_stays_as_they_are(client, lead, opportunity, part):
    uncounted = InvolvementFactory(
        activity=part.activity, status="attended", category="one_off", member__person__name="Bo"
    )
    form = parsed(client.get(form_of(opportunity)))
    assert not form.find(id=f"id_hours_{uncounted.pk}").get("value")

    answers = {f"came_{uncounted.pk}": "came", f"hours_{uncounted.pk}": ""}
    response = client.post(form_of(opportunity), answers | {f"hours_{part.pk}": "2"})

    assert told(response) == ["Thank you. It is saved."]
    assert (said(part), said(uncounted)) == (("expected", None), ("attended", None))


def test_the_same_form_twice_is_once(client, lead, opportunity, part):
    for _ in range(2):
        client.post(form_of(opportunity), came(part))
    assert (said(part), Involvement.objects.count()) == (("attended", Decimal(2)), 1)


def test_parts_in_other_dates_are_ignored(client, lead, opportunity, part):
    others = [
        placed(opportunity_that_starts(days=-1))[1],
        InvolvementFactory(activity=date_of(opportunity, days=-8)),
        InvolvementFactory(activity=part.activity, status="cancelled"),
    ]
    data = came(part)
    for other in others:
        data |= came(other)

    client.post(form_of(opportunity, part.activity), data)

    assert [said(one)[0] for one in (part, *others)] == [
        "attended",
        "expected",
        "expected",
        "cancelled",
    ]


def test_somebody_else_was_quicker_and_what_was_typed_stays(
    client, lead, opportunity, part, monkeypatch
):
    from opportunities.views import attendance

    def refuse(**_):
        raise attendance.actions.CannotRecordAttendance("This opportunity was cancelled.")

    monkeypatch.setattr(attendance.actions, "record_attendance", refuse)
    response = client.post(form_of(opportunity), came(part, "1.25"))

    assert errors(response) == ["This opportunity was cancelled."]
    assert parsed(response).find(id=f"id_hours_{part.pk}")["value"] == "1.25"


def test_before_it_starts_there_is_a_sentence_and_no_form(client):
    opportunity = opportunity_that_starts(days=1)
    part = placed(opportunity)[1]
    sign_in_as_lead(client, opportunity.service)

    response = client.get(form_of(opportunity))
    assert "This has not started yet. You can say who came once it has." in main(response)
    assert parsed(response).main.form is None

    response = client.post(form_of(opportunity), came(part))
    assert (response.url, said(part)) == (page_of(opportunity), ("expected", None))
    assert told(response) == ["This has not started yet. You can say who came once it has."]


def test_of_what_was_cancelled_a_lead_says_who_came_before_that(client, lead, opportunity, part):
    to_come = expect(activity=date_of(opportunity, days=7), member=part.member, by=None)
    actions.cancel(opportunity=opportunity, by=lead)

    facts = client.get(reverse("opportunities:facts-show", args=[opportunity.slug]))
    assert page_of(opportunity) in facts.content.decode()
    response = client.get(page_of(opportunity))
    assert "was cancelled. You can still say who came to the dates before that" in main(response)
    links = [link["href"] for link in parsed(response).main.select("a")]
    assert links == [form_of(opportunity, part.activity)]
    assert "to come" not in main(response)
    client.post(form_of(opportunity, part.activity), came(part))

    assert said(part) == ("attended", Decimal(2))
    assert "This has not started yet" in main(client.get(form_of(opportunity, to_come.activity)))


def test_what_was_cancelled_before_it_began_has_nothing_to_say(client):
    opportunity = opportunity_that_starts(days=1)
    placed(opportunity)
    sign_in_as_lead(client, opportunity.service)
    actions.cancel(opportunity=opportunity, by=None)

    response = client.get(page_of(opportunity))

    assert "Nobody was expected before that, so there is nothing to say." in main(response)
    assert parsed(response).main.select("a") == []


def test_a_date_nobody_was_expected_at_says_so(client, lead, opportunity):
    assert "Nobody was expected on this date." in main(client.get(form_of(opportunity)))
