"""See to the programs that the tests need beside Python's packages.

Missing ones are installed where this is root on Debian or Ubuntu; anywhere else one sentence says
what to install and the exit code is 1. `need.py --only postgres` sees to one of them.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


def postgres_programs():
    """The folder with initdb and pg_ctl, newest version first, or None."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    folders += sorted(Path("/opt/homebrew/opt").glob("postgresql@*/bin"), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


def _version(folder):
    return float(folder.parent.name)


def chromium():
    """The browser of the journeys, or None."""
    names = ["chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, names)), None)


def pango():
    """Whether letters can be set: weasyprint finds its libraries."""
    tried = subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True)
    return tried.returncode == 0


def letter_fonts():
    """Whether names in the scripts that people here use can be printed; Arial Unicode has all."""
    folders = ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "~/Library/Fonts"]

    def exists(pattern):
        return any(next(Path(folder).expanduser().rglob(pattern), None) for folder in folders)

    wanted = ["NotoSansArabic-*", "NotoSansGujarati-*", "DroidSansFallback*"]
    return all(map(exists, wanted)) or exists("Arial Unicode.ttf")


def server(name):
    """A function that finds the server `name`: Debian keeps those where users do not look."""
    return lambda: shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@dataclass(frozen=True)
class Need:
    name: str
    found: callable
    packages: list
    words: str  # what to install, for a person


NEEDS = [
    Need("postgres", postgres_programs, ["postgresql"], "the PostgreSQL server"),
    Need("chromium", chromium, ["chromium"], "the browser Chromium"),
    Need(
        "pango",
        pango,
        ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
        "Pango with HarfBuzz, for printed letters",
    ),
    Need(
        "fonts",
        letter_fonts,
        ["fonts-noto-core", "fonts-droid-fallback"],
        "the Noto and Droid Fallback fonts, for names in every script on printed letters",
    ),
    Need("nginx", server("nginx"), ["nginx-light"], "the web server nginx"),
    Need("varnish", server("varnishd"), ["varnish"], "the page cache Varnish"),
    Need("redis", server("redis-server"), ["redis-server"], "the Redis server"),
]


def apt_install(packages):
    """Install Debian packages quietly; False if that did not work."""
    apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": apt, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
    # PostgreSQL's package would start a server of its own; the tests start theirs.
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False, **quiet).returncode == 0


def see_to(needs):
    """Exits with one sentence if something is missing and cannot be installed from here."""
    missing = [need for need in needs if not need.found()]
    if not missing:
        return
    packages = [package for need in missing for package in need.packages]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        sys.stdout.write(f"Installing {', '.join(packages)}\n")
        sys.stdout.flush()
        apt_install(packages)
        missing = [need for need in missing if not need.found()]
    if missing:
        packages = " ".join(package for need in missing for package in need.packages)
        words = "; ".join(need.words for need in missing)
        sys.exit(f"Please install {words} (on Debian or Ubuntu: apt-get install {packages}).")


if __name__ == "__main__":
    only = sys.argv[2:] if sys.argv[1:2] == ["--only"] else [need.name for need in NEEDS]
    see_to([need for need in NEEDS if need.name in only])
