"""The command run by two machines at the same moment writes one email."""

import os
import subprocess
import sys

import pytest

from outbox.models import Message
from people.models import Person
from reimbursement import actions
from tests.factories.people import ServiceRoleFactory
from tests.factories.reimbursement import PolicyFactory
from tests.opportunities.test_last_place import at_once
from tests.outbox.worker_process import ROOT, database_for_all
from tests.reimbursement.stories import sent

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# The command, on whatever day the test is run.
ANY_DAY = """
import django
django.setup()
from django.core.management import call_command
from reimbursement.management.commands import remind_approvers
remind_approvers.SATURDAY = 7
call_command("remind_approvers")
"""


def holder_of_a_claim(policy):
    return ServiceRoleFactory(service=sent(policy).service, role="budget_holder").user


def test_two_at_once_write_one_email_from_one_person(tmp_path):
    with database_for_all(tmp_path):
        holder = holder_of_a_claim(PolicyFactory())
        results = at_once(*[lambda: actions.remind_approver(user=holder, by=None)] * 4)

        assert {type(result).__name__ for result in results} == {"Message"}
        assert len({result.pk for result in results}) == 1
        assert Message.objects.get(purpose="claims-waiting").address == holder.email
        assert Person.objects.filter(user=holder).count() == 1


def test_two_processes_write_one_email_to_each(tmp_path):
    policy = PolicyFactory()
    with database_for_all(tmp_path) as address:
        holders = {holder_of_a_claim(policy).email for _ in range(2)}
        environment = os.environ | {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        }
        command = [sys.executable, "-c", ANY_DAY]
        both = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(2)]
        assert [process.wait() for process in both] == [0, 0]

        written = Message.objects.filter(purpose="claims-waiting")
        assert sorted(written.values_list("address", flat=True)) == sorted(holders)
