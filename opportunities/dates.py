"""The dates of an opportunity: what is still ahead of whoever has a place."""

from django.utils import timezone


def ahead(activities, now=None):
    """Those of `activities` that are not over at the moment `now`, as a list.

    Where all of them are over they are all that there is to tell of, and all are returned.
    """
    moment, activities = now or timezone.now(), list(activities)
    return [one for one in activities if not is_over(one, moment)] or activities


def is_over(activity, now=None):
    """Whether `activity` has ended at the moment `now`; what has no date yet is to come."""
    return bool(activity.ends_at) and activity.ends_at <= (now or timezone.now())
