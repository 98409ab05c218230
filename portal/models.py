"""What the portal itself has to remember."""

from django.db import models


class Change(models.Model):
    """Something changed that public pages may show: see `portal.page_cache.changes`.

    All rows together name the present generation of pages. No row is ever changed.
    """

    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self):
        return f"change {self.pk}"
