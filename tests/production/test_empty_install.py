"""From an empty database to a member with a place, on production settings and real processes."""

import re

import pytest
from playwright.sync_api import expect

from tests.production import walk
from tests.production.installation import ADMINISTRATOR

pytestmark = pytest.mark.installation

ACCESS = re.compile(r"(GET|POST) /[^ ?]* \d{3} \d+")  # method, path, status, microseconds


def test_public_pages_are_there_and_only_over_https(installation):
    paths = ["/", "/opportunities/", "/accessibility/", "/privacy/", "/contact/", "/no-such-page/"]

    assert {path: installation.status(path) for path in paths} == {
        "/": 200,
        "/opportunities/": 200,
        "/accessibility/": 200,
        "/privacy/": 200,
        "/contact/": 200,
        "/no-such-page/": 404,
    }
    assert installation.status("/demo/mailbox/") == 404


def test_from_the_first_administrator_to_a_member_with_a_place(installation, visitor):
    administrator, colleague, member = visitor(), visitor(), visitor()

    walk.sign_in(administrator, installation, ADMINISTRATOR)
    administrator.goto("/admin/")
    expect(administrator).to_have_url(f"{installation.address}/accounts/2fa/totp/activate/")
    walk.enrol(administrator)
    walk.add_service(administrator, "Dental care")
    walk.add_colleague(administrator, "pe.team@example.org", "PE team")

    walk.sign_in(colleague, installation, "pe.team@example.org")
    colleague.goto("/admin/opportunities/")
    walk.enrol(colleague)
    walk.prepare_opportunity(colleague, "Help choose a name", service="Dental care")
    walk.publish_page(administrator, "help-choose-a-name", "Help choose a name")
    member.goto("/opportunities/")
    expect(member.get_by_role("link", name="Help choose a name")).to_be_visible()

    walk.join(member, installation, "Zofia Nowak", "zofia@example.org")
    walk.answer_skills(member, "Chairing meetings")
    walk.express_interest(member, "Help choose a name")
    walk.decide(colleague, "help-choose-a-name", "Zofia Nowak", "Invite")
    invitation = installation.mails.wait_for("zofia@example.org", "/invitations/")
    walk.say_yes(visitor(), invitation)
    walk.decide(colleague, "help-choose-a-name", "Zofia Nowak", "Give a place")
    installation.mails.wait_for("zofia@example.org", "15 December")

    member.goto("/my-involvement/")
    expect(member.get_by_role("main")).to_contain_text("Help choose a name")
    taking_part = installation.manage(
        *["shell", "--verbosity", "0", "--command"],
        "from involvement.models import Involvement\n"
        "for one in Involvement.objects.all(): print(one.member, one.status)",
    )
    assert taking_part == "P-00001 expected\n"


def test_the_access_log_holds_neither_searches_nor_visitors(installation):
    installation.status("/opportunities/?q=a-very-private-question")
    installation.status("/invitations/a-signed-token/")

    installation.wait_for_log("GET /opportunities/ 200 ")
    installation.wait_for_log("GET /invitations/…/ ")
    lines = installation.logged().splitlines()
    access = [line for line in lines if line.startswith(("GET ", "POST "))]
    assert [line for line in access if not ACCESS.fullmatch(line)] == []
    assert "private" not in installation.logged()
    assert "a-signed-token" not in installation.logged()
