"""The demo's mail goes to a folder, a page and the terminal, and nowhere else."""

import pytest
from django.core.mail import EmailMessage
from django.test import RequestFactory

from portal.demo.mailbox import EmailBackend, newest_mails
from portal.demo.views import mailbox
from portal.middleware import CacheRules


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DEMO_MAILBOX = tmp_path / "mailbox"


def send(subject, body, to="mina@example.org"):
    return EmailBackend().send_messages([EmailMessage(subject, body, "us@example.org", [to])])


def test_mails_are_kept_newest_first_in_every_script():
    send("First", "One")
    send("Grüße, नमस्ते", "Two")

    mails = newest_mails()

    assert [(mail["to"], mail["subject"], mail["body"].strip()) for mail in mails] == [
        ("mina@example.org", "Grüße, नमस्ते", "Two"),
        ("mina@example.org", "First", "One"),
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Your code is\n\n  WQMW-HMHK\n\nIt lasts.",
            "Mail to mina@example.org: Hello / code WQMW-HMHK\n",
        ),
        ("Your code is\n\n123456\n", "Mail to mina@example.org: Hello / code 123456\n"),
        ("No code here.", "Mail to mina@example.org: Hello\n"),
    ],
)
def test_the_terminal_tells_of_each_mail_and_its_code(capsys, body, told):
    send("Hello", body)

    assert capsys.readouterr().out == told


def test_an_empty_mailbox_is_no_error():
    assert newest_mails() == []


@pytest.mark.django_db
def test_the_page_shows_mails_and_is_never_kept():
    send("Hello", "See http://localhost:8000/join/ <b>now</b>")

    response = CacheRules(mailbox)(RequestFactory().get("/demo/mailbox/"))

    page = response.content.decode()
    assert response.headers["Cache-Control"] == "private, no-store"
    assert '<a href="http://localhost:8000/join/" rel="nofollow">' in page
    assert "&lt;b&gt;now&lt;/b&gt;" in page


@pytest.mark.django_db
def test_outside_the_demo_there_is_no_such_page(client):
    assert client.get("/demo/mailbox/").status_code == 404
