"""The pages of a desk."""

from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator

MOST = 10_000  # rows that can be turned over: to count more takes longer than to show a page


class DeskPaginator(WagtailPaginator):
    """Counts MOST rows of a QuerySet, and whether there are more: a filter finds those."""

    @cached_property
    def _found(self):
        return self.object_list.order_by().values("pk")[: MOST + 1].count()

    @cached_property
    def count(self):
        return min(self._found, MOST)

    @property
    def has_more(self):
        return self._found > MOST
