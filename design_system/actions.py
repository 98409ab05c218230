"""What is written down about lists."""

from django.db import transaction
from wagtail.log_actions import log


@transaction.atomic
def record_export(*, desk, rows, by):
    """Write down that `by` took `rows` rows of a desk out of the portal."""
    log(by, "design_system.record_export", user=by, data={"desk": desk, "rows": rows})
