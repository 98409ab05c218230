"""Pages of a list: which one was asked for, and the links to the others."""

from django.core.paginator import Paginator

AROUND = 1  # pages shown on each side of the current one: more would not fit a narrow screen
SHOWN = 10  # characters of an unknown number that are shown back


def page_asked(data):
    """The number of the page that `data` (a QueryDict) asks for, in whatever digits.

    1 for none, None for what is no number.
    """
    asked = data.get("page") or "1"
    return int(asked) if asked.isdecimal() and len(asked) < 6 else None


def page_of(items, per_page, data, count=None):
    """The Page of `items` (a list or QuerySet) asked for, or the first where there is none such."""
    paginator = Paginator(items, per_page)
    if count is not None:
        paginator.count = count
    number = page_asked(data)
    return paginator.page(number if number in paginator.page_range else 1)


def page_problem(data, page):
    """A sentence if `page` is not the one that `data` asks for, or None."""
    asked = data.get("page", "")
    if not asked or page_asked(data) == page.number:
        return None
    short = asked if len(asked) <= SHOWN else f"{asked[:SHOWN]}…"
    return f"There is no page “{short}”. This is the first page."


def pagination(page, to, label):
    """Parameters of the NHS.UK pagination component, or None for a single page.

    `to(number)` gives the address of a page; `label` says to screen readers pages of what.
    """
    pages = page.paginator
    if pages.num_pages == 1:
        return None
    numbers = pages.get_elided_page_range(page.number, on_each_side=AROUND, on_ends=1)
    return {
        "landmarkLabel": label,
        "previous": {"href": to(page.number - 1)} if page.has_previous() else {},
        "next": {"href": to(page.number + 1)} if page.has_next() else {},
        "items": [
            {"ellipsis": True}
            if number == pages.ELLIPSIS
            else {"number": str(number), "href": to(number), "current": number == page.number}
            for number in numbers
        ],
    }
