"""Staff's screens of the policy: reading it, preparing a version, publishing it."""

import datetime
from decimal import Decimal as D

import pytest
from django.urls import reverse
from django.utils import timezone

from involvement.models import Category
from reimbursement import actions
from reimbursement.models import Entitlement, Kind, Policy
from tests.factories.people import PETeamUserFactory, UserFactory
from tests.factories.reimbursement import PartFactory, PolicyFactory

pytestmark = pytest.mark.django_db
SET_POLICY = "reimbursement.set_policy"
Basis = Entitlement.Basis
NEXT_YEAR = {"from_date_day": "1", "from_date_month": "4", "from_date_year": "2090"}
FACTS = NEXT_YEAR | {
    "title": "Policy 2090",
    "claim_within_days": "60",
    "second_approval_over": "£250",
    "guidance": "Ask before you say yes.",
}


def at(name, *args):
    return reverse(f"reimbursement:{name}", args=args)


@pytest.fixture
def team(client):
    user = PETeamUserFactory(permissions=[SET_POLICY])
    client.force_login(user)
    return user


@pytest.fixture
def prepared():
    return PolicyFactory(title="Policy 2090", from_date="2090-04-01", published_at=None)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_list_says_how_each_version_stands(client, team, prepared):
    today = timezone.localdate()
    old, now, later = (
        PolicyFactory(title=title, from_date=today + datetime.timedelta(days=days))
        for title, days in [("Old", -900), ("Now", -20), ("Later", 40)]
    )

    page = text_of(client.get(reverse("desk-reimbursement-policy")))

    for words in ("Being prepared", "Counts now", "Until", "From", "Make a new version"):
        assert words in page
    for policy in (old, now, later, prepared):
        assert at("policy-show", policy.pk) in page


def test_a_version_reads_in_words(client, team):
    policy = PolicyFactory(second_approval_over=200)

    page = text_of(client.get(at("policy-show", policy.pk)))

    for words in (
        "Neither time nor expenses are paid.",
        "Expenses are paid. Time is not paid.",
        "Expenses are paid. £75.00 for up to 4 hours. £150.00 for more than 4 hours.",
        "45p a mile for the first 10,000 miles of a tax year, and 25p after that.",
        "What it cost. A receipt is needed for more than £5.00.",
        "What it cost. A receipt is needed. It must be agreed before.",
        "What it cost. At most £10.00 for one activity. A receipt is needed.",
        "Not paid.",
        "People have 90 days to claim",
        "A second person has to agree to more than £200.00 for one activity.",
        "A payment can change your benefits.",
        "Make a new version from this",
    ):
        assert words in page
    assert "Publish</a>" not in page
    assert "Change<" not in page


def test_who_may_only_read_gets_no_buttons(client, prepared):
    reader = UserFactory(
        permissions=["wagtailadmin.access_admin", "reimbursement.run_reimbursement"]
    )
    client.force_login(reader)

    assert "Make a new version" not in text_of(client.get(at("policy-show", prepared.pk)))
    assert client.get(at("policy-create")).status_code == 403
    assert client.post(at("policy-copy", prepared.pk), NEXT_YEAR).status_code == 403
    assert client.post(at("policy-publish", prepared.pk)).status_code == 403


def test_a_version_is_begun_and_its_facts_are_changed(client, team):
    client.post(at("policy-create"), FACTS)

    policy = Policy.objects.get()
    assert (policy.second_approval_over, policy.claim_within_days) == (D(250), 60)
    assert not any(one.pays_anything for one in policy.entitlements.all())
    assert "pays nothing to anybody" in text_of(client.get(at("policy-publish", policy.pk)))

    client.post(at("policy-edit", policy.pk), FACTS | {"second_approval_over": ""})

    policy.refresh_from_db()
    assert policy.second_approval_over is None

    client.post(at("policy-edit", policy.pk), FACTS | {"second_approval_over": "0"})

    page = text_of(client.get(at("policy-show", policy.pk)))
    assert "A second person has to agree to every claim." in page


def test_a_version_is_made_from_another(client, team):
    policy = PolicyFactory()

    client.post(at("policy-copy", policy.pk), NEXT_YEAR | {"title": "Policy 2090"})

    copy = Policy.objects.get(title="Policy 2090")
    assert not copy.is_published
    assert copy.expense_rules.count() == policy.expense_rules.count()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "Enter what this version is called"),
        ({"from_date_year": "2020"}, "Another version counts from this day. Enter another day"),
        ({"from_date_month": "13"}, "The day must be a real date"),
        ({"claim_within_days": "0"}, "Days must be 1 or more"),
        ({"claim_within_days": "9999"}, "Days must be 730 or less"),
        ({"second_approval_over": "-5"}, "The amount must be £0 or more"),
        ({"second_approval_over": "lots"}, "Enter an amount in pounds, like 4.20"),
        ({"guidance": " "}, "Enter what people on benefits should know"),
        ({"guidance": "a" * 4001}, "What people should know must be 4000 characters or less"),
    ],
)
def test_wrong_facts_are_said_and_kept(client, team, changes, words):
    PolicyFactory()
    sent = FACTS | changes

    page = text_of(client.post(at("policy-create"), sent))

    assert words in page
    assert f'value="{sent["from_date_year"]}"' in page
    assert Policy.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"basis": "nothing"}, (False, [])),
        ({"basis": "session", "pounds_1": "20", "pays_expenses": "on"}, (True, [(None, D(20))])),
        ({"basis": "blocks", "hours_3": "3 hours", "pounds_3": "£20"}, (False, [(D(3), D(20))])),
        (
            {"basis": "length", "hours_1": "4", "pounds_1": "75", "pounds_2": "150"},
            (False, [(D(4), D(75)), (None, D(150))]),
        ),
    ],
)
def test_a_category_is_set(client, team, prepared, sent, expected):
    client.post(at("entitlement-edit", prepared.pk, Category.ONE_OFF), sent)

    entitlement = prepared.entitlements.get(category=Category.ONE_OFF)
    bands = [(band.up_to_hours, band.amount) for band in entitlement.bands.all()]
    assert (entitlement.pays_expenses, bands) == expected
    assert entitlement.basis == sent["basis"]


def test_a_category_is_shown_as_it_stands(client, team, prepared):
    page = text_of(client.get(at("entitlement-edit", prepared.pk, Category.EXPERT)))

    assert 'name="hours_1" type="text" value="4"' in page
    assert 'value="75.00"' in page
    assert 'value="150.00"' in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose how time is paid for"),
        ({"basis": "hourly"}, "Select one of the answers shown on this page"),
        ({"basis": "session"}, "Enter an amount."),
        ({"basis": "session", "hours_1": "2", "pounds_1": "7"}, "enter one amount and no hours"),
        ({"basis": "nothing", "pounds_1": "7"}, "leave the amounts empty"),
        ({"basis": "blocks", "pounds_1": "7"}, "Enter how many hours one amount is for"),
        ({"basis": "length", "hours_1": "2"}, "Enter the amount for up to 2 hours"),
        ({"basis": "length", "pounds_1": "-7"}, "Amount 1 must be more than £0"),
        ({"basis": "length", "pounds_1": "7000"}, "Amount 1 must be £1,000.00 or less"),
        (
            {"basis": "length", "hours_1": "2", "pounds_1": "7", "hours_2": "2.0", "pounds_2": "8"},
            "Enter other hours: there is an amount for up to 2 hours already",
        ),
        (
            {"basis": "length", "pounds_1": "7", "pounds_4": "8"},
            "Enter the hours: only one amount can be without them",
        ),
    ],
)
def test_wrong_amounts_are_said_and_kept(client, team, prepared, sent, words):
    page = text_of(client.post(at("entitlement-edit", prepared.pk, Category.EXPERT), sent))

    assert words in page
    for name, typed in sent.items():
        assert name == "basis" or f'value="{typed}"' in page
    expert = prepared.entitlements.get(category=Category.EXPERT)
    assert expert.bands.count() == 2


@pytest.mark.parametrize(
    ("kind", "sent", "facts"),
    [
        (Kind.CAR, {"rate": "0.455"}, {"rate": D("0.455"), "threshold_miles": None}),
        (
            Kind.MOTORCYCLE,
            {"rate": "0.24", "threshold_miles": "500", "rate_after": "0.1", "agreed_first": "on"},
            {"rate_after": D("0.1"), "threshold_miles": 500, "agreed_first": True},
        ),
        (Kind.TAXI, {"receipt": "never"}, {"receipt_over": None, "agreed_first": False}),
        (
            Kind.OTHER,
            {"receipt": "always", "cap": "12.50", "evidence": "The bill."},
            {"receipt_over": D(0), "cap": D("12.50"), "evidence": "The bill"},
        ),
        (Kind.OTHER, {"receipt": "over", "receipt_over": "5"}, {"receipt_over": D(5)}),
    ],
)
def test_an_expense_is_set(client, team, prepared, kind, sent, facts):
    client.post(at("rule-edit", prepared.pk, kind), sent)

    rule = prepared.expense_rules.get(kind=kind)
    assert {name: getattr(rule, name) for name in facts} == facts
    page = text_of(client.get(at("rule-edit", prepared.pk, kind)))
    assert "Do not pay this" in page


@pytest.mark.parametrize(
    ("kind", "sent", "words"),
    [
        (Kind.CAR, {}, "Enter how much is paid for a mile"),
        (Kind.CAR, {"rate": "45"}, "Pounds for a mile must be 2 or less"),
        (Kind.CAR, {"rate": "-1"}, "Pounds for a mile must be more than 0"),
        (
            Kind.CAR,
            {"rate": "0.45", "threshold_miles": "9"},
            "Enter how much is paid for a mile after that",
        ),
        (
            Kind.CAR,
            {"rate": "0.45", "rate_after": "0.2"},
            "Enter after how many miles that changes",
        ),
        (Kind.TAXI, {}, "Choose whether a receipt is needed"),
        (Kind.TAXI, {"receipt": "over"}, "Enter the amount above which a receipt is needed"),
        (
            Kind.TAXI,
            {"receipt": "always", "receipt_over": "5"},
            "Leave the amount empty, or choose the last answer",
        ),
        (
            Kind.TAXI,
            {"receipt": "always", "cap": "0"},
            "The most that is paid must be more than £0",
        ),
    ],
)
def test_a_wrong_rule_is_said_and_kept(client, team, prepared, kind, sent, words):
    page = text_of(client.post(at("rule-edit", prepared.pk, kind), sent))

    assert words in page
    for name, typed in sent.items():
        assert name == "receipt" or f'value="{typed}"' in page


def test_an_expense_is_no_longer_paid(client, team, prepared):
    client.post(at("rule-drop", prepared.pk, Kind.TAXI))

    assert not prepared.expense_rules.filter(kind=Kind.TAXI).exists()
    assert client.get(at("rule-drop", prepared.pk, Kind.TAXI)).status_code == 405


def test_publishing_is_asked_once_more_and_then_nothing_changes(client, team, prepared):
    PolicyFactory(title="As before")
    page = text_of(client.get(at("policy-publish", prepared.pk)))
    assert "It counts for activities from 1 April 2090 on." in page
    assert "by “As before”" in page
    assert "It never changes again." in page

    client.post(at("policy-publish", prepared.pk))

    prepared.refresh_from_db()
    assert (prepared.is_published, prepared.published_by) == (True, team)
    for name, args in [
        ("policy-edit", []),
        ("policy-publish", []),
        ("entitlement-edit", [Category.EXPERT]),
        ("rule-edit", [Kind.CAR]),
        ("rule-drop", [Kind.CAR]),
    ]:
        response = client.post(at(name, prepared.pk, *args))
        assert response.status_code == 403
        assert "Make a new version from it instead" in text_of(response)


def test_a_day_that_is_taken_is_not_published(client, team, prepared):
    PolicyFactory(from_date="2090-04-01")

    page = text_of(client.post(at("policy-publish", prepared.pk)))

    assert "Another version counts from the same day. Choose another day." in page


def test_what_people_have_claimed_by_stays(client, team):
    policy, part = PolicyFactory(), PartFactory()
    actions.choose_payment(member=part.member, what="both", guidance=policy, by=None)
    actions.send_claim(claim=actions.draft_claim(involvement=part, by=None), by=None)
    since = timezone.localdate() - datetime.timedelta(days=30)
    late = PolicyFactory(from_date=since, published_at=None)

    assert "That day is past." in text_of(client.get(at("policy-publish", late.pk)))
    page = text_of(client.post(at("policy-publish", late.pk)))

    assert "People have sent claims for activities since the day" in page
    late.refresh_from_db()
    assert not late.is_published


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("policy-show", [2**63 - 1]),
        ("policy-show", [2**70]),
        ("entitlement-edit", ["royalty"]),
        ("rule-edit", ["payment"]),
        ("rule-edit", ["yacht"]),
        ("rule-drop", ["yacht"]),
    ],
)
def test_what_is_not_there_is_not_found(client, team, prepared, name, args):
    args = args if name == "policy-show" else [prepared.pk, *args]
    method = client.post if name == "rule-drop" else client.get

    assert method(at(name, *args)).status_code == 404
