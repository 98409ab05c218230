"""Run a command beside a PostgreSQL of its own: `with_postgres.py -- pytest tests`.

The server is started from the installed programs in a temporary folder, listens on a socket in
there only, is fast and forgetful, and is gone when the command ends, fails or is interrupted.
DATABASE_URL names it for the command. Exits with the command's own code.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

from need import NEEDS, postgres_programs, see_to

FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


MEMORY = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own in it
ENOUGH = 2 * 1024**3  # bytes; a container may have as little as 64 MB of it


def memory():
    """A folder in memory, where emptying a table costs a tenth; None where there is too little."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    return MEMORY if roomy and os.access(MEMORY, os.W_OK) else None


def server_user():
    """PostgreSQL refuses to run as root: the system's own user for it then, else None (oneself)."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


@contextlib.contextmanager
def postgres():
    """A running server; gives the address for DATABASE_URL."""
    see_to([need for need in NEEDS if need.name == "postgres"])
    programs, user = postgres_programs(), server_user()
    folder = Path(tempfile.mkdtemp(prefix="portal-pg-", dir=memory()))
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"

    def run(program, *arguments):
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
        subprocess.run(
            [programs / program, *arguments],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
            **as_user,
        )

    try:
        run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        where = f"-k {folder} -c listen_addresses='' {FORGETFUL}"
        run("pg_ctl", "-D", data, "-w", "-s", "-l", folder / "log", "-o", where, "start")
        yield f"postgres://postgres@/{quote(str(folder), safe='')}/postgres"
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            if (data / "postmaster.pid").exists():
                run("pg_ctl", "-D", data, "-s", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def run_beside(command, address):
    """Run `command` with DATABASE_URL and wait for it; being told to stop is passed on to it."""
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells the command as well
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    return child.wait()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with postgres() as address:
        code = run_beside(sys.argv[2:], address)
    sys.exit(code)
