"""What visitors read on the list of opportunities and on the page of each."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from opportunities.models import Opportunity, OpportunityIndexPage
from opportunities.wording import last_day, time_of_day, where
from tests.factories.opportunities import OpportunityPageFactory, days_from_now
from tests.factories.organisation import LocalityFactory, SiteFactory

pytestmark = pytest.mark.django_db

Status = Opportunity.Status


def page(title="Help choose a name", **facts):
    facts = {f"opportunity__{name}": fact for name, fact in facts.items()}
    return OpportunityPageFactory(title=title, **facts)


def html_of(url):
    response = Client().get(url)
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """The words of the page's main part, without markup."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main)).strip()


def titles(query=""):
    listing = Client().get(f"/opportunities/{query}").context["listing"]
    return [teaser.title for teaser in listing.teasers]


# --- The list ----------------------------------------------------------------------------------
def test_open_ones_come_first_and_the_soonest_to_close_on_top():
    page("closed long ago", opens_at=days_from_now(-90), closes_at=days_from_now(-60))
    page("closed lately", opens_at=days_from_now(-90), closes_at=days_from_now(-6))
    page("opens later", opens_at=days_from_now(2), closes_at=days_from_now(4))
    page("closes late", closes_at=days_from_now(30))
    page("closes soon", closes_at=days_from_now(3))
    page("filled", status=Status.FILLED, closes_at=days_from_now(5))
    page("cancelled", status=Status.CANCELLED)

    over = ["filled", "closed lately", "closed long ago"]
    assert titles() == ["closes soon", "closes late", "opens later", *over]
    assert titles("?sort=latest") == ["closes late", "closes soon", "opens later", *over]


def test_each_tells_what_where_how_long_and_until_when():
    closes = timezone.make_aware(datetime.datetime(2126, 12, 4, 23, 59))
    opportunity = page(closes_at=closes, locality__name="Charnwood", online=True).opportunity

    assert (
        "Help choose a name Tell us which name you like best. "
        f"What: {opportunity.activity_kind.label} Where: Charnwood or online "
        "Time: Two hours, once Closes on Wednesday 4 December 2126"
    ) in words(html_of("/opportunities/"))


@pytest.mark.parametrize(
    ("open_ones", "others", "sentence"),
    [
        (0, 0, "There are no opportunities open."),
        (1, 0, "There is 1 opportunity open."),
        (2, 1, "There are 2 opportunities open. 1 more opens later or has closed."),
        (0, 2, "There are no opportunities open. 2 more open later or have closed."),
    ],
)
def test_how_many_there_are_is_said_in_words(open_ones, others, sentence):
    for _ in range(open_ones):
        page()
    for _ in range(others):
        page(opens_at=days_from_now(2))

    assert f"{sentence} " in words(html_of("/opportunities/"))


def test_an_empty_list_says_what_to_do_next():
    html = html_of("/opportunities/")

    assert "Then you will see what suits you, and we may ask you." in words(html)
    assert '<a href="/join/">Join us</a>' in html
    assert "Clear what you chose" not in html


def test_filters_that_find_nothing_open_say_how_to_see_more():
    page(online=True, locality=None, opens_at=days_from_now(2))
    page()

    html = html_of("/opportunities/?place=online")

    assert "There are no opportunities open that fit what you chose." in words(html)
    assert '<a href="/opportunities/">Show all opportunities</a>' in html
    assert '<a href="/join/">Join us</a>' in html


def test_what_was_chosen_stays_chosen():
    page(online=True)

    html = html_of("/opportunities/?place=online&sort=latest")

    assert '<option value="online" selected>Online</option>' in html
    assert '<option value="latest" selected>Closing latest</option>' in html


def test_pages_of_twenty():
    for number in range(45):
        page(f"number {number:02}", closes_at=days_from_now(10 + number))

    assert titles() == [f"number {number:02}" for number in range(20)]
    assert titles("?page=3") == [f"number {number:02}" for number in range(40, 45)]

    html = html_of("/opportunities/?sort=soonest&page=2")
    links = re.findall(r'href="(/opportunities/\?[^"]*)"', html)
    assert [link.removeprefix("/opportunities/?sort=soonest") for link in links] == [
        "",  # previous
        "",
        "&amp;page=2",
        "&amp;page=3",
        "&amp;page=3",  # next
    ]
    assert "<title>Opportunities (page 2 of 3)" in html


@pytest.mark.parametrize("asked", ["9999", "0", "-1", "two", "1.0", "٢"])
def test_a_page_that_is_not_there_is_said_and_the_first_is_shown(asked):
    page()

    assert f"There is no page “{asked}”. This is the first page." in words(
        html_of(f"/opportunities/?page={asked}")
    )
    assert titles(f"?page={asked}") == ["Help choose a name"]


def test_the_list_can_be_teased_elsewhere_with_open_ones_only(rf):
    page("later", opens_at=days_from_now(2))
    for number in range(4):
        page(f"number {number}", closes_at=days_from_now(number + 1))
    index = OpportunityIndexPage.objects.get()

    featured = index.featured(rf.get("/"), 3)
    teasers = featured.teasers

    assert featured.changes_at == Opportunity.objects.get(page__title="number 0").closes_at
    assert [teaser.title for teaser in teasers] == ["number 0", "number 1", "number 2"]
    assert {teaser.tag for teaser in teasers} == {""}


# --- One opportunity ---------------------------------------------------------------------------
def test_the_page_tells_everything_one_needs_to_decide():
    site = SiteFactory(access="Step-free from the car park.\nBus 12 stops outside.")
    shown = page(site=site, closes_at=days_from_now(20), locality__name="Charnwood")
    opportunity = shown.opportunity
    opportunity.level.description = "You come once and say what you think."
    opportunity.level.save()
    starts = timezone.make_aware(datetime.datetime(2126, 12, 4, 14))
    opportunity.activities.create(
        title="Meeting",
        service=opportunity.service,
        category=opportunity.category,
        starts_at=starts,
        ends_at=starts + datetime.timedelta(hours=2),
    )

    said = words(html_of(shown.get_url()))

    for part in [
        "Where Charnwood",
        "Time Two hours, once",
        "Date Wednesday 4 December 2126, 2pm to 4pm",
        "Places 3 people",
        f"Closing date {last_day(opportunity.closes_at)}",
        "Why we are asking The new building needs a name.",
        "What you would do Read a short list and say what you think.",
        f"{opportunity.level.label}. You come once and say what you think.",
        f"{site.name} 1 Example Street ZZ99 3WZ Step-free from the car park. Bus 12",
        "Payment and expenses We pay your travel.",
        "Support and access Step-free, with a quiet room.",
        "How you will hear back We write to you within a month.",
        "Jo Example Phone: 01632 960001 Email: involvement@example.org",
    ]:
        assert part in said


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"opens_at": days_from_now(2)}, "This is not open yet."),
        ({"over": True}, "This has closed."),
        ({"status": Status.CLOSED}, "This has closed."),
        ({"status": Status.FILLED}, "All places are taken."),
        ({"status": Status.CANCELLED}, "This was cancelled."),
    ],
)
def test_what_is_not_open_says_so_and_what_to_do_next(facts, sentence):
    html = html_of(page(**facts).get_url())

    assert sentence in words(html)
    assert '<a href="/opportunities/">See other opportunities</a>' in html
    assert '<a href="/join/">join us</a>' in html
    assert "I am interested" not in html


def test_what_is_open_can_be_answered():
    shown = page()
    html = html_of(shown.get_url())

    assert html.count(f'href="{shown.get_url()}interest/"') == 2
    assert "See other opportunities" not in html


def test_a_contact_that_is_not_named_is_the_team():
    html = html_of(page(contact_name="", contact_email="", contact_phone="").get_url())

    assert "Ask a question Patient Experience and Involvement team" in words(html)


def test_words_of_an_editor_cannot_carry_a_script():
    shown = page("<script>alert(1)</script>")
    shown.summary = '"><script>alert(2)</script>'
    shown.save()

    for url in [shown.get_url(), "/opportunities/"]:
        assert "<script>alert" not in html_of(url)


# --- Wording -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "midnight"), (12, 0, "midday"), (9, 30, "9:30am"), (17, 0, "5pm"), (12, 5, "12:05pm")],
)
def test_times_are_written_as_nhs_uk_does(hour, minute, said):
    local = timezone.make_aware(datetime.datetime(2026, 7, 1, hour, minute))

    assert time_of_day(local.astimezone(datetime.UTC)) == said


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        ((2026, 12, 4, 23, 59), "Friday 4 December 2026"),
        ((2026, 12, 5, 0, 0), "Friday 4 December 2026"),
        ((2026, 7, 3, 17, 0), "Friday 3 July 2026 at 5pm"),
        ((2026, 10, 25, 23, 59), "Sunday 25 October 2026"),  # the day the clocks go back
    ],
)
def test_the_last_day_is_the_one_on_which_people_can_still_answer(closes, said):
    assert last_day(timezone.make_aware(datetime.datetime(*closes))) == said


def test_where_it_happens():
    charnwood = LocalityFactory.build(name="Charnwood")

    assert where(Opportunity(locality=charnwood)) == "Charnwood"
    assert where(Opportunity(locality=charnwood, online=True)) == "Charnwood or online"
    assert where(Opportunity(online=True)) == "Online"
    assert where(Opportunity()) == ""
