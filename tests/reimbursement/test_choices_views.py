"""What a member would like to be paid: read first, then chosen; and who wants to talk."""

import datetime

import pytest
from django.urls import reverse

from design_system.desk import waiting
from reimbursement import actions
from reimbursement.cards import people_to_talk_to
from reimbursement.models import Choice
from tests.factories.people import MemberFactory, UserFactory
from tests.factories.reimbursement import PolicyFactory
from tests.home.test_words import OLDEST_READER, words_of
from tests.reading import reading_age
from tests.reimbursement.member import claim_of, problems, said, signed_in, words

pytestmark = pytest.mark.django_db
What = Choice.What
PATH = "/my-involvement/payment/"


@pytest.fixture
def member(client):
    return signed_in(client)


def test_the_words_come_first_and_nothing_is_ticked(client, member, policy):
    page = client.get(PATH).content.decode()
    assert page.index(policy.guidance) < page.index('type="radio"')
    assert page.count('type="radio"') == 5
    assert "checked" not in page


def test_what_is_chosen_is_kept_with_the_words_that_were_read(client, member, policy):
    for _ in range(2):
        response = client.post(PATH, {"what": "both", "guidance": policy.pk})
        assert response.url == "/my-involvement/claims/"
    newest = Choice.objects.newest()
    assert (newest.what, newest.policy, newest.made_by) == ("both", policy, member.person.user)
    assert "Payment and expenses" in words(client.get("/my-involvement/claims/"))


@pytest.mark.parametrize("what", ["", "everything", "payment\0"])
def test_no_answer_or_another_is_refused_in_words(client, member, policy, what):
    assert len(problems(client.post(PATH, {"what": what, "guidance": policy.pk}))) == 1
    assert not Choice.objects.exists()


@pytest.mark.parametrize("shown", ["", "nonsense", "99999999999999999999"])
def test_words_that_changed_meanwhile_are_shown_again(client, member, policy, shown):
    response = client.post(PATH, {"what": "both", "guidance": shown})
    assert "These words have changed since you opened this page." in words(response)
    assert f'name="guidance" value="{policy.pk}"' in response.content.decode()
    assert not Choice.objects.exists()


def test_before_there_are_words_nobody_chooses_a_payment(client, member):
    assert client.get(PATH).content.decode().count('type="radio"') == 3
    assert len(problems(client.post(PATH, {"what": "both", "guidance": ""}))) == 1
    client.post(PATH, {"what": "expenses", "guidance": ""})
    assert Choice.objects.get().what == "expenses"


def test_one_activity_has_the_words_of_its_day(client, member, policy):
    claim = claim_of(member, policy, None)
    tomorrow = claim.activity_date + datetime.timedelta(days=1)
    newer = PolicyFactory(from_date=tomorrow, guidance="Other words")
    path = reverse("reimbursement:claim-choose", args=[claim.pk])
    assert "Other words" not in words(client.get(path))
    response = client.post(path, {"what": "both", "guidance": policy.pk})
    assert response.url == reverse("reimbursement:claim-show", args=[claim.pk])
    choice = Choice.objects.get()
    assert (choice.involvement, choice.policy) == (claim.involvement, policy)
    assert "Other words" in words(client.get(PATH))
    assert newer.pk != choice.policy_id
    assert "Your time £75.00 for an activity of up to 4 hours" in words(client.get(response.url))


def test_who_would_like_to_talk_is_told_what_happens_and_waits_for_the_team(client, member, policy):
    team = UserFactory(permissions=["reimbursement.run_reimbursement"])

    def waits(user):
        return [one.words for tell in waiting for one in tell(user) if "talk" in one.words]

    assert waits(team) == []
    response = client.post(PATH, {"what": "talk_first", "guidance": policy.pk})
    assert "We will ring you or write to you" in said(response)[0]
    assert "If you do not want to wait" in words(client.get("/my-involvement/claims/"))
    assert waits(team) == ["Jo Carer would like to talk before they choose what to be paid"]
    assert waits(UserFactory()) == []
    client.post(PATH, {"what": "expenses", "guidance": policy.pk})
    assert waits(team) == []


def test_the_team_reads_of_twenty_at_most(policy, django_assert_num_queries):
    for _ in range(21):
        actions.choose_payment(member=MemberFactory(), what=What.TALK_FIRST, by=None)
    team = UserFactory(permissions=["reimbursement.run_reimbursement"])
    assert team.has_perm("reimbursement.run_reimbursement")
    with django_assert_num_queries(1):
        assert len(people_to_talk_to(team)) == 20


def test_the_question_is_easy_to_read(client, member, policy):
    assert reading_age(words_of(client.get(PATH))) <= OLDEST_READER
