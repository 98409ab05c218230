"""Addresses in full, for whoever reads them elsewhere: feeds, calendars, search engines."""

from urllib.parse import urlsplit

from django.conf import settings


def absolute(path):
    """The full address of `path`, by the address that people know the site by."""
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}/{path.lstrip('/')}"


def host():
    """The host's name in that address."""
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
