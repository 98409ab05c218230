"""Real worker processes on a database that they share with the test."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from django.db import connections

ROOT = Path(__file__).resolve().parent.parent.parent
ALONE = [sys.executable, "manage.py"]


@contextmanager
def database_for_all(folder):
    """Give the address of a database that this test and other processes share.

    An SQLite database in memory is copied into a file, which the test then uses as well.
    """
    usual = connections["default"]
    name = usual.settings_dict["NAME"]
    if usual.vendor == "postgresql":
        yield f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"
        return
    usual.ensure_connection()
    shared = usual.copy()
    shared.settings_dict["NAME"] = str(folder / "shared.sqlite3")
    with shared.cursor() as cursor:
        usual.connection.backup(cursor.db.connection)
    connections["default"] = shared
    try:
        yield f"sqlite:///{shared.settings_dict['NAME']}"
    finally:
        shared.close()
        connections["default"] = usual


class Workers:
    """Starts workers with production settings and ends those that are left."""

    def __init__(self, database_url, email_url):
        self.running = []
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "DATABASE_URL": database_url,
            "EMAIL_URL": email_url,
            "SECRET_KEY": "only-for-workers-in-tests-" + "x" * 40,
            "ALLOWED_HOSTS": "localhost",
            "FROM_EMAIL": "involvement@example.org",
            "BASE_URL": "https://localhost",
            "PYTHONWARNINGS": "error",
        }

    def start(self, *arguments, program=ALONE):
        worker = subprocess.Popen(
            [*program, "send_outbox", *arguments],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.running.append(worker)
        return worker

    def run(self, *arguments, **options):
        """Run one to its end; return what it said."""
        return finished(self.start(*arguments, **options))

    def end(self):
        for worker in self.running:
            if worker.poll() is None:
                worker.kill()
            worker.communicate()


def finished(worker, code=0):
    """Wait for a worker to end by itself; return what it said."""
    said, complained = worker.communicate(timeout=60)
    assert worker.returncode == code, complained
    return said.strip() or complained.strip()


def kill(worker):
    """As the machine does when it runs out of memory or power."""
    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=10)


def until(true, seconds=30):
    """Wait until `true()`; fail if it does not come about."""
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, "it did not come about in time"
        sleep(0.05)
