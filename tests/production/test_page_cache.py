"""Several processes keep pages together: a change by one is news to all, at once.

In the database, and in a real Redis.
"""

import contextlib
import gzip
import re
import signal
import ssl
import time
import urllib.request

import pytest
from redis import Redis

from tests import servers
from tests.people.test_limits import LIMIT, ask_over_and_over
from tests.production.installation import Installation

pytestmark = pytest.mark.installation

VISITS = 12  # enough that each worker answers some


@pytest.fixture(scope="module", params=["in the database", "in Redis"])
def installation(request, tmp_path_factory):
    """A running installation that keeps its pages there."""
    folder = tmp_path_factory.mktemp("installation")
    with contextlib.ExitStack() as stack:
        more, redis = {}, None
        if request.param == "in Redis":
            address, process = stack.enter_context(servers.redis(folder))
            redis = stack.enter_context(Redis.from_url(address)), process
            more = {"CACHE_URL": address}
        running = stack.enter_context(Installation(folder, **more))
        running.redis = redis
        running.set_up()
        running.start()
        yield running


@pytest.fixture
def redis(installation):
    """The Redis in which the installation keeps its pages, and its process."""
    return installation.redis


only_in_redis = pytest.mark.parametrize("installation", ["in Redis"], indirect=True)


def get(installation, path, **headers):
    """The answer to a GET, compressed where it may be, with its body."""
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{installation.address}{path}", headers={"Accept-Encoding": "gzip, br"} | headers
    )
    trusting = ssl._create_unverified_context()  # noqa: S323 - a certificate made for this test
    with urllib.request.urlopen(request, timeout=30, context=trusting) as response:  # noqa: S310 - as above
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


def test_limits_hold_over_all_workers(installation):
    assert ask_over_and_over(installation.address) == {"/join/ring-me/done/": LIMIT, 429: 18}


@only_in_redis
def test_workers_find_in_redis_what_another_kept(installation, redis):
    server, _ = redis
    name_the_trust(installation, "Trust in Redis")
    server.config_resetstat()

    for _ in range(VISITS):
        words(installation, "/privacy/")

    assert server.info("stats")["keyspace_hits"] > 0
    assert all(0 < server.ttl(key) <= 24 * 60 * 60 for key in server.scan_iter())


@only_in_redis
def test_a_redis_that_hangs_keeps_nobody_waiting(installation, redis):
    """Pages are computed then, and each visit waits no more than a second for each question."""
    _, process = redis
    name_the_trust(installation, "Trust that goes on")
    process.send_signal(signal.SIGSTOP)
    try:
        began = time.monotonic()
        text = words(installation, "/privacy/")
        took = time.monotonic() - began
    finally:
        process.send_signal(signal.SIGCONT)

    assert "Trust that goes on" in text
    assert took < 8  # redis-py by itself waits 5 seconds for each question
    installation.wait_for_log("The page cache is out of order.")
