"""Staff's lists of this room: the register, the vocabulary."""

from django.db.models import Count, Q
from django.urls import reverse

from design_system.desk import ChoiceFilter, Column, Desk, KindFilter, RelatedFilter, StatusFilter
from people.models import Member, Person, TaskAnswer, Term
from people.permissions import (
    why_not_bring_back_term,
    why_not_change_vocabulary,
    why_not_retire_term,
    why_not_see_register,
)

TASKS = len(TaskAnswer.Task)
SHORTEST_PHONE = 4  # digits; fewer would find half the register


class LocalityFilter(RelatedFilter):
    title = "where they live"
    parameter_name = "locality"
    field = "locality__slug"


class OriginFilter(ChoiceFilter):
    title = "how they joined"
    parameter_name = "origin"
    field = "origin"


class MembersDesk(Desk):
    """The register, for the PE team."""

    model = Member
    name = "members"
    title = "Members"
    menu_icon = "group"
    menu_order = 310
    empty = "Nobody has joined yet."
    columns = (
        Column("Reference", str, sort="person_id"),
        Column("Name", lambda member: member.person.name, sort="person__name"),
        Column("Status", lambda member: member.get_status_display(), sort="status"),
        Column(
            "Lives in", lambda member: member.locality and member.locality.name, sort="locality"
        ),
        Column("Joined", lambda member: member.joined_at, sort="joined_at"),
        Column("How", lambda member: member.get_origin_display(), sort="origin"),
        Column("Tasks answered", lambda member: f"{member.answered} of {TASKS}", sort="answered"),
    )
    search = ("person__name", "person__email", "person__phone")
    search_hint = "A name, an email address, a phone number or a reference such as P-00012"
    list_filter = (StatusFilter, LocalityFilter, OriginFilter)
    exports = True

    def why_not_see(self, user):
        return why_not_see_register(user)

    def rows(self, user):
        members = Member.objects.visible_to(user).select_related("person", "locality")
        return members.annotate(answered=Count("task_answers"))

    def get_ordering(self, request):
        return ["-joined_at"]

    def top_buttons(self, user):
        return [("Put someone on the register", reverse("people:member-add"))]

    def buttons(self, user, member):
        return [("Open", reverse("people:member-show", args=[str(member)]))]

    def found(self, rows, term):
        """Members by reference, by a phone number however it is spaced, or by each word."""
        by_number = Q(person__in=Person.objects.by_reference(term))
        digits = "".join(filter(str.isdecimal, term.replace("+44", "")))
        if len(digits) >= SHORTEST_PHONE and not any(map(str.isalpha, term)):
            by_number |= Q(person__phone__contains=digits.lstrip("0"))
        by_words = super().found(rows, term)
        return rows.filter(by_number | Q(pk__in=by_words.order_by().values("pk")))


class RetiredFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request, desk):
        return [("offered", "Offered"), ("retired", "Retired")]

    def chosen_rows(self, rows, chosen):
        return rows.filter(retired_at__isnull=chosen == "offered")


def _state(term):
    if term.retired_at is None:
        return "Offered"
    return f"Retired, now “{term.replaced_by.label}”" if term.replaced_by else "Retired"


class TermsDesk(Desk):
    """The words that members choose from and opportunities ask for, for the PE team."""

    model = Term
    name = "vocabulary"
    title = "Vocabulary"
    intro = "The words that members choose from and that opportunities ask for."
    menu_icon = "tag"
    menu_order = 320
    empty = "There are no words yet."
    columns = (
        Column("Kind", lambda term: term.get_kind_display(), sort="kind"),
        Column("Words", lambda term: term.label, sort="label"),
        Column("Members who chose it", lambda term: term.chosen, sort="chosen"),
        Column("State", _state, sort="retired_at"),
    )
    search = ("label", "description")
    search_hint = "Some of the words, or of what is said about them"
    list_filter = (KindFilter, RetiredFilter)

    def why_not_see(self, user):
        return why_not_change_vocabulary(user)

    def rows(self, user):
        return Term.objects.with_members().select_related("replaced_by")

    def get_ordering(self, request):
        return ["kind", "position", "label"]

    def top_buttons(self, user):
        return [("Add words", reverse("people:term-add"))]

    def buttons(self, user, term):
        where = [term.kind, term.code]
        buttons = [("Change", reverse("people:term-edit", args=where))]
        if why_not_retire_term(user, term) is None:
            buttons.append(("Retire", reverse("people:term-retire", args=where)))
        if why_not_bring_back_term(user, term) is None:
            buttons.append(("Bring back", reverse("people:term-restore", args=where)))
        return buttons
