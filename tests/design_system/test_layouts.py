"""What every page has, read without a browser."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import RequestFactory

from home.models import HelpSettings, SiteSettings

pytestmark = [pytest.mark.urls("tests.design_system.kitchen_sink"), pytest.mark.django_db]


def read(response):
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def test_a_public_page_has_its_landmarks_and_help(client):
    soup = read(client.get("/sink/public/"))

    assert soup.html["lang"] == "en-GB"
    assert soup.select_one(".nhsuk-skip-link")["href"] == "#maincontent"
    assert [a["href"] for a in soup.select("header nav a")] == [
        "/opportunities/", "/cafes/", "/join/", "/my-involvement/"
    ]  # fmt: skip
    assert [a["href"] for a in soup.select("footer a")] == [
        "/accessibility/", "/privacy/", "/contact/"
    ]  # fmt: skip
    assert soup.select_one("nav.app-help-link a")["href"] == "#get-help"
    assert [a["href"] for a in soup.select("#get-help a")] == HELP
    assert [words(a) for a in soup.select(".nhsuk-breadcrumb__link")] == ["Home", "One & more"]


def test_no_page_has_a_script_or_style_inside(client):
    soup = read(client.get("/sink/public/"))

    assert [script["src"] for script in soup.find_all("script")] == [
        "/static/supported.js", "/static/portal.js"
    ]  # fmt: skip
    assert soup.find_all("style") == soup.find_all(style=True) == []


HELP = ["tel:999", "tel:111", "tel:116123", "/contact/"]


def test_help_names_pals_before_the_trust_has_given_its_number(client):
    last = read(client.get("/sink/public/")).select("#get-help a")[-1]
    assert (last["href"], words(last)) == ("/contact/", "Ask us how to reach PALS")


def test_the_editors_own_numbers_and_name_are_shown(client):
    help_settings, site_settings = HelpSettings.load(), SiteSettings.load()
    help_settings.crisis_phone, help_settings.pals_phone = "0116 496 0111", "0116 496 0222"
    site_settings.organisation_name = "Invented <NHS> Trust"
    help_settings.save()
    site_settings.save()

    soup = read(client.get("/sink/public/"))

    assert [a["href"] for a in soup.select("#get-help a")] == [
        "tel:999", "tel:01164960111", "tel:116123", "tel:01164960222"
    ]  # fmt: skip
    assert words(soup.select_one(".nhsuk-header__organisation-name")) == "Invented <NHS> Trust"
    assert soup.title.text == "A page - Involvement - Invented <NHS> Trust"


def test_a_form_with_errors_says_so_in_its_title_and_keeps_what_was_sent(client):
    assert read(client.get("/sink/form/")).title.text == "Everything - Involvement"

    soup = read(client.post("/sink/form/", {"name": "Ada"}))

    assert soup.title.text == "Error: Everything - Involvement"
    assert soup.find(id="id_name")["value"] == "Ada"
    assert soup.select_one("main form").has_attr("novalidate")
    assert soup.select_one("main .nhsuk-error-summary h2").text.strip() == "There is a problem"


def test_signing_out_is_a_button_and_not_a_link(client):
    soup = read(client.get("/sink/member/"))

    form = soup.select_one("header form")
    assert (form["method"], form["action"]) == ("post", "/accounts/logout/")
    assert words(form.button) == "Sign out"


def test_messages_are_banners_each_with_its_own_title(client):
    banners = read(client.get("/sink/staff/")).select(".nhsuk-notification-banner")

    assert [(banner["role"], words(banner)) for banner in banners] == [
        ("alert", "Done Your answers are kept"),
        ("region", "There is a problem (2) This opportunity has closed"),
    ]


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_page_for_a_fault_needs_nothing(django_assert_num_queries, name):
    with django_assert_num_queries(0):
        html = render_to_string(name)

    soup = BeautifulSoup(html, "html.parser")
    assert [a["href"] for a in soup.select("#get-help a")] == ["tel:999", "tel:111", "tel:116123"]
    assert "ask for PALS" in words(soup.select_one("#get-help"))
    assert soup.select_one(soup.select_one(".nhsuk-skip-link")["href"]).name == "main"


def test_help_is_there_even_without_settings_or_a_request():
    soup = BeautifulSoup(render_to_string("components/get_help.html"), "html.parser")

    assert [a["href"] for a in soup.find_all("a")] == HELP


@pytest.mark.parametrize(
    ("path", "current"),
    [("/opportunities/", "page"), ("/opportunities/a/", "true"), ("/", None), ("/joiner/", None)],
)
def test_the_part_of_the_site_that_one_is_in_is_marked(path, current):
    request = RequestFactory().get(path)

    soup = BeautifulSoup(render_to_string("components/header.html", request=request), "html.parser")

    marked = soup.select("[aria-current]")
    assert [(a["href"], a["aria-current"]) for a in marked] == (
        [("/opportunities/", current)] if current else []
    )
