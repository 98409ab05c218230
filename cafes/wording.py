"""Cafés and their sessions in the words that people read."""

from django.utils import timezone

from cafes.recurrence import clock_change
from involvement.wording import activity_time, clock_time
from people.models import Channel

ONLINE = "Online"
FEW = 3  # from here on it helps to know how many places are left
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TOLD = {
    Channel.EMAIL: "By email, at once",
    Channel.PHONE: "By phone, in the next days. If it is soon, please ring them yourself today",
    Channel.POST: "By letter, in the next days. If it is soon, please ring them yourself today",
}
NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}


def when(session):
    """When a session is: "Friday 4 December 2026, 2pm to 3:30pm"."""
    return activity_time(session.activity)


def clocks(session):
    """One sentence if the clocks change on the day of a session or in the 6 days before, else "".

    Pages are kept from before the change until after it, so the sentence is true on both sides.
    """
    on = timezone.localtime(session.activity.starts_at).date()
    change = clock_change(on)
    if change is None:
        return ""
    way = "forward" if change.forward else "back"
    if change.day == on:
        return f"The clocks go {way} that morning."
    return f"This is after the clocks go {way}, on {change.day:%A %-d %B}."


def where(thing):
    """Where a café or an activity is for the public: "Online", a building, or both. No link."""
    if not thing.site:
        return ONLINE
    return f"{thing.site.name}, or online" if thing.online else thing.site.name


def places(session, now):
    """What is to be said of its places at the moment `now`, in a few words; "" for plenty."""
    if session.is_cancelled:
        return "Cancelled"
    if session.has_started(now):
        return "On now"
    if session.is_full:
        return "Full"
    left = session.places_left
    return "1 place left" if left == 1 else f"{left} places left" if left <= FEW else ""


def who_is_told(bookings):
    """Who hears of it when `bookings` (an iterable) end: pairs of the way and a list of Person."""
    people = sorted((booking.person for booking in bookings), key=lambda one: one.name.lower())
    pairs = [
        (words, [p for p in people if p.preferred_channel == way]) for way, words in TOLD.items()
    ]
    return [(words, persons) for words, persons in pairs if persons]


def rhythm(series):
    """How a café meets: "Every Tuesday, 2pm", "The last Friday of each month, 10:30am"."""
    names = [DAYS[number] for number in series.weekday_numbers]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    time, every = clock_time(series.starts), series.every
    if series.frequency == series.Frequency.MONTHLY:
        months = "each month" if every == 1 else f"every {every} months"
        return f"The {NTH[series.nth]} {listed} of {months}, {time}"
    return f"Every {listed}, {time}" if every == 1 else f"{listed} every {every} weeks, {time}"
