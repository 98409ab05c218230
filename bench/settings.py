"""Production's settings, with the bench's own kind of page."""

from portal.settings.production import *

INSTALLED_APPS = ["bench", *INSTALLED_APPS]
ROOT_URLCONF = "bench.urls"
STAFF_SECOND_FACTOR_REQUIRED = False  # the desk is asked for by a program
