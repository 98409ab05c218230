"""The demo on one's own machine: SQLite, invented people, a local mailbox. Never on a server."""

from .base import *

DEMO = True
DEBUG = False
SECRET_KEY = "demo-only-not-a-secret-" + "x" * 40
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
STAFF_SECOND_FACTOR_REQUIRED = False
EMAIL_BACKEND = "portal.demo.mailbox.EmailBackend"
DEMO_MAILBOX = VAR / "mailbox"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Messages that load_demo writes link to where the demo will answer, so PORT counts here too.
WAGTAILADMIN_BASE_URL = env(
    "BASE_URL", default=f"http://localhost:{env('PORT', default='') or 8000}"
)
