"""`{% load desks %}`: what a desk's template needs."""

import datetime

from django import template
from django.utils import timezone
from django.utils.dateformat import format as format_date

register = template.Library()


@register.filter
def shown(value):
    """A cell's value in words: a day as "12 March 2026", nothing as "none"."""
    if value is None or value == "":
        return "none"
    if isinstance(value, datetime.datetime):
        value = timezone.localtime(value)
    if isinstance(value, datetime.date):
        return format_date(value, "j F Y")
    return value
