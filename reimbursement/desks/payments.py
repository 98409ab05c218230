"""Finance's list of batches."""

from django.urls import reverse

from design_system.desk import Column, Desk, StatusFilter
from reimbursement.models import Batch
from reimbursement.permissions import why_not_pay
from reimbursement.rates import money


class BatchesDesk(Desk):
    """Every batch, the newest first; what is owed and in none is a button away."""

    model = Batch
    name = "payments"
    title = "Payments"
    menu_icon = "tasks"
    menu_order = 307
    empty = "No batch has been made yet. See what is owed."
    columns = (
        Column("Batch", str, sort="pk"),
        Column("What", lambda batch: batch.get_way_display(), sort="way"),
        Column("Status", lambda batch: batch.get_status_display(), sort="status"),
        Column("Payments", lambda batch: batch.count, sort="count"),
        Column("Total", lambda batch: money(batch.total), sort="total"),
        Column("Made", lambda batch: batch.made_at, sort="made_at"),
    )
    exports = True
    list_filter = (StatusFilter,)

    def why_not_see(self, user):
        return why_not_pay(user)

    def rows(self, user):
        return Batch.objects.all()

    def get_ordering(self, request):
        return ["-pk"]

    def top_buttons(self, user):
        return [("What is owed", reverse("reimbursement:owed-show"))]

    def buttons(self, user, batch):
        return [("Open", reverse("reimbursement:batch-show", args=[batch.pk]))]
