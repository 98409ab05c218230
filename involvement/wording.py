"""Days and times in the words that people read."""

from django.utils import timezone


def day(moment):
    """A day in full: "Friday 4 December 2026"."""
    return day_in_words(timezone.localtime(moment))


def day_in_words(date):
    """A date in full: "Friday 4 December 2026"."""
    return f"{date:%A %-d %B %Y}"


def time_of_day(moment):
    """The local time of a moment, as `clock_time` writes it."""
    return clock_time(timezone.localtime(moment).time())


def clock_time(time):
    """A time as NHS.UK writes it: "5pm", "9:30am", "midday", "midnight"."""
    if time.minute == 0 and time.hour in (0, 12):
        return "midday" if time.hour else "midnight"
    minutes = f":{time:%M}" if time.minute else ""
    return f"{time.hour % 12 or 12}{minutes}{'pm' if time.hour >= 12 else 'am'}"


def activity_time(activity):
    """When an activity is: "Friday 4 December 2026, 2pm to 4pm"."""
    starts, ends = activity.starts_at, activity.ends_at
    if timezone.localtime(starts).date() != timezone.localtime(ends).date():
        return f"{day(starts)}, {time_of_day(starts)}, to {day(ends)}, {time_of_day(ends)}"
    return f"{day(starts)}, {time_of_day(starts)} to {time_of_day(ends)}"
