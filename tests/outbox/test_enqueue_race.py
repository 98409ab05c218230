"""Two transactions write the same message at the same moment: there is one message."""

import threading

import pytest
from django.db import connections
from wagtail.models import ModelLogEntry

from outbox import actions
from outbox.models import Message
from tests.factories.people import PersonFactory
from tests.outbox.worker_process import database_for_all

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_key_is_used_once_by_eight_writers(letter_template, tmp_path):
    template = letter_template("Hello\n\nDear {{ person.name }},\n")
    barrier, written = threading.Barrier(8), []

    def write(own_connection):
        connections["default"] = own_connection
        barrier.wait()
        for number in range(5):
            message = actions.enqueue(
                person=person,
                purpose="hello",
                template=template,
                context={},
                dedupe_key=f"hello-{number}",
                by=None,
            )
            written.append(message.pk)
        own_connection.close()

    with database_for_all(tmp_path):
        person = PersonFactory()
        threads = []
        for _ in range(8):
            own_connection = connections["default"].copy()
            own_connection.inc_thread_sharing()
            threads.append(threading.Thread(target=write, args=[own_connection]))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(written) == 40
        assert sorted(set(written)) == sorted(Message.objects.values_list("pk", flat=True))
        assert Message.objects.count() == 5
        assert ModelLogEntry.objects.filter(action="outbox.enqueue").count() == 5
