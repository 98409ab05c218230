"""Limits are counted once for all worker processes, in the cache called "limits".

django-allauth counts in Django's default cache, which each process has for itself.
"""

from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as app_codes
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, router
from django.utils import timezone
from django.utils.connection import ConnectionProxy
from django.utils.crypto import salted_hmac


def count_for_all_processes():
    """Point allauth's counters, and its memory of app codes that were used, to the shared cache."""
    for module in (ratelimit, app_codes):
        if "cache" not in vars(module):
            raise ImproperlyConfigured(f"{module.__name__} counts elsewhere since its last release")
        module.cache = ConnectionProxy(caches, "limits")


def hidden_key(key, key_prefix, version):
    """The name of a counter, from which nobody reads whose address or connection is counted."""
    text = f"{key_prefix}:{version}:{key}"
    return salted_hmac("people.limits", text, algorithm="sha256").hexdigest()


class SharedCounters(DatabaseCache):
    """Django's cache in a table, whose `add` is true for exactly one of those who ask at once.

    Django's own tells two processes so that meet an entry which has run out: the lock of a process
    that died. allauth's counting stands on `add`.
    """

    def add(self, key, *args, **kwargs):
        connection = connections[router.db_for_write(self.cache_model_class)]
        name, table = self.make_and_validate_key(key), connection.ops.quote_name(self._table)
        now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} WHERE cache_key = %s AND expires < %s",  # noqa: S608 - our own table
                [name, now],
            )
        return super().add(key, *args, **kwargs)
