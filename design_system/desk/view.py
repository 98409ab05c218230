"""How a desk answers: shown by GET; searched, cleared and exported by POST."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.views.defaults import permission_denied
from wagtail_modeladmin.views import IndexView

from design_system.actions import record_export
from design_system.text import clean_line

from .export import as_csv
from .pages import DeskPaginator

LONGEST_SEARCH = 100


class DeskView(IndexView):
    """A desk's only view.

    What someone searches for is often a name. It is kept in the session and never in an address,
    so that no log of addresses can hold it.
    """

    PAGE_VAR = "page"
    paginator_class = DeskPaginator
    FORMATS = ()  # modeladmin's own export, by a plain GET that nobody writes down
    template_name = "desks/desk_list.html"

    def dispatch(self, request, *args, **kwargs):
        self.desk = self.model_admin
        if why_not := self.desk.why_not_see(request.user):
            return permission_denied(request, PermissionDenied(why_not))
        try:
            return super().dispatch(request, *args, **kwargs)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self.desk.url)

    def post(self, request, *args, **kwargs):
        match request.POST.get("do"):
            case "search":
                term = clean_line(request.POST.get("search", ""))[:LONGEST_SEARCH]
                request.session[self._session_key] = term
            case "clear":
                request.session.pop(self._session_key, None)
            case "export" if self.desk.exports:
                return self._export()
        return HttpResponseRedirect(self.address(keep_page=False))

    def _export(self):
        columns = [column for column in self.desk.columns if not column.private]
        rows = [
            [column.value(row) for column in columns] for row in self.desk.prepared(self.queryset)
        ]
        record_export(desk=self.desk.name, rows=len(rows), by=self.request.user)
        return as_csv(self.desk.name, [column.heading for column in columns], rows)

    @property
    def _session_key(self):
        return f"search-{self.desk.name}"

    @property
    def term(self):
        return self.request.session.get(self._session_key, "") if self.desk.search else ""

    @property
    def is_filtered(self):
        return any(spec.chosen for spec in self.filter_specs)

    def get_filters_params(self, params=None):
        """What the filters read. Anything else would be a lookup in any field, such as an email."""
        names = {list_filter.parameter_name for list_filter in self.desk.list_filter}
        given = super().get_filters_params(params)
        return {name: value for name, value in given.items() if name in names}

    def get_search_results(self, request, queryset, search_term):
        return self.desk.found(queryset, search_term) if search_term else queryset

    def get_queryset(self, request=None):
        self.request = request or self.request
        self.query = self.term
        if not hasattr(self, "_rows"):
            self._rows = super().get_queryset(self.request)
        return self._rows

    def get_ordering_field(self, heading):
        return next(c.sort for c in self.desk.columns if c.heading == heading) or None

    def address(self, keep_page=True, **changes):
        """This desk as it stands, or with some of its filters, sorting or page changed."""
        known = {spec.parameter_name: spec.chosen for spec in self.filter_specs}
        known[self.ORDER_VAR] = self.params.get(self.ORDER_VAR)
        if keep_page:
            known[self.PAGE_VAR] = self.request.GET.get(self.PAGE_VAR)
        known = {key: value for key, value in (known | changes).items() if value}
        return f"{self.desk.url}?{urlencode(known)}" if known else self.desk.url

    @cached_property
    def headings(self):
        """For each column its heading, the address that sorts by it, and how it is sorted now."""
        sorted_by = self.get_ordering_field_columns() if self.ORDER_VAR in self.params else {}
        headings = []
        for number, column in enumerate(self.desk.columns):
            direction = sorted_by.get(number)
            order = f"-{number}" if direction == "asc" else str(number)
            headings.append(
                {
                    "words": column.heading,
                    "address": self.address(keep_page=False, o=order) if column.sort else "",
                    "direction": {"asc": "ascending", "desc": "descending"}.get(direction, "none"),
                }
            )
        return headings

    def get_context_data(self, **kwargs):
        paginator = self.paginator_class(self.queryset, self.items_per_page)
        page = paginator.get_page(self.request.GET.get(self.PAGE_VAR))
        user, desk = self.request.user, self.desk
        return {
            "view": self,
            "desk": desk,
            "term": self.term,
            "page": page,
            "rows": [
                {
                    "cells": [(c.heading, c.value(row)) for c in desk.columns],
                    "name": str(row),
                    "buttons": desk.buttons(user, row),
                }
                for row in desk.prepared(page)
            ],
            "top_buttons": desk.top_buttons(user),
            "previous": page.has_previous() and self.address(page=str(page.previous_page_number())),
            "next": page.has_next() and self.address(page=str(page.next_page_number())),
        } | kwargs
