"""What the worker says to a mail server, and what it makes of the answers."""

import pytest

from outbox.models import Message
from outbox.worker import MailServerAway, Worker
from tests.factories.outbox import MessageFactory
from tests.outbox.mail_server import VANISH

pytestmark = pytest.mark.django_db
Status = Message.Status


@pytest.fixture(autouse=True)
def _send_to(settings, mail_server):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", mail_server.port
    settings.DEFAULT_FROM_EMAIL = "Involvement <involvement@example.org>"


def test_an_email_is_plain_text_with_a_name_that_stays(mail_server):
    message = MessageFactory(subject="Zoë's café", body="Dear Zoë,\n\nمرحب ગુજરાતી 中文\n")

    assert Worker().send_due() == 1

    [(recipient, mail)] = mail_server.mails
    message.refresh_from_db()
    assert recipient == message.address
    assert (mail["From"], mail["To"]) == (
        "Involvement <involvement@example.org>",
        message.address,
    )
    assert (mail["Subject"], mail.get_content().replace("\r\n", "\n")) == (
        message.subject,
        message.body,
    )
    assert mail.get_content_type() == "text/plain"
    assert mail["Message-ID"] == message.provider_reference
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (message.status, message.attempts) == (Status.SENT, 1)


def test_only_emails_that_are_due_are_sent(mail_server):
    MessageFactory(letter=True)
    MessageFactory(call=True)
    for status in set(Status) - {Status.QUEUED}:
        MessageFactory(status=status)
    due = MessageFactory.create_batch(2)

    assert Worker().send_due() == 2

    assert mail_server.recipients == sorted(message.address for message in due)


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
@pytest.mark.parametrize(
    ("answer", "status"), [("550 No such mailbox", Status.FAILED), ("450 Later", Status.QUEUED)]
)
def test_what_the_server_answers_decides(mail_server, step, answer, status):
    mail_server.on[step] = lambda recipient: answer
    message = MessageFactory()

    assert Worker().send_due() == 0

    message.refresh_from_db()
    assert (message.status, message.attempts) == (status, 1)
    assert (message.next_attempt_at > message.status_changed_at) == (status == Status.QUEUED)


def test_a_sender_who_is_refused_is_ours_to_mend(mail_server):
    mail_server.on["MAIL"] = lambda recipient: "550 Who are you?"
    message = MessageFactory()

    Worker().send_due()

    message.refresh_from_db()
    assert message.status == Status.QUEUED


def test_a_connection_that_breaks_leaves_it_uncertain(mail_server):
    mail_server.on["DATA"] = lambda recipient: VANISH
    message = MessageFactory()

    Worker().send_due()

    message.refresh_from_db()
    assert message.status == Status.UNCERTAIN


@pytest.mark.parametrize(
    "address",
    [
        "sam@example.org\nBcc: all@example.org",
        "sam@example.org, all@example.org",
        "no address",
        "sam@@example.org",
    ],
)
def test_what_is_not_one_address_gets_nothing(mail_server, address):
    message = MessageFactory()
    Message.objects.update(address=address)

    assert Worker().send_due() == 0

    message.refresh_from_db()
    assert (message.status, mail_server.mails) == (Status.FAILED, [])


def test_a_subject_cannot_add_a_header(mail_server):
    MessageFactory(subject="Hello\r\nBcc: all@example.org\n\nAnd more")

    Worker().send_due()

    [(_, mail)] = mail_server.mails
    assert mail["Subject"] == "Hello Bcc: all@example.org And more"
    assert mail["Bcc"] is None


def test_one_bad_address_does_not_hold_up_the_others(mail_server):
    bad, good = MessageFactory.create_batch(2)
    mail_server.on["RCPT"] = lambda address: "550 No" if address == bad.address else None

    assert Worker().send_due() == 1

    assert mail_server.recipients == [good.address]


def test_nothing_is_claimed_while_the_mail_server_is_away(mail_server):
    mail_server.stop()
    message = MessageFactory()

    with pytest.raises(MailServerAway):
        Worker().send_due()

    message.refresh_from_db()
    assert (message.status, message.attempts) == (Status.QUEUED, 0)


def test_a_worker_that_was_told_to_stop_takes_up_nothing_more(mail_server):
    worker = Worker()
    mail_server.on["DATA"] = lambda recipient: worker.stop()
    MessageFactory.create_batch(3)

    assert worker.send_due() == 1
    worker.run()  # returns at once

    assert Message.objects.filter(status=Status.QUEUED).count() == 2


def test_the_log_names_no_address_and_no_words(mail_server, caplog):
    caplog.set_level("DEBUG", logger="outbox")
    mail_server.on["RCPT"] = lambda recipient: f"550 <{recipient}> is unknown"
    message = MessageFactory()

    Worker().send_due()

    assert [record.getMessage() for record in caplog.records if record.name == "outbox.worker"] == [
        f"{message}: it was refused for good"
    ]
    assert message.address not in caplog.text
