"""Production's addresses, with the bare page served by Wagtail's own view."""

from django.urls import re_path
from wagtail.views import serve

from portal.urls import urlpatterns as portal_urls

urlpatterns = [re_path("^(bare/)$", serve), *portal_urls]
