"""What a member chooses to be paid, and what they told us once so that they need not again."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from design_system.refusals import Refusal
from people.models import Person
from reimbursement.models import Choice, Claim, UsualCost

from .drafting import write_again


class CannotChoose(Refusal):
    """What pays for somebody's time is chosen after reading what it can mean for benefits."""


@transaction.atomic
def choose_payment(*, member, what, involvement=None, guidance=None, by):
    """Note what `member` chose (of Choice.What), for everything or for one `involvement`.

    `guidance` is the Policy whose words about benefits they have read. Claims that are not sent yet
    follow. Returns the Choice; raises CannotChoose for a payment without the guidance.
    """
    list(Person.objects.select_for_update(no_key=True).filter(pk=member.person_id))
    if what in (Choice.What.BOTH, Choice.What.DONATE) and guidance is None:
        raise CannotChoose("Please read first what a payment can mean for benefits.")
    choice = Choice.objects.create(
        member=member,
        involvement=involvement,
        what=what,
        policy=guidance,
        made_at=timezone.now(),
        made_by=by,
    )
    log(choice, "reimbursement.choose_payment", user=by, data={"what": str(what)})
    drafts = Claim.objects.of(member).filter(status__in=Claim.CHANGEABLE)
    if involvement is not None:
        drafts = drafts.filter(involvement=involvement)
    for claim in drafts.order_by("involvement_id", "pk"):
        write_again(claim=claim, by=by)
    return choice


@transaction.atomic
def remember_cost(*, member, kind, site=None, miles=None, spent=None, by):
    """Remember how `member` gets to `site`, or what care costs them each time. Returns it."""
    list(Person.objects.select_for_update(no_key=True).filter(pk=member.person_id))
    usual, _ = UsualCost.objects.update_or_create(
        member=member, site=site, kind=kind, defaults={"miles": miles, "spent": spent}
    )
    log(usual, "reimbursement.remember_cost", user=by, data={"kind": str(kind)})
    return usual


@transaction.atomic
def forget_cost(*, usual, by):
    """Forget a usual cost; what is in claims stays there."""
    data = {"kind": str(usual.kind), "member": str(usual.member)}
    if UsualCost.objects.filter(pk=usual.pk).delete()[0]:
        log(usual.member, "reimbursement.forget_cost", user=by, data=data)
