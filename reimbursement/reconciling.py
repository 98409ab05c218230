"""Proving that claims, ledger, batches and exported files say the same. Read only."""

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from reimbursement.exporting import digest_of_file
from reimbursement.models import Batch, Claim, Entry, Line, Payment
from reimbursement.rates import NONE

MOST_TOLD = 20  # of each kind of difference
What = Entry.What


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
    """The pounds of the ledger, by kind of entry, and what is owed still, as a dict."""
    sums = {what: Entry.objects.sums().get(what.value, NONE) for what in What}
    sums["owed"] = sums[What.APPROVED] - sums[What.REVERSED] - sums[What.PAID]
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
        Entry.objects.exclude(amount=F("line__amount_approved")),
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
    return batches.filter(~Q(count=F("payments_count")) | ~Q(total=F("payments_total")))


def _changed_files():
    """Exported batches whose file would not be the same bytes again."""
    for batch in Batch.objects.exclude(digest="").order_by("pk"):
        if digest_of_file(batch, batch.layout) != batch.digest:
            yield f"{batch}: its file is not the one that finance got"


def _lines(what):
    return Entry.objects.filter(kind=what).values("line")


def _lines_with(what):
    return Line.objects.filter(pk__in=_lines(what))
