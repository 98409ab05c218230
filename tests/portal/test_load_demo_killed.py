"""Killed at any moment, loading the demo is begun again and completes."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from tests.architecture.house import ROOT

pytestmark = pytest.mark.slow

SHAPE = (
    "import json, django; django.setup(); from tests.portal.demo_shape import shape;"
    "print(json.dumps(shape(), sort_keys=True))"
)


def environment(database):
    return os.environ | {
        "DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "PYTHONUNBUFFERED": "1",
    }


def run(database, *arguments):
    """The output of one Python process of its own on `database`; it must succeed."""
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(database), check=True, capture_output=True, text=True
    )
    return done.stdout


def shape_of(database):
    return json.loads(run(database, "-c", SHAPE))


def copy(database, path):
    with sqlite3.connect(database) as source, sqlite3.connect(path) as target:
        source.backup(target)
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A database that is laid out and has no demo data."""
    database = tmp_path_factory.mktemp("demo") / "empty.sqlite3"
    run(database, "manage.py", "migrate", "-v0")
    run(database, "manage.py", "setup", "--no-administrator", "-v0")
    return database


@pytest.fixture(scope="module")
def whole(empty, tmp_path_factory):
    """What is there when loading was never disturbed."""
    database = copy(empty, tmp_path_factory.mktemp("demo") / "whole.sqlite3")
    run(database, "manage.py", "load_demo")
    return shape_of(database)


def load_and_kill(database, lines, seconds):
    """Start to load, and kill the process `seconds` after it has said so many `lines`."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "load_demo"],
        cwd=ROOT,
        env=environment(database),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        for _ in range(lines):
            process.stdout.readline()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
    return process.returncode


@pytest.mark.parametrize(("lines", "seconds"), [(1, 0.3), (2, 0.3), (3, 0.1), (3, 0.8)])
def test_a_killed_run_is_completed_by_the_next(empty, whole, tmp_path, lines, seconds):
    database = copy(empty, tmp_path / "killed.sqlite3")

    assert load_and_kill(database, lines, seconds) == -signal.SIGKILL
    assert shape_of(database) != whole
    run(database, "manage.py", "load_demo")
    assert shape_of(database) == whole
    run(database, "manage.py", "load_demo")
    assert shape_of(database) == whole
