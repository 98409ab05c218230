"""Someone of the PE team adds words, puts them better, and lets others replace them."""

import pytest

from people.models import Term
from tests.browser import DESKTOP, PHONE, assert_accessible, on_screens, shoot, sign_in
from tests.factories.people import MemberFactory, PETeamUserFactory, TermFactory

pytestmark = pytest.mark.journey


def look(page, name):
    assert_accessible(page)
    shoot(page, name)


@on_screens(PHONE, DESKTOP)
def test_from_new_words_to_their_replacement(page, screen):
    user = PETeamUserFactory(permissions=["people.change_vocabulary"])
    old = TermFactory(label="Juggling plates")
    member = MemberFactory(terms=[old])

    sign_in(page, user.email, go_to="/admin/vocabulary/?kind=skill")
    look(page, "desk-vocabulary")
    page.get_by_role("button", name="Add words").click()
    page.get_by_role("button", name="Add the words").click()
    look(page, "term-add-error")
    page.get_by_label("Skill").check()
    page.get_by_label("Words that people choose").fill("Juggling")
    page.get_by_role("button", name="Add the words").click()
    look(page, "desk-vocabulary-added")

    page.get_by_role("link", name="Change Juggling", exact=True).click()
    page.get_by_label("Words that people choose").fill("Juggling things")
    look(page, "term-edit")
    page.get_by_role("button", name="Save").click()

    page.get_by_label("Search", exact=True).fill("juggling plates")
    page.get_by_role("button", name="Search", exact=True).click()
    assert "juggling" not in page.url
    page.get_by_role("link", name="Retire Juggling plates").click()
    page.get_by_label("Which words replace it?").select_option(label="Juggling things")
    look(page, "term-retire")
    page.get_by_role("button", name="Retire").click()
    assert member.terms.get() == Term.objects.get(code="juggling")

    page.get_by_role("link", name="Bring back Juggling plates").click()
    look(page, "term-restore")
    page.get_by_role("button", name="Bring back").click()
    old.refresh_from_db()
    assert (old.retired_at, old.replaced_by) == (None, None)
