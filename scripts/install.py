"""Make .venv hold what a lock file names: `install.py production` or `install.py development`.

Runs on the system's own Python, whatever its age, so nothing newer than 3.6 is used here. The
stamps in .venv hold each installed lock file's digest: a second run reads one file and is done.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
COVERS = {"production": ["production"], "development": ["production", "development"]}


def digest(name):
    return hashlib.sha256((ROOT / "requirements" / f"{name}.txt").read_bytes()).hexdigest()


def stamp(name):
    return VENV / f"installed-{name}"


def is_installed(name):
    return stamp(name).exists() and stamp(name).read_text() == digest(name)


def make_venv():
    """Create .venv where there is none; exits with one sentence if this Python cannot."""
    if (VENV / "bin" / "pip").exists():
        return
    say("Making a virtual environment in .venv")
    command = [sys.executable, "-m", "venv", str(VENV)]
    made = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode != 0:
        words = made.stdout.decode(errors="replace").strip()
        if "ensurepip" in words:
            package = "python{}.{}-venv".format(*sys.version_info)
            sys.exit(f"Please install the package {package} (Debian, Ubuntu), then try again.")
        sys.exit(f"Python could not make a virtual environment: {words}")


def install(name):
    """Install exactly what the lock file names; exits with pip's own words if that fails."""
    make_venv()
    lock = ROOT / "requirements" / f"{name}.txt"
    say(f"Installing what requirements/{name}.txt names; the first time takes a minute or two")
    pip = [str(VENV / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    command = [*pip, "install", "--quiet", "--require-hashes", "--requirement", str(lock)]
    if subprocess.run(command).returncode != 0:
        sys.exit("The packages could not be installed; pip says above why.")
    for covered in COVERS[name]:
        stamp(covered).write_text(digest(covered))


def say(words):
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get as far as saying so
        sys.exit("The portal needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))
    if not is_installed(sys.argv[1]):
        install(sys.argv[1])
