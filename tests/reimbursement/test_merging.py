"""Two entries of one person with a part in the same activity: made one, or refused in words."""

from decimal import Decimal as D

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from design_system.refusals import Refusal
from involvement.actions import mark_attended
from involvement.models import Involvement
from people.actions import merge_people
from reimbursement import actions
from reimbursement.entitled import choice_for
from reimbursement.models import Advance, Choice, Claim, Kind, Line
from reimbursement.reconciling import differences
from tests.factories.involvement import InvolvementFactory
from tests.factories.people import UserFactory

from .before import MONEY, TICKET, asked, coming, over, policy_that_helps, spent
from .stories import holder_of

CLAIMS = ["none", "draft", "returned", "sent", "second", "approved", "refused", "withdrawn"]
SENT = ["sent", "second"]
ASK_TIME = [*SENT, "approved"]
BOUGHT = ["ticket asked", "ticket agreed", "bought"]
OPEN = ["asked", "second", "agreed", *BOUGHT]
ADVANCES = ["none", "refused", "withdrawn", *OPEN]


class Twice:
    """One person's two entries, `kept` and `gone`, who are expected on the same day to come."""

    def __init__(self):
        self.policy = policy_that_helps(second_approval_over=1)
        self.kept = coming()
        self.gone = InvolvementFactory(activity=self.kept.activity)
        service = self.kept.activity.service
        self.holders = [holder_of(service), holder_of(service)]

    def ask(self, part, state):
        if state == "none":
            return
        first, second = self.holders
        advance = asked(part, help=TICKET if state in BOUGHT else MONEY)
        if state == "refused":
            actions.refuse_before(advance=advance, reason="Too late", by=first)
        elif state == "withdrawn":
            actions.withdraw_before(advance=advance, by=None)
        elif not state.endswith("asked"):
            advance = actions.agree_before(advance=advance, amount=advance.amount, by=first)
            if state != "second":
                advance = actions.agree_before_second(advance=advance, by=second)
        if state == "bought":
            buyer = UserFactory(permissions=["reimbursement.run_reimbursement"])
            actions.buy_before(advance=advance, cost=D(18), cost_centre="C1", by=buyer)

    def claim(self, part, state, what="both"):
        if state == "none":
            return
        guidance = self.policy
        actions.choose_payment(member=part.member, what=what, guidance=guidance, by=None)
        over(part)
        mark_attended(involvement=part, hours=D(3), by=None)
        claim = part.claims.afterwards().get()
        spent(claim, 25)
        first, second = self.holders
        if state == "withdrawn":
            actions.withdraw_claim(claim=claim, by=None)
        elif state != "draft":
            claim = actions.send_claim(claim=claim, by=None)
        if state == "returned":
            actions.send_back(claim=claim, question="Which train?", by=first)
        elif state in ("second", "approved", "refused"):
            share = 0 if state == "refused" else 1
            lines = {one.pk: (one.amount * share, "Not ours") for one in claim.lines.all()}
            claim = actions.approve_claim(claim=claim, decisions=lines, by=first)
            if state == "approved":
                actions.agree_second(claim=claim, by=second)

    def join(self):
        merge_people(kept=self.kept.member.person, gone=self.gone.member.person, by=None)

    def holds(self):
        """What has to be true of the one part that is left, whatever the two were."""
        part = Involvement.objects.get()
        assert part.member == self.kept.member
        assert {claim.involvement for claim in Claim.objects.all()} <= {part}
        assert {line.involvement for line in Line.objects.all()} <= {part}
        assert list(differences()) == []
        for claim in Claim.objects.filter(status__in=Claim.CHANGEABLE):
            actions.send_claim(claim=claim, answer="The one at 9:15", by=None)
        given = set(Advance.objects.given().values_list("kind", flat=True))
        for one in Advance.objects.filter(status__in=Advance.WAITING):
            assert not (one.is_money and one.kind in given)
        assert list(differences()) == []


def states():
    return list(Claim.objects.afterwards().order_by("pk").values_list("status", flat=True))


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "gone", "what"),
    [
        *((kept, gone, "both") for kept in CLAIMS for gone in CLAIMS),
        *((kept, gone, "expenses") for kept in ASK_TIME for gone in ASK_TIME),
    ],
)
def test_two_claims_become_those_of_one_part_or_it_is_said_why_not(kept, gone, what):
    twice = Twice()
    twice.claim(twice.kept, kept, what)
    twice.claim(twice.gone, gone, what)
    before = states()
    sent_twice = kept in SENT and gone in SENT
    if sent_twice or (what == "both" and kept in ASK_TIME and gone in ASK_TIME):
        words = "have sent a claim" if sent_twice else "have claimed for their time"
        with pytest.raises(actions.CannotClaim, match=f"Both entries {words}"):
            twice.join()
        assert (states(), Involvement.objects.count()) == (before, 2)
        return

    twice.join()

    assert len(states()) == len(before)
    assert sorted(set(before) - {"draft", "returned"}) == sorted(
        set(states()) - {"draft", "returned"} - ({"withdrawn"} - set(before))
    )
    assert Line.objects.standing().filter(kind=Kind.PAYMENT).count() <= 1
    twice.holds()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kept", "gone", "after"),
    [
        ("draft", "sent", ["withdrawn", "sent"]),
        ("sent", "draft", ["sent", "withdrawn"]),
        ("draft", "returned", ["withdrawn", "returned"]),
        ("draft", "draft", ["draft", "withdrawn"]),
        ("draft", "approved", ["draft", "approved"]),
        ("approved", "draft", ["approved", "draft"]),
    ],
)
def test_of_two_in_hand_the_one_that_says_more_stays(kept, gone, after):
    twice = Twice()
    twice.claim(twice.kept, kept)
    twice.claim(twice.gone, gone)

    twice.join()

    assert states() == after


def fill_in(twice):
    spent(twice.gone.claims.get(), 4)


def ask_for_time_only(twice):
    twice.kept.claims.get().lines.exclude(kind=Kind.PAYMENT).delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("gone", "written", "after"),
    [
        ("draft", fill_in, ["withdrawn", "draft"]),
        ("approved", ask_for_time_only, ["withdrawn", "approved"]),
    ],
)
def test_a_draft_that_would_say_nothing_more_is_withdrawn(gone, written, after):
    twice = Twice()
    twice.claim(twice.kept, "draft")
    twice.claim(twice.gone, gone)
    written(twice)

    twice.join()

    assert states() == after


@pytest.mark.django_db
def test_what_one_was_given_is_taken_off_what_the_other_is_writing():
    twice = Twice()
    twice.ask(twice.gone, "agreed")
    twice.claim(twice.kept, "draft")
    line = twice.kept.claims.get().lines.exclude(kind=Kind.PAYMENT).get()
    assert line.amount == D(25)

    twice.join()

    line.refresh_from_db()
    assert (line.advanced, line.amount) == (D(20), D(5))


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("gone", OPEN)
@pytest.mark.parametrize("kept", OPEN)
def test_what_two_asked_before_the_day_is_one_persons_or_it_is_said_why_not(kept, gone):
    twice = Twice()
    twice.ask(twice.kept, kept)
    twice.ask(twice.gone, gone)
    if kept == gone == "agreed":
        with pytest.raises(actions.CannotAsk, match="Take back one of the two first"):
            twice.join()
        assert Involvement.objects.count() == 2
        return

    twice.join()

    waiting = Advance.objects.filter(status__in=Advance.WAITING)
    waited = [state for state in (kept, gone) if state in ("asked", "second", "ticket asked")]
    given = "agreed" in (kept, gone)
    assert waiting.count() == len([s for s in waited if s == "ticket asked" or not given][:1])
    if "second" in waited and not given:
        assert waiting.get().status == "second"
    twice.holds()


@pytest.mark.django_db
def test_what_either_chose_is_kept_and_the_newest_counts():
    twice = Twice()
    kept, gone = twice.kept.member, twice.gone.member
    elsewhere = coming(member=gone)
    for member, part, what in [
        (gone, None, "both"),
        (gone, twice.gone, "neither"),
        (gone, elsewhere, "expenses"),
        (kept, None, "expenses"),
    ]:
        actions.choose_payment(
            member=member, involvement=part, what=what, guidance=twice.policy, by=None
        )

    twice.join()

    elsewhere.refresh_from_db()
    assert choice_for(coming(member=kept)).what == "expenses"
    assert choice_for(twice.kept).what == "neither"
    assert (elsewhere.member, choice_for(elsewhere).what) == (kept, "expenses")
    assert Choice.objects.filter(member=kept).count() == 4


@pytest.mark.slow
class AnyTwo(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.tuples(*[st.sampled_from(ADVANCES)] * 2), st.tuples(*[st.sampled_from(CLAIMS)] * 2))
    def test_whatever_two_entries_asked_and_claimed_the_accounts_agree(self, asks, claims):
        twice = Twice()
        parts = (twice.kept, twice.gone)
        for part, state in zip(parts, asks, strict=True):
            twice.ask(part, state)
        for part, state in zip(parts, claims, strict=True):
            twice.claim(part, state)
        before = states()
        try:
            twice.join()
        except Refusal:
            assert (states(), Involvement.objects.count()) == (before, 2)
        else:
            twice.holds()
