"""Proving that claims, ledger, batches and exported files say the same. Read only."""

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from reimbursement.exporting import digest_of_file
from reimbursement.models import Advance, Batch, Claim, Entry, Line, Payment, Way, owed, unpaid
from reimbursement.models.claims import HALF_A_PENNY
from reimbursement.models.ledger import IN_VAIN
from reimbursement.rates import NONE

MOST_TOLD = 20  # of each kind of difference
What = Entry.What
LEFT_OVER = (What.RETURNED, What.WAIVED)


def differences():
    """Yield a sentence for each thing that does not agree; none where all does."""
    for words, rows in _questions():
        found = list(rows.order_by("pk")[: MOST_TOLD + 1])
        for row in found[:MOST_TOLD]:
            yield f"{row}: {words}"
        if len(found) > MOST_TOLD:
            yield f"and more of these: {words}"
    yield from _changed_files()


def totals():
    """The pounds of the ledger, by kind of entry, and what is still to go out, as a dict."""
    sums = {what: Entry.objects.sums().get(what.value, NONE) for what in What}
    sums["owed"] = unpaid().aggregate(sum=Sum("amount_approved", default=NONE))["sum"]
    return {str(key): value for key, value in sums.items()}


def _questions():
    """Pairs of words and the rows of which they are true, each of them one query."""
    approved = Line.objects.filter(claim__status=Claim.Status.APPROVED, amount_approved__gt=0)
    yield "approved, but the ledger does not say so", approved.exclude(pk__in=_lines(What.APPROVED))
    yield (
        "in the ledger as approved, but the claim is not",
        _lines_with(What.APPROVED).exclude(pk__in=approved.values("pk")),
    )
    yield (
        "the ledger has another amount than was approved",
        Entry.objects.exclude(kind__in=LEFT_OVER).exclude(amount=F("line__amount_approved")),
    )
    yield (
        "found wrong, but the ledger does not say so",
        Line.objects.filter(reversed_at__isnull=False).exclude(pk__in=_lines(What.REVERSED)),
    )
    yield (
        "in the ledger as found wrong, but the line is not",
        _lines_with(What.REVERSED).filter(reversed_at=None),
    )
    yield (
        "a payment of another amount than was approved",
        Payment.objects.exclude(amount=F("line__amount_approved")),
    )
    yield "a payment of another claim's line", Payment.objects.exclude(claim=F("line__claim"))
    for status in (Payment.Status.PAID, Payment.Status.FAILED):
        yield from _settled(status)
    yield "its number or total is not that of its payments", _wrong_batches()
    yield from _still_owed()
    yield from _before_the_day()


def _still_owed():
    """Whether what the ledger has open is what finance will find to pay, or has in a batch."""
    entered = Line.objects.filter(pk__in=_lines(What.APPROVED))
    still_open = entered.exclude(pk__in=_lines(What.REVERSED)).exclude(pk__in=_lines(What.PAID))
    in_hand = Payment.objects.filter(
        status=Payment.Status.WAITING, batch__status__in=Batch.IN_HAND
    ).values("line")
    found = Q(pk__in=in_hand)
    for way in Way:
        found |= Q(pk__in=owed(way).values("pk"))
    yield (
        "owed by the ledger, but nobody will find it to pay",
        still_open.exclude(IN_VAIN).exclude(found),
    )
    yield (
        "to be paid, but not owed by the ledger",
        Line.objects.filter(found).exclude(pk__in=still_open.values("pk")),
    )


def _before_the_day():
    """Whether what was given before the day is owed once, and accounted for once."""
    given = Advance.objects.given()
    lines = Line.objects.filter(claim=OuterRef("claim")).order_by().values("claim")
    approved = lines.annotate(sum=Sum("amount_approved")).values("sum")
    yield (
        "agreed before the day, but its claim is not approved or has another amount",
        given.exclude(claim__status=Claim.Status.APPROVED, amount_agreed=Subquery(approved)),
    )
    yield (
        "more of it is used or given back than was given",
        given.accounted().filter(amount_agreed__lt=F("used") + F("returned") - HALF_A_PENNY),
    )
    same = given.filter(involvement=OuterRef("involvement"), kind=OuterRef("kind"))
    yield (
        "takes off what was not given before the day",
        Line.objects.filter(advanced__gt=0, claim__status__in=Claim.ACCOUNTS, reversed_at=None)
        .exclude(Exists(same)),
    )  # fmt: skip
    yield (
        "says what became of money that was not given before the day",
        Entry.objects.filter(kind__in=LEFT_OVER, line__claim__advance=None),
    )


def _settled(status):
    """Whether payments and entries of one outcome are the same ones."""
    entry = Entry.objects.filter(
        line=OuterRef("line"), batch=OuterRef("batch"), attempt=OuterRef("attempt"), kind=status
    )
    payment = Payment.objects.filter(
        line=OuterRef("line"), batch=OuterRef("batch"), attempt=OuterRef("attempt"), status=status
    )
    yield (
        f"a payment marked as {status}, but the ledger does not say so",
        Payment.objects.filter(status=status).annotate(entry=Subquery(entry.values("pk")[:1]))
        .filter(entry=None),
    )  # fmt: skip
    yield (
        f"in the ledger as {status}, but its payment is not",
        Entry.objects.filter(kind=status).annotate(payment=Subquery(payment.values("pk")[:1]))
        .filter(payment=None),
    )  # fmt: skip


def _wrong_batches():
    """Batches whose count or total is not that of the payments in them."""
    batches = Batch.objects.annotate(
        payments_count=Count("payments"), payments_total=Coalesce(Sum("payments__amount"), NONE)
    )
    same = Q(
        count=F("payments_count"),
        total__gt=F("payments_total") - HALF_A_PENNY,
        total__lt=F("payments_total") + HALF_A_PENNY,
    )
    return batches.exclude(same)


def _changed_files():
    """Exported batches whose file would not be the same bytes again."""
    for batch in Batch.objects.exclude(digest="").order_by("pk"):
        if digest_of_file(batch, batch.layout) != batch.digest:
            yield f"{batch}: its file is not the one that finance got"


def _lines(what):
    return Entry.objects.filter(kind=what).values("line")


def _lines_with(what):
    return Line.objects.filter(pk__in=_lines(what))
