"""Production's settings, with the bench's own kind of page."""

from portal.settings.production import *

INSTALLED_APPS = ["bench", *INSTALLED_APPS]
ROOT_URLCONF = "bench.urls"
