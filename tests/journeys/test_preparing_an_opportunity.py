"""Someone of the PE team prepares an opportunity, from the list to facts that are ready."""

import pytest

from opportunities.models import Opportunity
from tests.browser import follow, look, on_every_screen, press, sign_in
from tests.factories.organisation import LocalityFactory, ServiceFactory
from tests.factories.people import MemberFactory, PersonFactory, PETeamUserFactory, TermFactory

pytestmark = pytest.mark.journey


def fill_date(page, name, day, month, year):
    for part, number in (("day", day), ("month", month), ("year", year)):
        page.locator(f"[name={name}_{part}]").fill(str(number))


@on_every_screen
def test_from_the_list_to_ready(page, screen):
    user = PETeamUserFactory(permissions=["opportunities.run_opportunities"])
    ServiceFactory(name="Example Service", contact_email="service@example.org")
    LocalityFactory(name="Example Area")
    TermFactory(kind="activity_kind", code="workshop-x", label="Joining a workshop")
    TermFactory(kind="level", code="level-x", label="Working with us")
    TermFactory(kind="skill", code="chairing-x", label="Chairing meetings")

    sign_in(page, user.email, go_to="/admin/opportunities/")
    look(page, "desk-opportunities-empty")
    press(page, "New opportunity")
    press(page, "Continue to its facts")
    look(page, "facts-create-error")
    page.get_by_label("What is it called?").fill("Help choose a name")
    page.get_by_label("Which service is it for?").select_option(label="Example Service")
    press(page, "Continue to its facts")

    look(page, "facts-edit")
    page.get_by_label("Kind of activity").select_option(label="Joining a workshop")
    page.get_by_label("Level of involvement").select_option(label="Working with us")
    page.get_by_label("Category").select_option(label="One-off")
    page.get_by_label("Area", exact=True).select_option(label="Example Area")
    page.get_by_label("How much time").fill("Two hours, once")
    page.get_by_label("How many places").fill("3")
    fill_date(page, "opens_date", 1, "March", 2027)
    fill_date(page, "closes_date", 31, 2, 2027)
    press(page, "Save the facts")
    look(page, "facts-edit-error")
    page.get_by_role("link", name="Last day to apply must be a real date").click()
    fill_date(page, "closes_date", 31, 3, 2027)
    press(page, "Save the facts")

    look(page, "facts-show")
    follow(page.get_by_role("link", name="Change what it asks"))
    row = page.get_by_role("group", name="Something new, 1")
    row.get_by_label("What is asked?").select_option(label="Skill: Chairing meetings")
    row.get_by_label("Must").check()
    look(page, "criteria-edit")
    press(page, "Save")
    press(page, "Mark the facts as ready")
    look(page, "facts-show-ready")

    opportunity = Opportunity.objects.get()
    assert (opportunity.status, opportunity.slug) == ("open", "help-choose-a-name")
    assert opportunity.criteria.get().importance == "must"


@on_every_screen
def test_the_desks(page, screen):
    user = PETeamUserFactory(permissions=["opportunities.run_opportunities"])
    for name in ("Ada Example", "Grace Example"):
        MemberFactory(person=PersonFactory(name=name), locality=LocalityFactory())

    sign_in(page, user.email, go_to="/admin/members/")
    look(page, "desk-members")
    page.get_by_label("Search", exact=True).fill("Ada")
    press(page, "Search")
    page.get_by_label("Status", exact=True).select_option(label="On the register")
    press(page, "Filter")
    look(page, "desk-members-searched")
    assert "Ada" not in page.url
    assert page.get_by_role("row").count() == 2
    press(page, "Clear search")
    assert page.get_by_role("row").count() == 3
