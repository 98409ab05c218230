"""Production: everything that differs between installations comes from the environment.

docs/operations.md says what each variable is; one that is missing is named in a plain sentence.
"""

import sys

from .base import *

REQUIRED = [
    "SECRET_KEY",
    "DATABASE_URL",
    "BASE_URL",
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    "FROM_EMAIL",
]
if missing := [name for name in REQUIRED if not env(name, default="")]:
    sys.exit(
        f"The production settings need {', '.join(missing)} in the environment: "
        "see docs/operations.md."
    )

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[env("BASE_URL").rstrip("/")])
STAFF_SECOND_FACTOR_REQUIRED = True

# Limits count visitors, so they need to know who asks: what the server in front says.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

vars().update(env.email("EMAIL_URL"))  # smtp://user:password@host:port, smtp+tls:// or smtp+ssl://
EMAIL_TIMEOUT = 30  # seconds; a mail server that hangs must not hang the worker
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "design_system.storage.StaticFilesStorage"},
}
