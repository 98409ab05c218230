"""`make bench`: set everything up, measure all pages in turn, write docs/performance.md."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from bench import money, report
from bench.client import Visitor, measure
from bench.pages import CACHED, PAGES
from bench.servers import environment, new_database, run, start_gunicorn, start_nginx
from portal.demo.processes import Crew

CONNECTIONS = 8


def main(options):
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder, Crew() as crew:
        folder = Path(folder)
        folder.chmod(0o755)
        say("Filling two databases with opportunities")
        looks, ports = set_up(crew, folder)
        shown = [page for page in PAGES if page.name in looks]
        say(f"Measuring {len(shown)} pages in turn, {options.rounds} times")
        samples = {page.name: [] for page in shown}
        for number in range(-1, options.rounds):  # the first round only warms everything up
            for page in shown[:: -1 if number % 2 else 1]:
                sample = measure(
                    ports[page.size],
                    looks[page.name]["path"],
                    seconds=options.seconds if number >= 0 else 1,
                    connections=CONNECTIONS,
                )
                if number >= 0:
                    samples[page.name].append(sample)
        say("Measuring the page cache beside nginx")
        kept = measure_kept(crew, folder, ports["kept"], options)
        say("Paying claims by the thousand")
        claims = money.measured(crew, folder, options)
    text = report.write(shown, looks, samples, kept, claims, options, CONNECTIONS)
    say(text)
    if options.write:
        report.PATH.write_text(text, encoding="utf-8")


def set_up(crew, folder):
    """Start a server for each database, and one with the page cache: looks and ports by name."""
    server = os.environ["DATABASE_URL"]
    small = new_database(server, "small")
    off = environment(small, folder, page_cache=False)
    run(["manage.py", "collectstatic", "--no-input", "-v0"], off)
    looks = json.loads(run(["-m", "bench.content", "small"], off))
    large = off | {"DATABASE_URL": new_database(server, "large", template="small")}
    looks |= json.loads(run(["-m", "bench.content", "large"], large))
    on = environment(new_database(server, "kept", template="small"), folder, page_cache=True)
    run(["manage.py", "setup", "--no-administrator"], on)
    environments = {"small": off, "large": large, "kept": on}
    return looks, {name: start_gunicorn(crew, name, env) for name, env in environments.items()}


def measure_kept(crew, folder, port, options):
    """Samples of the cached page, over one connection and over all: {connections: (ours, nginx)}"""
    visitor = Visitor(port, CACHED)
    visitor.get()
    _, body = visitor.get()
    visitor.close()
    nginx = start_nginx(crew, folder / "nginx", body)
    kept = {}
    for connections in (1, CONNECTIONS):
        pairs = [
            [
                measure(where, path, seconds=options.seconds, connections=connections)
                for where, path in ((port, CACHED), (nginx, "/page.html"))
            ]
            for _ in range(options.rounds // 2)
        ]
        kept[connections] = list(zip(*pairs, strict=True))
    return len(body), kept


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=8, help="how often each page is measured")
    parser.add_argument("--seconds", type=float, default=1.5, help="for how long each time")
    parser.add_argument("--no-write", dest="write", action="store_false", help="print only")
    try:
        main(parser.parse_args())
    except KeyboardInterrupt:
        sys.exit(130)
