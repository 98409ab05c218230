"""The base of every desk."""

from dataclasses import dataclass

from django.urls import path, reverse
from wagtail_modeladmin.helpers import AdminURLHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from .view import DeskView


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it shows of a row, and the field it sorts by, if it sorts."""

    heading: str
    value: object  # a function of a row that returns words, a number, a date or None
    sort: str = ""
    private: bool = False  # shown on the screen, never exported


class OnlyALook(PermissionHelper):
    """Nobody makes, changes or deletes a row on a desk: its buttons lead to screens that do."""

    desk = None

    def user_can_list(self, user):
        return self.desk.why_not_see(user) is None

    def user_can_create(self, user):
        return False

    def user_can_inspect_obj(self, user, row):
        return False

    user_can_edit_obj = user_can_delete_obj = user_can_inspect_obj


class DeskURLs(AdminURLHelper):
    def get_action_url_name(self, action):
        return f"desk-{self.base_url_path}"


class Desk(ModelAdmin):
    """A list for staff with columns, filters, search, export and buttons.

    A desk gives `model`, `name` (its address below /admin/, and part of the name of its URL),
    `title`, `columns`, `why_not_see(user)` and `rows(user)`; and, where it has them, `search` (the
    fields to look in), `search_hint`, `list_filter` (of ChoiceFilter), `exports = True`,
    `buttons(user, row)` and `top_buttons(user)`, each a list of (words, address).
    """

    name = ""
    title = ""
    intro = ""
    empty = "There is nothing here yet."
    columns = ()
    search = ()
    search_hint = ""
    exports = False
    list_per_page = 50
    index_view_class = DeskView
    index_template_name = "desks/desk_list.html"
    permission_helper_class = OnlyALook
    url_helper_class = DeskURLs

    def __init__(self, parent=None):
        self.base_url_path = self.name
        self.menu_label = self.title
        self.menu_item_name = self.name
        self.list_display = [column.heading for column in self.columns]
        super().__init__(parent)
        self.permission_helper.desk = self

    def why_not_see(self, user):
        """None for whoever may see this desk; otherwise the sentence that says why not."""
        raise NotImplementedError

    def rows(self, user):
        """The rows that `user` may see, with all that the columns need."""
        return self.model.objects.visible_to(user)

    def prepared(self, rows):
        """The rows that are shown or exported together, as a list, with what needs all of them."""
        return list(rows)

    def found(self, rows, term):
        """Of `rows`, those in which each word of `term` stands in one of the fields `search`."""
        return self.search_handler_class(self.search).search_queryset(rows, term)

    def buttons(self, user, row):
        return []

    def top_buttons(self, user):
        return []

    @property
    def url(self):
        return reverse(f"desk-{self.name}")

    def get_queryset(self, request):
        return self.rows(request.user)

    def get_search_fields(self, request):
        return self.search

    def get_admin_urls_for_registration(self):
        """One address: modeladmin's forms would save past our actions, so they have none."""
        return [path(f"{self.name}/", self.index_view, name=f"desk-{self.name}")]

    def get_permissions_for_registration(self):
        """None to hand out: each room registers the few that it asks for."""
        return super().get_permissions_for_registration().none()

    def register_admin_url_finders(self):
        """Nothing is edited here, so nothing leads here to be edited."""

    def register_indexing(self):
        """People are no part of Wagtail's index of what uses what."""


def state_of_page(facts):
    """A column's value: how far the page with the words about `facts` (a row) is, in words."""
    page = getattr(facts, "page", None)
    if page is None:
        return "No page"
    return "Published" if page.live else "Draft"
