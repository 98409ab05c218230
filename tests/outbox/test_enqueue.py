"""A message is written once, in plain text, in the transaction that causes it."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from outbox.actions import CannotEnqueue, Draft, enqueue, enqueue_all
from outbox.actions import writing as module
from outbox.models import Message
from people.models import Channel
from tests.factories.people import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT = """{% load l10n %}Come to {{ title }}

Dear {{ person.name }},

{% if channel == "email" %}Answer at {{ base_url }}/x/.{% else %}Ring us.{% endif %}
"""


def write(template, *, person=None, title="the café", dedupe_key="key", by=None):
    return enqueue(
        person=person or PersonFactory(name="Sam Example"),
        purpose="invitation",
        template=template,
        context={"title": title},
        dedupe_key=dedupe_key,
        by=by,
    )


def test_the_first_line_is_the_subject_and_the_rest_the_words(letter_template, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://involve.example.org/"

    message = write(letter_template(TEXT))

    assert message.subject == "Come to the café"
    assert message.body == "Dear Sam Example,\n\nAnswer at https://involve.example.org/x/.\n"


@pytest.mark.parametrize(
    ("trait", "channel", "address", "end"),
    [
        ({"email": "sam@example.org"}, Channel.EMAIL, "sam@example.org", "/x/."),
        ({"by_post": True}, Channel.POST, "1 Example Street\nLeicester\nLE1 1ZZ", "Ring us."),
        ({"by_phone": True}, Channel.PHONE, "07700900123", "Ring us."),
    ],
)
def test_it_goes_by_the_channel_the_person_prefers(letter_template, trait, channel, address, end):
    message = write(letter_template(TEXT), person=PersonFactory(**trait))

    assert (message.channel, message.address) == (channel, address)
    assert message.body.strip().endswith(end)


def test_it_goes_to_a_colleague_at_work_however_they_are_reached_as_a_member(letter_template):
    message = enqueue(
        person=PersonFactory(by_post=True),
        purpose="work",
        template=letter_template(TEXT),
        context={},
        dedupe_key="work",
        email="sam.at.work@example.org",
        by=None,
    )

    assert (message.channel, message.address) == (Channel.EMAIL, "sam.at.work@example.org")
    assert message.body.strip().endswith("/x/.")


def test_text_is_plain_text_whatever_is_in_it(letter_template):
    person = PersonFactory(name="O'Brien & <b>Åse</b>")

    message = write(letter_template(TEXT), person=person, title='"Tea & talk"')

    assert message.subject == 'Come to "Tea & talk"'
    assert message.body.startswith("Dear O'Brien & <b>Åse</b>,\n")


@pytest.mark.parametrize("title", ["tea\nBcc: all@example.org", "tea\r\nBcc: all@example.org"])
def test_a_subject_is_always_one_line(letter_template, title):
    message = write(letter_template(TEXT), title=title)

    assert message.subject == "Come to tea Bcc: all@example.org"


def test_a_long_subject_is_cut_and_hidden_characters_are_taken_out(letter_template):
    message = write(letter_template(TEXT), title="\x00\u202e" + "x" * 300)

    assert message.subject == "Come to " + "x" * 192


def test_a_template_without_words_is_an_error(letter_template):
    with pytest.raises(ValueError, match=r"outbox/test/hello\.txt needs a subject"):
        write(letter_template("Only a subject\n"))


def test_the_same_key_is_the_same_message(letter_template):
    template = letter_template(TEXT)

    first = write(template)
    second = write(template, title="something else")

    assert first == second
    assert Message.objects.values_list("subject", flat=True).get() == "Come to the café"
    assert ModelLogEntry.objects.for_instance(first).count() == 1


@pytest.fixture
def broken(monkeypatch):
    """Messages that the database refuses, for another reason than their key."""

    def without_address(draft, by):
        message = writing(draft, by)
        message.address = ""
        return message

    writing = module._message
    monkeypatch.setattr(module, "_message", without_address)


def test_what_the_database_refuses_for_another_reason_says_so(letter_template, broken):
    with pytest.raises(IntegrityError, match="message_waiting_has_address"), transaction.atomic():
        write(letter_template(TEXT))
    with pytest.raises(IntegrityError, match="message_waiting_has_address"), transaction.atomic():
        enqueue_all(drafts=drafts(letter_template(TEXT), [PersonFactory()]), by=None)

    assert not Message.objects.exists()


def test_the_log_holds_references_and_states_only(letter_template):
    user = UserFactory()

    message = write(letter_template(TEXT), by=user)

    entry = ModelLogEntry.objects.for_instance(message).get()
    assert (entry.action, entry.user, entry.label) == ("outbox.enqueue", user, str(message))
    assert entry.data == {"purpose": "invitation", "channel": "email", "status": "queued"}
    assert (message.status_changed_by, message.created_by) == (user, user)


def drafts(template, people):
    return [Draft(one, "invitation", template, {"title": "it"}, f"to-{one}") for one in people]


def test_many_are_written_at_once_as_one_would_be(letter_template):
    user, people = UserFactory(), PersonFactory.create_batch(2)
    template = letter_template(TEXT)
    one = write(template, person=people[0], title="it", dedupe_key="alone", by=user)

    message, _ = enqueue_all(drafts=drafts(template, people), by=user)

    for name in ("person", "channel", "address", "subject", "body", "status", "created_by"):
        assert getattr(message, name) == getattr(one, name)
    entry, same = (ModelLogEntry.objects.for_instance(m).get() for m in (message, one))
    for name in ("action", "user", "data", "content_type"):
        assert getattr(entry, name) == getattr(same, name)
    assert entry.label == str(message)


def test_of_many_those_are_left_out_that_are_there_or_reach_nobody(letter_template):
    known, erased, new = PersonFactory(), PersonFactory(erased_at=timezone.now()), PersonFactory()
    template = letter_template(TEXT)
    write(template, person=known, dedupe_key=f"to-{known}")

    written = enqueue_all(drafts=drafts(template, [known, erased, new]), by=None)

    assert [message.person for message in written] == [new]
    assert Message.objects.count() == ModelLogEntry.objects.filter(action="outbox.enqueue").count()


@pytest.mark.parametrize("number", [2, 6])
def test_many_take_as_many_queries_as_a_few(letter_template, number, django_assert_num_queries):
    people, template = PersonFactory.create_batch(number), letter_template(TEXT)
    enqueue_all(drafts=drafts(template, [PersonFactory()]), by=None)

    with django_assert_num_queries(5):
        assert len(enqueue_all(drafts=drafts(template, people), by=None)) == number


def test_what_was_rolled_back_was_never_written(letter_template):
    template = letter_template(TEXT)

    with transaction.atomic():
        write(template)
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_nobody_writes_to_a_person_who_was_erased(letter_template):
    person = PersonFactory(erased_at=timezone.now(), email="")

    with pytest.raises(CannotEnqueue, match=r"There is no way to reach P-\d{5} any more\."):
        write(letter_template(TEXT), person=person)

    assert not Message.objects.exists()
