"""Nothing of people reaches a log, whatever error quotes them."""

import logging
import sys

from portal.logs import Formatter

QUOTED = """new row for relation "people_person" violates check constraint "person_reachable"
DETAIL:  Failing row contains (12, Mina Member, mina.member@example.org, 07700900123, 1 A Street).
"""


def written(error):
    """What is written when `error` is logged with its traceback."""
    try:
        raise error
    except Exception:
        caught = sys.exc_info()
    record = logging.LogRecord("x", logging.ERROR, "x", 1, "Error: %s", ["/join/"], caught)
    return Formatter().format(record).splitlines()


def test_a_row_that_the_database_quotes_is_left_out():
    assert written(ValueError(QUOTED))[-1] == "DETAIL: …"


def test_an_address_that_a_mail_server_quotes_is_left_out():
    refused = {"mina.member+1@example.org": (550, b"<mina.member@mail.example.org> unknown")}

    assert written(ValueError(refused))[-1] == ("ValueError: {'…@…': (550, b'<…@…> unknown')}")


def test_a_signed_link_is_left_out():
    assert written(ValueError("/invitations/7-1~abc/"))[-1] == "ValueError: /invitations/…/"
    assert written(ValueError("/topics/stop/7~abc/"))[-1] == "ValueError: /topics/stop/…/"
    assert written(ValueError("/cafe-places/7-1~abc/"))[-1] == "ValueError: /cafe-places/…/"
    assert written(ValueError("/cafe-places/new/7/"))[-1] == "ValueError: /cafe-places/new/7/"
