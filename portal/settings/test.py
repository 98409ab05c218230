"""Tests: like production wherever that can be, fast where it makes no difference."""

from .base import *

DEBUG = False
SECRET_KEY = "test-only-not-a-secret-" + "x" * 40
ALLOWED_HOSTS = ["*"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DATABASES["default"]["CONN_MAX_AGE"] = 0  # each live-server thread closes its own
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that threads have connections of their own, as in the demo.
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
CACHES["limits"] = CACHES["default"]  # rolled back by nothing: emptied before each test
STAFF_SECOND_FACTOR_REQUIRED = False  # its own tests turn it on
# Tests of the page cache turn both on; all others see each page computed.
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
WATCH_CHANGES = False
