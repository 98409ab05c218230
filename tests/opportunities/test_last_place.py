"""Two people of the team give away the last place at the same moment: one of them does."""

import threading
from functools import partial

import pytest
from django.db import connection, connections
from django.db.models import QuerySet

from involvement.models import Involvement
from opportunities import actions
from opportunities.models import Application, Opportunity
from outbox.models import Message
from people.actions import erase_person, leave_register
from tests.factories.opportunities import OpportunityFactory, OpportunityPageFactory
from tests.factories.people import MemberFactory
from tests.outbox.worker_process import database_for_all

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def at_once(*calls):
    """Run each call in a thread of its own, on a connection of its own; return what they gave.

    What a call raised stands in its place.
    """
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call, own_connection):
        connections["default"] = own_connection
        barrier.wait()
        try:
            results[number] = call()
        except Exception as error:  # told to the test as a result
            results[number] = error
        own_connection.close()

    threads = []
    for number, call in enumerate(calls):
        own_connection = connections["default"].copy()
        own_connection.inc_thread_sharing()
        threads.append(threading.Thread(target=run, args=[number, call, own_connection]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def place_two(opportunity):
    people = [MemberFactory().person for _ in range(2)]
    return at_once(
        *[
            lambda person=person: actions.place(opportunity=opportunity, person=person, by=None)
            for person in people
        ]
    )


def leave(person):
    return leave_register(member=person.member, by=None)


def erase(person):
    return erase_person(person=person, by=None)


def kinds(results):
    return sorted(type(result).__name__ for result in results)


def test_the_last_place_goes_to_exactly_one(tmp_path):
    with database_for_all(tmp_path):
        for _ in range(5):
            opportunity = OpportunityFactory(capacity=1)

            results = place_two(opportunity)

            opportunity.refresh_from_db()
            assert kinds(results) == ["Application", "CannotPlace"]
            assert opportunity.places_taken == 1
            assert Application.objects.filter(opportunity=opportunity).count() == 1
        assert Message.objects.count() == 5


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks the whole file")
def test_without_the_lock_the_database_itself_refuses_the_second(tmp_path, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    with database_for_all(tmp_path):
        opportunity = OpportunityFactory(capacity=1)

        results = place_two(opportunity)

        assert kinds(results) == ["Application", "IntegrityError"]


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite locks the whole file")
def test_without_lock_and_constraint_it_would_be_sold_twice(tmp_path, monkeypatch):
    """The proof that the tests above can fail."""
    guard = next(c for c in Opportunity._meta.constraints if c.name == "opportunity_never_oversold")
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **options: rows)
    with database_for_all(tmp_path):
        opportunity = OpportunityFactory(capacity=1)
        with connection.schema_editor() as editor:
            editor.remove_constraint(Opportunity, guard)
        try:
            results = place_two(opportunity)
            assert kinds(results) == ["Application", "Application"]
        finally:
            Opportunity.objects.update(places_taken=0, status=Opportunity.Status.OPEN)
            with connection.schema_editor() as editor:
                editor.add_constraint(Opportunity, guard)


def test_one_person_who_sends_the_form_twice_at_once_is_interested_once(site, tmp_path):
    with database_for_all(tmp_path):
        opportunity, person = OpportunityPageFactory().opportunity, MemberFactory().person

        def express():
            return actions.express_interest(
                opportunity=opportunity, person=person, note="Hello", by=None
            )

        results = at_once(express, express, express)

        assert kinds(results) == ["Application"] * 3
        assert Application.objects.count() == 1
        assert Message.objects.count() == 1


def test_a_place_given_and_withdrawn_at_once_leaves_the_count_true(tmp_path):
    with database_for_all(tmp_path):
        opportunity, person = OpportunityFactory(capacity=1), MemberFactory().person
        application = actions.invite(opportunity=opportunity, person=person, by=None)

        at_once(
            lambda: actions.place(opportunity=opportunity, person=person, by=None),
            lambda: actions.withdraw(application=application, by=None),
        )

        opportunity.refresh_from_db()
        placed = Application.objects.filter(status="placed").count()
        assert opportunity.places_taken == placed
        assert Involvement.objects.current().count() == placed * opportunity.activities.count()


@pytest.mark.parametrize("go", [leave, erase])
def test_a_place_given_while_someone_goes_is_free_again_and_nothing_is_sent(tmp_path, go):
    with database_for_all(tmp_path):
        for _ in range(5):
            opportunity, person = OpportunityFactory(capacity=1), MemberFactory().person
            place = partial(actions.place, opportunity=opportunity, person=person, by=None)

            at_once(place, partial(go, person))

            opportunity.refresh_from_db()
            assert (opportunity.places_taken, opportunity.status) == (0, "open")
            assert Message.objects.filter(person=person, status="queued").count() == 0
            assert Application.objects.filter(person=person, status="placed").count() == 0
