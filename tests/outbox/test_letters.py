"""Letters on paper."""

import re
import sys
import zlib

import pytest
from bs4 import BeautifulSoup

from home.models import SiteSettings
from outbox.letters import CannotMakePDF, letters_html, letters_pdf
from tests.factories.outbox import MessageFactory
from tests.factories.people import PersonFactory, TermFactory

pytestmark = pytest.mark.django_db

EVERY_SCRIPT = "Zoë Łukasz \u0645\u0631\u062d\u0628 \u0aae\u0ac0\u0ab0\u0abe \u738b\u5c0f"


def letter(**fields):
    return MessageFactory(letter=True, **fields)


def inside(pdf):
    """What a PDF says of itself, its compressed parts unpacked."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    unpacked = [pdf]
    for part in parts:
        try:
            unpacked.append(zlib.decompress(part))
        except zlib.error:
            unpacked.append(part)
    return b"\n".join(unpacked)


def pages(pdf):
    return len(re.findall(rb"/Type /Page\b", inside(pdf)))


def test_a_letter_says_from_whom_to_whom_and_what():
    team = SiteSettings.load()
    team.team_name, team.team_address = "Involvement team", "1 Trust Way\nLeicester"
    team.save()
    message = letter(subject="Come to tea", body="Dear Sam\n\n- tea\n- cake\n")

    soup = BeautifulSoup(letters_html([message]), "html.parser")

    assert soup.title.text == "Come to tea"
    sender = soup.select_one(".sender").get_text(" ", strip=True)
    assert sender.startswith("Involvement team 1 Trust Way Leicester")
    assert sender.endswith(f"Our reference: {message}")
    address = list(soup.select_one(".address").stripped_strings)
    assert address == [message.person.name, "1 Example Street", "Leicester", "LE1 1ZZ"]
    assert soup.h1.text == "Come to tea"
    assert [item.text for item in soup.select("ul li")] == ["tea", "cake"]


def test_what_people_write_is_words_and_never_markup():
    nasty = '<script>alert(1)</script><img src="http://evil.example.org/x"> & "Co"'
    person = PersonFactory(by_post=True, name=nasty[:120], postal_address=nasty)

    soup = BeautifulSoup(
        letters_html([letter(person=person, subject=nasty, body=nasty)]), "html.parser"
    )

    assert (soup.script, soup.img) == (None, None)
    assert soup.h1.text == nasty
    assert soup.select("article > p")[-1].text.strip() == nasty


def test_large_print_for_whoever_needs_it():
    plain, large = letter(), letter()
    large.person.needs.add(TermFactory(kind="communication_need", code="large-print"))
    plain.person.needs.add(TermFactory(kind="access_need", code="large-print"))

    soup = BeautifulSoup(letters_html([plain, large]), "html.parser")

    assert [article["class"] for article in soup("article")] == [["letter"], ["letter", "large"]]


def test_letters_are_gathered_in_a_constant_number_of_queries(django_assert_num_queries):
    letters_html([letter()])  # the team's own settings are kept from here on
    for number in (1, 3):
        messages = [letter() for _ in range(number)]
        with django_assert_num_queries(3):  # needs, site, settings
            letters_html(messages)


def test_the_pdf_is_tagged_and_says_which_language():
    pdf, complete = letters_pdf([letter(subject="Come to tea")])

    known = inside(pdf)
    assert complete
    assert pdf.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in known
    assert b"/StructTreeRoot" in known
    assert re.search(rb"/Lang \(en-GB\)", known)
    assert re.search(rb"pdfuaid:part[^0-9]*1", known)
    assert pages(pdf) == 1


def a_letter_that_ends_on_a_front():
    """A message of several pages, the last of which has an empty back; and how many pages."""
    for words in range(300, 3000, 150):  # which one depends on the machine's fonts
        message = letter(body="Dear Sam\n\n" + "Many words. " * words)
        count = pages(letters_pdf([message])[0])
        if count > 1 and count % 2:
            return message, count
    raise AssertionError("no length ends on a front page")


def test_every_letter_starts_on_a_sheet_of_its_own():
    long, count = a_letter_that_ends_on_a_front()

    pdf, _ = letters_pdf([letter(), long, letter()])

    # One page and its empty back; the long one and its last page's empty back; one page.
    assert pages(pdf) == 2 + (count + 1) + 1


def test_names_in_many_scripts_print(caplog):
    person = PersonFactory(by_post=True, name=EVERY_SCRIPT)

    _, complete = letters_pdf([letter(person=person, subject=EVERY_SCRIPT, body=EVERY_SCRIPT)])

    assert complete, "install fonts-noto-core and fonts-droid-fallback, or see scripts/need.py"


def test_a_sign_without_a_font_is_noticed_and_not_logged(caplog):
    _, complete = letters_pdf([letter(body="A sign that nobody has: \U0010fffd")])

    assert not complete
    assert caplog.records == []


def test_without_pango_a_sentence_says_what_to_install(monkeypatch):
    class NoPango:
        def find_spec(self, name, *args):
            if name == "weasyprint":
                raise OSError("cannot load library 'pango-1.0-0'")

    for name in [name for name in sys.modules if name.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [NoPango(), *sys.meta_path])
    message = letter()

    with pytest.raises(CannotMakePDF, match=r"install Pango .* libpango-1.0-0"):
        letters_pdf([message])

    assert message.person.name in letters_html([message])
