"""Behind the server in front, limits count visitors and not that server."""

from tests.portal.test_production_settings import manage

ASK = """
from allauth.core.internal.httpkit import get_client_ip
from django.test import RequestFactory
said = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9, 203.0.113.7"}
print(get_client_ip(RequestFactory().get("/", **said)))
"""


def test_a_visitor_is_who_the_server_in_front_says():
    assert manage("shell", "--no-imports", "-c", ASK).stdout == "203.0.113.7\n"
