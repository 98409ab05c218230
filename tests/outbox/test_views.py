"""Staff's screens of the outbox."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from outbox.models import Message
from tests.factories.outbox import MessageFactory
from tests.factories.people import PETeamUserFactory, TermFactory, UserFactory

pytestmark = pytest.mark.django_db
Status = Message.Status

LISTS = ["outbox:print-list", "outbox:call-list", "outbox:problem-list"]
KINDS = {
    "outbox:print-list": {"letter": True},
    "outbox:call-list": {"call": True},
    "outbox:problem-list": {"status": Status.UNCERTAIN},
}
QUERIES = (
    9  # session, user, rights, count, rows, needs, and the site with its settings and its help
)
EMPTY = {
    "outbox:print-list": "No letters are waiting. Thank you for keeping the post moving.",
    "outbox:call-list": "Nobody is waiting for a call. People who like to be rung show here when "
    "there is something to tell them.",
    "outbox:problem-list": "There are no problems. Every message went where it should.",
}


@pytest.fixture
def staff(client):
    client.user = PETeamUserFactory()
    client.force_login(client.user)
    return client


def soup_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def said(client, url_name="outbox:print-list"):
    """The headings of the banners on the next page."""
    soup = soup_of(client.get(reverse(url_name)))
    return [p.text for p in soup.select(".nhsuk-notification-banner__heading")]


def post(client, url_name, data, *args):
    response = client.post(reverse(url_name, args=args), data)
    assert response.status_code == 302, response.status_code
    return response.url


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_so_kindly(staff, name):
    paragraphs = [p.get_text(" ", strip=True) for p in soup_of(staff.get(reverse(name))).main("p")]

    assert EMPTY[name] in paragraphs


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_queries_is_the_same_for_any_number_of_rows(
    staff, django_assert_num_queries, name, rows
):
    for _ in range(rows):
        message = MessageFactory(**KINDS[name])
        message.person.needs.add(TermFactory(kind="communication_need"))
    staff.get(reverse(name))  # Wagtail remembers its site from here on

    with django_assert_num_queries(QUERIES):
        soup = soup_of(staff.get(reverse(name)))

    assert len(soup.select(".nhsuk-checkboxes__item, .nhsuk-card")) == rows


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(("page", "shown"), [("1", 25), ("2", 1), ("999", 1), ("x", 25), ("", 25)])
def test_lists_have_pages_and_any_number_finds_one(staff, name, page, shown):
    MessageFactory.create_batch(26, **KINDS[name])

    soup = soup_of(staff.get(reverse(name), {"page": page}))

    assert len(soup.select(".nhsuk-checkboxes__item, .nhsuk-card")) == shown


@pytest.mark.parametrize("name", LISTS)
def test_looking_changes_nothing(staff, name):
    message = MessageFactory(**KINDS[name])

    staff.get(reverse(name))

    fresh = Message.objects.get(pk=message.pk)
    assert (fresh.status, fresh.status_changed_at) == (message.status, message.status_changed_at)


@pytest.mark.parametrize("who", ["nobody", "member", "editor"])
@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("outbox:print-list", "get"),
        ("outbox:letters-pdf", "post"),
        ("outbox:letters-posted", "post"),
        ("outbox:call-list", "get"),
        ("outbox:call-done", "post"),
        ("outbox:problem-list", "get"),
        ("outbox:message-show", "get"),
        ("outbox:message-settle", "post"),
        ("desk-letters", "get"),
        ("desk-messages", "get"),
    ],
)
def test_only_the_pe_team_comes_in(client, who, name, method):
    message = MessageFactory(call=True)
    if who != "nobody":
        rights = {"member": [], "editor": ["wagtailadmin.access_admin"]}[who]
        client.force_login(UserFactory(permissions=rights))
    takes_one = name in ("outbox:call-done", "outbox:message-show", "outbox:message-settle")
    url = reverse(name, args=[message.pk] if takes_one else [])

    response = getattr(client, method)(url, {"result": "told", "letters": message.pk})

    if who == "nobody":
        assert (response.status_code, response.url.split("?")[0]) == (302, "/accounts/login/")
    else:
        assert response.status_code == 403
        assert message.person.name not in response.content.decode()
    message.refresh_from_db()
    assert message.status == Status.QUEUED


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("outbox:letters-pdf", []),
        ("outbox:letters-posted", []),
        ("outbox:call-done", [1]),
        ("outbox:message-settle", [1]),
    ],
)
def test_what_writes_is_never_done_by_a_link(staff, name, args):
    assert staff.get(reverse(name, args=args)).status_code == 405


# --- Letters -----------------------------------------------------------------------------------
def test_a_pdf_of_those_chosen_which_nobody_keeps_and_which_marks_nothing(staff):
    letters = MessageFactory.create_batch(2, letter=True)

    response = staff.post(reverse("outbox:letters-pdf"), {"letters": [m.pk for m in letters]})

    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.content.startswith(b"%PDF-1.7")
    assert set(Message.objects.values_list("status", flat=True)) == {Status.QUEUED}


def test_the_page_to_print_from_holds_those_chosen_and_no_other(staff):
    first, _, third = MessageFactory.create_batch(3, letter=True)

    response = staff.post(
        reverse("outbox:letters-pdf"), {"letters": [first.pk, third.pk], "as_page": "on"}
    )

    references = [tag.text for tag in soup_of(response).select(".reference")]
    assert references == [str(first), str(third)]


def test_only_letters_that_wait_are_printed(staff):
    waiting, email = MessageFactory(letter=True), MessageFactory()
    posted = MessageFactory(letter=True, status=Status.SENT)
    chosen = {"letters": [waiting.pk, email.pk, posted.pk], "as_page": "on"}

    response = staff.post(reverse("outbox:letters-pdf"), chosen)

    assert [tag.text for tag in soup_of(response).select(".reference")] == [str(waiting)]


def test_choosing_all_ticks_every_box(staff):
    MessageFactory.create_batch(2, letter=True)

    boxes = soup_of(staff.get(reverse("outbox:print-list"), {"choose": "all"})).select(
        "input[type=checkbox]"
    )

    assert [box.has_attr("checked") for box in boxes] == [True, True]


@pytest.mark.parametrize("name", ["outbox:letters-pdf", "outbox:letters-posted"])
@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        ([], "Choose at least one letter."),
        (["x", "-1", "\u0661", "\x00"], "Choose at least one letter."),
        (
            ["999999", "9" * 50],
            "The letters you chose do not wait any more. Someone else may have posted them.",
        ),
    ],
)
def test_no_letter_and_nonsense_get_a_sentence(staff, name, letters, sentence):
    post(staff, name, {"letters": letters})

    assert said(staff) == [sentence]


def test_letters_are_marked_as_posted_by_whoever_did_it(staff):
    first, second, third = MessageFactory.create_batch(3, letter=True)

    post(staff, "outbox:letters-posted", {"letters": [first.pk, second.pk]})

    assert said(staff) == ["2 letters are marked as posted."]
    first.refresh_from_db()
    third.refresh_from_db()
    assert (first.status, first.status_changed_by) == (Status.SENT, staff.user)
    assert third.status == Status.QUEUED


def test_the_button_pressed_twice_counts_once(staff):
    letter = MessageFactory(letter=True)

    for _ in range(2):
        post(staff, "outbox:letters-posted", {"letters": [letter.pk]})

    assert said(staff) == [
        "1 letter is marked as posted.",
        "0 letters are marked as posted.",
    ]


def test_what_is_no_letter_cannot_be_posted(staff):
    email = MessageFactory()

    post(staff, "outbox:letters-posted", {"letters": [email.pk]})

    [sentence] = said(staff)
    assert sentence == (f"{email} is not a letter that waits to be posted. None were marked.")


# --- Calls -------------------------------------------------------------------------------------
def test_a_call_says_whom_to_ring_what_to_say_and_what_they_need(staff):
    message = MessageFactory(call=True, subject="Welcome call", body="Say welcome.\n")
    message.person.needs_note = "Please speak slowly"
    message.person.save()
    message.person.needs.add(
        TermFactory(kind="communication_need", code="interpreter", label="Interpreter")
    )

    [card] = soup_of(staff.get(reverse("outbox:call-list"))).select(".nhsuk-card")

    assert card.h2.text == message.person.name
    assert card.select_one("a[href^=tel]")["href"] == "tel:07700900123"
    words = card.get_text(" ", strip=True)
    assert "They need: Interpreter. Please speak slowly" in words
    assert "Welcome call Say welcome." in words


@pytest.mark.parametrize(
    ("result", "status", "sentence"),
    [
        ("told", Status.SENT, "{} is marked as told."),
        ("no-answer", Status.QUEUED, "{} goes to the end of the list. Try again later."),
        ("not-needed", Status.CANCELLED, "The call to {} is taken off the list."),
        ("nonsense", Status.QUEUED, "Choose how the call went."),
        ("", Status.QUEUED, "Choose how the call went."),
    ],
)
def test_how_a_call_went(staff, result, status, sentence):
    message = MessageFactory(call=True)

    post(staff, "outbox:call-done", {"result": result}, message.pk)

    message.refresh_from_db()
    assert message.status == status
    assert said(staff, "outbox:call-list") == [sentence.format(message.person.name)]


def test_a_call_that_someone_else_made_meanwhile_is_refused_with_a_sentence(staff):
    message = MessageFactory(call=True, status=Status.SENT)

    post(staff, "outbox:call-done", {"result": "no-answer"}, message.pk)

    assert said(staff, "outbox:call-list") == ["This call does not wait to be made any more."]


# --- Problems ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "decision", "after", "sentence"),
    [
        (Status.UNCERTAIN, "went", Status.SENT, "{} counts as sent."),
        (Status.UNCERTAIN, "not-went", Status.QUEUED, "{} will be sent again."),
        (Status.UNCERTAIN, "not-needed", Status.CANCELLED, "{} will not be sent."),
        (Status.FAILED, "again", Status.QUEUED, "{} waits to be sent again."),
        (Status.FAILED, "not-needed", Status.CANCELLED, "{} will not be sent."),
        (
            Status.SENT,
            "not-went",
            Status.SENT,
            "This email is not in doubt any more, so there is nothing to decide.",
        ),
        (Status.UNCERTAIN, "", Status.UNCERTAIN, "Choose what is to happen with this message."),
    ],
)
def test_a_person_decides(staff, before, decision, after, sentence):
    message = MessageFactory(status=before)

    post(staff, "outbox:message-settle", {"decision": decision}, message.pk)

    message.refresh_from_db()
    assert message.status == after
    assert said(staff, "outbox:problem-list") == [sentence.format(message)]


def test_the_list_offers_what_can_be_decided(staff):
    MessageFactory(status=Status.UNCERTAIN)
    MessageFactory(status=Status.FAILED)

    cards = soup_of(staff.get(reverse("outbox:problem-list"))).select(".nhsuk-card")

    assert [[button["value"] for button in card("button")] for card in cards] == [
        ["went", "not-went", "not-needed"],
        ["again", "not-needed"],
    ]


def test_after_deciding_on_the_list_one_is_back_on_the_list(staff):
    message = MessageFactory(status=Status.UNCERTAIN)
    data = {"decision": "went", "from_list": "on"}

    assert post(staff, "outbox:message-settle", data, message.pk) == reverse("outbox:problem-list")


@pytest.mark.parametrize(
    ("status", "buttons"),
    [
        (Status.QUEUED, ["not-needed"]),
        (Status.SENDING, []),
        (Status.SENT, []),
        (Status.UNCERTAIN, ["went", "not-went", "not-needed"]),
        (Status.FAILED, ["again", "not-needed"]),
        (Status.CANCELLED, []),
    ],
)
def test_one_message_shows_its_words_and_what_can_be_done(staff, status, buttons):
    message = MessageFactory(status=status, body="Hello <b>you</b>\n")

    soup = soup_of(staff.get(reverse("outbox:message-show", args=[message.pk])))

    assert soup.h1.text == message.subject
    assert soup.main.select_one(".nhsuk-card p").text == "Hello <b>you</b>"
    assert [button["value"] for button in soup.main("button")] == buttons


def test_a_message_that_is_not_there(staff):
    assert staff.get(reverse("outbox:message-show", args=[999])).status_code == 404


# --- Desks -------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", ["desk-letters", "desk-messages"])
def test_desks_ask_the_same_number_of_queries(staff, django_assert_num_queries, rows, name):
    MessageFactory.create_batch(rows, letter=True)
    MessageFactory(letter=True, status=Status.SENT)
    staff.get(reverse(name))

    with django_assert_num_queries(QUERIES):
        soup = soup_of(staff.get(reverse(name)))

    assert len(soup.select("tbody tr")) == (rows if name == "desk-letters" else rows + 1)
