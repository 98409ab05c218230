"""Production settings, read by a process of their own from real environment variables."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "a8f5f167f44f4964e6c998dee827110c-ZkR7w2Jq9Xb4Tn1Vy6Lm",
    "DATABASE_URL": "postgres://portal@localhost/portal",
    "BASE_URL": "https://involvement.example.org",
    "ALLOWED_HOSTS": "involvement.example.org",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.org:587",
    "FROM_EMAIL": "involvement@example.org",
}


def manage(*arguments, without=(), **extra):
    """The finished process of `manage.py …` with complete production settings, except `without`."""
    env = {"PATH": os.environ["PATH"], **COMPLETE, **extra}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        env={name: value for name, value in env.items() if name not in without},
        cwd=settings.ROOT,
        capture_output=True,
        text=True,
    )


def test_the_deployment_check_finds_nothing():
    checked = manage("check", "--deploy", "--fail-level", "INFO")

    assert (checked.stdout, checked.stderr, checked.returncode) == (
        "System check identified no issues (0 silenced).\n",
        "",
        0,
    )


def test_a_weak_key_is_found():
    checked = manage("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY="short")

    assert "security.W009" in checked.stderr
    assert checked.returncode == 1


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "DATABASE_URL", "BASE_URL", "ALLOWED_HOSTS", "EMAIL_URL", "FROM_EMAIL"]
)
def test_a_missing_variable_is_named_in_one_sentence(name):
    checked = manage("check", without=[name])

    assert checked.stderr == (
        f"The production settings need {name} in the environment: see docs/operations.md.\n"
    )
    assert checked.returncode == 1


def test_several_missing_variables_are_named_together():
    checked = manage("check", without=["SECRET_KEY", "EMAIL_URL"])

    assert checked.stderr.startswith("The production settings need SECRET_KEY, EMAIL_URL in the")


def test_the_demo_refuses_to_run_with_them():
    refused = manage("demo")

    assert refused.stderr == (
        "CommandError: The demo runs with demo settings only: it lets staff in by email.\n"
    )
