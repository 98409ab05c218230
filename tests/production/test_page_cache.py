"""Several processes keep pages together: a change by one is news to all, at once."""

import gzip
import re
import ssl
import urllib.request

import pytest

pytestmark = pytest.mark.installation

VISITS = 12  # enough that each worker answers some


def get(installation, path, **headers):
    """The answer to a GET, compressed where it may be, with its body."""
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{installation.address}{path}", headers={"Accept-Encoding": "gzip, br"} | headers
    )
    trusting = ssl._create_unverified_context()  # noqa: S323 - a certificate made for this test
    with urllib.request.urlopen(request, context=trusting) as response:  # noqa: S310 - as above
        return response, response.read()


def words(installation, path):
    return gzip.decompress(get(installation, path)[1]).decode()


def name_the_trust(installation, name):
    """Another process changes what stands on every page."""
    installation.manage(
        *["shell", "--verbosity", "0", "--command"],
        "from home.models import SiteSettings; "
        f"SiteSettings.objects.update(organisation_name='{name}')",
    )


def test_a_change_by_another_process_shows_in_every_worker_at_once(installation):
    name_the_trust(installation, "Trust before")
    before = [words(installation, "/privacy/") for _ in range(VISITS)]
    assert all("Trust before" in text for text in before)

    name_the_trust(installation, "Trust after")

    after = [words(installation, "/privacy/") for _ in range(VISITS)]
    assert [text.count("Trust before") for text in after] == [0] * VISITS
    assert set(after) == {before[0].replace("Trust before", "Trust after")}


def test_what_is_public_travels_compressed_and_forms_do_not(installation):
    page, body = get(installation, "/")
    style = re.search(rb'href="(/static/portal[^"]*)"', gzip.decompress(body))[1].decode()

    assert page.headers["Content-Encoding"] == "gzip"
    assert get(installation, style)[0].headers["Content-Encoding"] == "br"
    assert get(installation, "/accounts/login/")[0].headers["Content-Encoding"] is None
