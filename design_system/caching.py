"""How long a public page may be kept: until it changes by itself, and never beyond the limit."""

from django.conf import settings
from django.utils import timezone
from django.utils.cache import patch_cache_control


def public_until(response, moment):
    """Let caches keep `response` until `moment` (an aware datetime, or None), within the limit."""
    response.public_until = moment
    seconds = settings.PUBLIC_MAX_AGE
    if moment is not None:
        seconds = min(seconds, max(0, int((moment - timezone.now()).total_seconds())))
    patch_cache_control(response, public=True, max_age=seconds)
    return response
