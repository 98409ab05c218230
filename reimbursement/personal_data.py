"""What becomes of claims when someone asks for their data, is erased, or was entered twice.

What was sent and what is owed stays on record, as money has to: it no longer says who.
"""

from people.personal_data import no_change, register
from reimbursement.actions import (
    forget_advances,
    forget_claims,
    merge_choices,
    merge_usual_costs,
)
from reimbursement.models import Advance, Choice, Claim, Payee, UsualCost


def _export_choices(person):
    rows = Choice.objects.filter(member__person=person).select_related("involvement__activity")
    return [
        {
            "chosen": row.get_what_display(),
            "for": row.involvement.activity.title if row.involvement else "everything",
            "on": row.made_at.isoformat(),
        }
        for row in rows
    ]


def _export_usual_costs(person):
    rows = UsualCost.objects.filter(member__person=person).select_related("site")
    return [
        {
            "what": row.get_kind_display(),
            "to": str(row.site or ""),
            "miles": row.miles and str(row.miles),
            "pounds": row.spent and str(row.spent),
        }
        for row in rows
    ]


def _export_claims(person):
    rows = Claim.objects.filter(involvement__member__person=person)
    rows = rows.select_related("involvement__activity").prefetch_related("lines", "receipts")
    return [
        {
            "claim": claim.reference,
            "for": claim.involvement.activity.title,
            "on": claim.activity_date.isoformat(),
            "stands": claim.get_status_display(),
            "sent": claim.sent_at and claim.sent_at.isoformat(),
            "why late": claim.late_reason,
            "our question": claim.question,
            "their answer": claim.answer,
            "lines": [_line(line) for line in claim.lines.all()],
            "receipts": claim.receipts.count(),
        }
        for claim in rows
    ]


def _export_advances(person):
    rows = Advance.objects.filter(involvement__member__person=person)
    return [
        {
            "help before the day": row.get_help_display(),
            "for": row.involvement.activity.title,
            "what": row.get_kind_display(),
            "in their words": row.words,
            "pounds": str(row.amount),
            "agreed": row.amount_agreed and str(row.amount_agreed),
            "why not, or why less": row.reason,
            "stands": row.get_status_display(),
            "asked": row.asked_at.isoformat(),
            "cost us": row.cost and str(row.cost),
        }
        for row in rows.select_related("involvement__activity")
    ]


def _export_payees(person):
    rows = Payee.objects.filter(member__person=person)
    return [{"paid by": row.get_way_display(), "reference": row.reference} for row in rows]


def _line(line):
    return {
        "what": line.get_kind_display(),
        "in their words": line.description,
        "pounds": str(line.amount),
        "paid on": line.spent_date and line.spent_date.isoformat(),
        "given before the day": str(line.advanced),
        "approved": line.amount_approved and str(line.amount_approved),
        "why less": line.reason,
        "why no receipt": line.without_receipt,
    }


def _erase_usual_costs(person, by):
    UsualCost.objects.filter(member__person=person).delete()


def _erase_advances(person, by):
    forget_advances(person=person, by=by)


def _erase_claims(person, by):
    forget_claims(person=person, by=by)


def _merge_choices(kept, gone, by):
    merge_choices(kept=kept, gone=gone, by=by)


def _merge_usual_costs(kept, gone, by):
    merge_usual_costs(kept=kept, gone=gone, by=by)


register(Choice, export=_export_choices, erase=no_change, merge=_merge_choices)
register(UsualCost, export=_export_usual_costs, erase=_erase_usual_costs, merge=_merge_usual_costs)
# They move with the parts that somebody took: see `involvement.slots.made_one`.
register(Claim, export=_export_claims, erase=_erase_claims, merge=no_change)
register(Advance, export=_export_advances, erase=_erase_advances, merge=no_change)
# What is still owed to somebody who was erased is paid under the reference, which finance knows.
register(Payee, export=_export_payees, erase=no_change, merge=no_change)
