"""Whoever decides about claims is told that some wait: once a working day, and nobody is named."""

import datetime
import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from outbox.models import Message
from people.models import Person, ServiceRole
from portal.demo.loading.clock import clock_at
from reimbursement import actions
from reimbursement.models import Claim
from tests.factories.organisation import ServiceFactory
from tests.factories.people import MemberFactory, ServiceRoleFactory, UserFactory
from tests.reimbursement.before import asked, policy_that_helps
from tests.reimbursement.stories import drafted, holder_of, in_group, sent
from tests.reimbursement.waits import moment

pytestmark = pytest.mark.django_db
FRIDAY = datetime.date(2026, 10, 30)


def on(days=0):
    """Nine in the morning, so many days after a Friday."""
    return clock_at(moment(FRIDAY + datetime.timedelta(days=days), hour=9))


@pytest.fixture(autouse=True)
def friday():
    with on():
        yield


@pytest.fixture
def claim(policy):
    """Sent three days before."""
    with on(-3):
        return sent(policy)


def remind():
    """What the command says, and to whom it has written so far."""
    said = io.StringIO()
    call_command("remind_approvers", stdout=said)
    return said.getvalue().strip(), [*reminders().values_list("address", flat=True)]


def reminders():
    return Message.objects.filter(purpose="claims-waiting")


def test_a_holder_is_told_how_many_wait_and_for_how_long(claim, settings, policy):
    settings.WAGTAILADMIN_BASE_URL = "https://involve.example.org"
    holder = holder_of(claim.service)
    sent(policy, service=claim.service)

    assert remind() == ("Budget holders for whom claims wait: 1.", [holder.email])
    message = reminders().get()
    assert message.channel == "email"
    assert message.subject == "2 claims wait for you, the longest for 3 days"
    assert (
        "2 claims wait for you, the longest for 3 days:\nhttps://involve.example.org/admin/claims/\n"
    ) in message.body


def test_they_are_told_of_help_before_a_day_as_well_or_alone(settings):
    settings.WAGTAILADMIN_BASE_URL = "https://involve.example.org"
    policy_that_helps()
    advance = asked()
    holder_of(advance.service)

    remind()

    message = reminders().get()
    assert message.subject == "1 person asks you for help with a cost before the day"
    assert f"{message.subject}:\nhttps://involve.example.org/admin/help-before/\n" in message.body
    assert "claims wait" not in message.body


def test_it_names_no_member_and_no_claim(claim):
    person = claim.involvement.member.person
    holder_of(claim.service)
    remind()

    words = f"{reminders().get().subject} {reminders().get().body}"
    told = [person.name, person.email, str(claim), str(person), claim.involvement.activity.title]
    assert [one for one in told if one in words] == []


def test_once_a_day_however_often_it_is_run(claim):
    holder = holder_of(claim.service)
    first, second = remind(), remind()
    assert first == second == ("Budget holders for whom claims wait: 1.", [holder.email])
    with on(days=3):
        assert remind()[1] == [holder.email] * 2
    assert Person.objects.filter(user=holder).count() == 1


def test_not_at_the_weekend(claim):
    holder_of(claim.service)
    for days in (1, 2):
        with on(days):
            assert remind() == ("Budget holders for whom claims wait: 0.", [])


def test_nobody_is_told_of_nothing(policy):
    service = ServiceFactory()
    drafted(policy, service=service)
    holder_of(service)
    assert remind()[1] == []


def lost_the_role(user, service):
    ServiceRole.objects.filter(user=user).update(to_date=FRIDAY - datetime.timedelta(days=1))


def left(user, service):
    user.is_active = False
    user.save()


def changed_service(user, service):
    ServiceRole.objects.filter(user=user).update(service=ServiceFactory())


def became_lead_only(user, service):
    ServiceRole.objects.filter(user=user).update(role="lead")


@pytest.mark.parametrize("happened", [lost_the_role, left, changed_service, became_lead_only])
def test_whoever_decides_no_more_is_told_nothing(claim, happened):
    holder = holder_of(claim.service)
    ServiceRole.objects.update(from_date=datetime.date(2026, 1, 1))
    happened(holder, claim.service)
    assert remind()[1] == []
    assert actions.remind_approver(user=holder, by=None) is None


def test_a_directorate_is_its_services(claim):
    holder = in_group("Budget holder")
    ServiceRoleFactory(
        user=holder, service=None, directorate=claim.service.directorate, role="budget_holder"
    )
    assert remind()[1] == [holder.email]


def test_a_second_approver_is_told_of_what_they_may_agree_to(claim):
    first, second = holder_of(claim.service), holder_of(claim.service)
    Claim.objects.update(status="second", approved_by=first, approved_at=timezone.now())
    assert remind()[1] == [second.email]


def test_whoever_has_a_hand_in_it_is_not_told_of_it(policy):
    clerk = holder_of(ServiceFactory())
    with on(-1):
        claim = sent(policy, by=clerk)
    ServiceRoleFactory(service=claim.service, user=clerk, role="budget_holder")
    assert remind()[1] == []


def test_it_goes_to_work_also_where_they_are_a_member_who_likes_letters(claim):
    member = MemberFactory(person__by_post=True, person__user=UserFactory())
    holder = member.person.user
    ServiceRoleFactory(service=claim.service, user=holder, role="budget_holder")
    assert remind()[1] == [holder.email]
    message = reminders().get()
    assert (message.person, message.channel) == (member.person, "email")


def test_it_stops_when_it_is_decided(claim):
    holder = holder_of(claim.service)
    decisions = {line.pk: (line.payable, "") for line in claim.lines.all()}
    actions.approve_claim(claim=claim, decisions=decisions, by=holder)
    assert remind()[1] == []
