"""Whether the words of points say who someone is, given everyone whom we know by name."""

from feedback.identifying import find
from people.models import Person, User


def known_names():
    """The names of people on the register and of staff, as a set."""
    people = Person.objects.filter(erased_at=None).values_list("name", flat=True)
    staff = User.objects.staff().values_list("first_name", "last_name")
    return {*people, *(f"{first} {last}".strip() for first, last in staff)} - {""}


def findings_in(words):
    """What in `words` may say who someone is, as a list of Finding."""
    return find(words, known_names())


def who_is_named(points):
    """Those of `points` whose words may say who someone is, and that nobody has cleared."""
    open_ones = [point for point in points if point.cleared_at is None]
    names = known_names() if open_ones else set()
    return [point for point in open_ones if find(point.all_words, names)]
