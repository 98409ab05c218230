"""Someone of the PE team adds words, puts them better, and lets others replace them."""

import pytest

from people.models import Term
from tests.browser import DESKTOP, PHONE, follow, look, on_screens, press, sign_in
from tests.factories.people import MemberFactory, PETeamUserFactory, TermFactory

pytestmark = pytest.mark.journey


@on_screens(PHONE, DESKTOP)
def test_from_new_words_to_their_replacement(page, screen):
    user = PETeamUserFactory(permissions=["people.change_vocabulary"])
    old = TermFactory(label="Juggling plates")
    member = MemberFactory(terms=[old])

    sign_in(page, user.email, go_to="/admin/vocabulary/?kind=skill")
    look(page, "desk-vocabulary")
    press(page, "Add words")
    press(page, "Add the words")
    look(page, "term-add-error")
    page.get_by_label("Skill").check()
    page.get_by_label("Words that people choose").fill("Juggling")
    press(page, "Add the words")
    look(page, "desk-vocabulary-added")

    follow(page.get_by_role("link", name="Change Juggling", exact=True))
    page.get_by_label("Words that people choose").fill("Juggling things")
    look(page, "term-edit")
    press(page, "Save")

    page.get_by_label("Search", exact=True).fill("juggling plates")
    press(page, "Search")
    assert "juggling" not in page.url
    follow(page.get_by_role("link", name="Retire Juggling plates"))
    page.get_by_label("Which words replace it?").select_option(label="Juggling things")
    look(page, "term-retire")
    press(page, "Retire")
    assert member.terms.get() == Term.objects.get(code="juggling")

    follow(page.get_by_role("link", name="Bring back Juggling plates"))
    look(page, "term-restore")
    press(page, "Bring back")
    old.refresh_from_db()
    assert (old.retired_at, old.replaced_by) == (None, None)
