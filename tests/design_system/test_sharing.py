"""What a public page says of itself to search engines and where its link is shared."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.rich_text import RichText

from design_system.dated import DatedThing
from design_system.structured import event
from home.models import ContentPage, HomePage, SiteSettings
from tests.factories.involvement import ActivityFactory
from tests.factories.opportunities import OpportunityPageFactory
from tests.factories.organisation import SiteFactory
from tests.factories.people import UserFactory
from tests.public.checks import signed_in

# Wagtail leaves some uploaded files to be closed by the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
BASE = "https://involve.example.org"
PUBLIC_VIEWS = ["/join/", "/feeds/"]


@pytest.fixture(autouse=True)
def _site(settings):
    settings.WAGTAILADMIN_BASE_URL = f"{BASE}/"
    SiteSettings.objects.update_or_create(pk=1, defaults={"organisation_name": "Example Trust"})


def head(url):
    response = Client().get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").head


def content(soup, name):
    """The content of each meta element called `name`, as a list."""
    return [tag["content"] for tag in soup.find_all("meta", {"property": name})] + [
        tag["content"] for tag in soup.find_all("meta", {"name": name})
    ]


def structured(url):
    """The schema.org things on a page, by type; a page has one element of them."""
    [element] = head(url).find_all("script", type="application/ld+json")
    said = json.loads(element.string)
    assert said["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in said["@graph"]}


def planned(page, **facts):
    starts = timezone.make_aware(datetime.datetime(2126, 7, 4, 14))
    ends = starts + datetime.timedelta(hours=2)
    page.opportunity.activities.add(ActivityFactory(starts_at=starts, ends_at=ends, **facts))


def test_every_public_page_says_what_it_is_and_where():
    OpportunityPageFactory()
    pages = [page.specific.get_url() for page in Page.objects.live().filter(depth__gt=1)]
    assert len(pages) > 6

    for url in [*pages, *PUBLIC_VIEWS]:
        soup = head(url)
        said = {
            name: len(content(soup, name))
            for name in ["description", "og:description", "og:title", "og:site_name", "og:type"]
        }
        assert set(said.values()) == {1}, (url, said)
        assert [link["href"] for link in soup.find_all("link", rel="canonical")] == [BASE + url]
        assert content(soup, "og:url") == [BASE + url]


def test_a_page_is_called_as_its_editor_said():
    page = OpportunityPageFactory(title="Long title", summary="In a list.")
    page.seo_title, page.search_description = "Short", "For search engines."
    page.save()

    soup = head(page.get_url())

    assert content(soup, "og:title") == ["Short"]
    assert (
        content(soup, "description") == content(soup, "og:description") == ["For search engines."]
    )
    assert content(soup, "og:site_name") == ["Involvement - Example Trust"]


def test_a_question_in_the_address_is_not_part_of_it():
    soup = head("/opportunities/?place=online&page=1")

    assert soup.find("link", rel="canonical")["href"] == f"{BASE}/opportunities/"


def test_what_someone_looked_for_is_not_told_further():
    soup = head("/search/?q=anxiety")

    assert soup.find("link", rel="canonical") is None
    assert content(soup, "robots") == ["noindex"]
    assert content(soup, "og:title") == []


def test_members_and_staffs_pages_say_nothing():
    client = signed_in(UserFactory())
    for url in [reverse("account_login"), "/my-involvement/left/"]:
        html = client.get(url).content.decode()
        assert ("og:" in html, "canonical" in html) == (False, False)


def test_the_first_picture_of_a_page_goes_with_its_link():
    file = get_test_image_file()
    picture = get_image_model().objects.create(title="A table", file=file)
    body = [("text", RichText("<p>Words.</p>")), ("image", {"image": picture, "caption": ""})]
    page = ContentPage(title="With a picture", body=body)
    HomePage.objects.get().add_child(instance=page)

    [address] = content(head(page.get_url()), "og:image")

    assert address == BASE + picture.get_rendition("width-1280").url
    assert content(head("/contact/"), "og:image") == []


def test_a_list_names_its_feed_and_its_dates():
    links = head("/opportunities/").find_all("link", rel="alternate")

    assert [(link["type"], link["href"]) for link in links] == [
        ("application/atom+xml", "/feeds/opportunities.xml"),
        ("text/calendar", "/feeds/dates.ics"),
    ]
    assert head("/contact/").find_all("link", rel="alternate") == []


# --- schema.org --------------------------------------------------------------------------------
def test_the_home_page_tells_of_the_trust_and_how_to_search():
    said = structured("/")

    assert set(said) == {"WebSite", "Organization"}
    assert said["WebSite"]["url"] == f"{BASE}/"
    target = said["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{BASE}/search/?q={{search_term_string}}"


def test_a_page_tells_the_way_to_it():
    page = OpportunityPageFactory(title="Help choose a name")

    assert structured(page.get_url())["BreadcrumbList"]["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": f"{BASE}/"},
        {
            "@type": "ListItem",
            "position": 2,
            "name": "Opportunities",
            "item": f"{BASE}/opportunities/",
        },
        {
            "@type": "ListItem",
            "position": 3,
            "name": "Help choose a name",
            "item": BASE + page.get_url(),
        },
    ]


def test_what_has_a_date_is_an_event():
    page = OpportunityPageFactory(title="Meet us", summary="Come and talk.")
    site = SiteFactory(name="Example Hall", address="1 Street", postcode="ZZ99 3WZ")
    planned(page, site=site)

    event = structured(page.get_url())["Event"]

    assert event == {
        "@type": "Event",
        "name": "Meet us",
        "description": "Come and talk.",
        "url": BASE + page.get_url(),
        "startDate": "2126-07-04T14:00:00+01:00",
        "endDate": "2126-07-04T16:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Example Hall, 1 Street, ZZ99 3WZ",
                "address": "Example Hall, 1 Street, ZZ99 3WZ",
            }
        ],
        "organizer": {
            "@type": "Organization",
            "name": "Involvement - Example Trust",
            "url": f"{BASE}/",
        },
        "isAccessibleForFree": True,
    }


def test_what_is_online_is_said_to_be_so():
    page = OpportunityPageFactory()
    planned(page, online=True)

    event = structured(page.get_url())["Event"]

    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert event["location"] == [{"@type": "VirtualLocation", "url": BASE + page.get_url()}]


@pytest.mark.parametrize(
    ("facts", "where", "mode", "status"),
    [
        ({"place": "A hall"}, ["Place"], "Offline", "Scheduled"),
        ({"online": True}, ["VirtualLocation"], "Online", "Scheduled"),
        ({"place": "A hall", "online": True}, ["Place", "VirtualLocation"], "Mixed", "Scheduled"),
        ({"place": "A hall", "cancelled": True}, ["Place"], "Offline", "Cancelled"),
    ],
)
def test_an_event_says_how_to_take_part_and_whether_it_takes_place(facts, where, mode, status):
    now = timezone.now()
    thing = DatedThing("one", "/a/", "A", "", starts_at=now, ends_at=now, changed_at=now, **facts)

    said = event(thing, "Example Trust")

    assert [place["@type"] for place in said["location"]] == where
    assert said["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert said["eventStatus"] == f"https://schema.org/Event{status}"


def test_a_thing_is_told_of_until_it_ends_or_earlier_if_said_so():
    now = timezone.now()
    hour = datetime.timedelta(hours=1)

    def leaves(until):
        thing = DatedThing("one", "/a/", "A", "", now, now + hour, changed_at=now, until=until)
        return thing.leaves_at - now

    assert [leaves(until) for until in (None, now, now + 2 * hour)] == [hour, hour * 0, hour]


def test_what_people_can_no_longer_come_to_is_no_event():
    page = OpportunityPageFactory(opportunity__over=True)
    planned(page)

    assert set(structured(page.get_url())) == {"BreadcrumbList"}


def test_a_title_cannot_break_out_of_the_data():
    title = '</script><script>alert(1)</script><!-- \u2028 & "quotes"'
    page = OpportunityPageFactory(title=title)
    planned(page)

    html = Client().get(page.get_url()).content.decode()

    assert "<script>alert" not in html
    assert structured(page.get_url())["Event"]["name"] == title
