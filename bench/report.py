"""What was measured, as docs/performance.md."""

import datetime
import os
import platform
import subprocess
from pathlib import Path
from statistics import median

from bench.pages import BARE, PAGES
from bench.servers import WORKERS

PATH = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
TEXT = """# How fast the portal is

Written by `make bench` on {when}; run it again rather than edit this page.

The machine: {machine}. The server is gunicorn with {workers} workers, started as
[operations.md](operations.md) says, on a PostgreSQL of its own whose data lies in memory. Whoever asks is
a small Python program on the same machine, over {connections} connections; it costs every page the same.
All pages are measured in turn, {rounds} times for {seconds} seconds, so that whatever else the machine
does meets all of them. The load on the machine was {load} while this ran.

## Pages, without the page cache

"Times slower" is how many times as many requests the bare page answers in the same round: the middle of all
rounds, with the least and the most beside it. The bare page is a Wagtail page with a title in the
same base template, served the way Wagtail serves any page. What is counted of the whole list of opportunities
is remembered until something changes ([ADR 9](adr/0009-a-generation-of-public-pages.md)); nothing changes here.

| page | times slower | least to most | aim | requests/s | p50 ms | p99 ms | queries | kB gzip |
|---|---|---|---|---|---|---|---|---|
{rows}

{noise}
{growth}{missing}
## The page cache

The list of opportunities from the page cache, beside nginx serving the same {kept_bytes} bytes from a file.

| connections | page cache p50 ms | nginx p50 ms | page cache requests/s | nginx requests/s |
|---|---|---|---|---|
{kept}

{money}
## Command

```sh
make bench        # {command}
```
"""


def write(shown, looks, samples, kept, money, options, connections):
    """The whole page as text."""
    ratios = {page.name: _ratios(samples, page.name) for page in shown}
    missing = [page.name for page in PAGES if page.name not in looks]
    kept_bytes, by_connections = kept
    return TEXT.format(
        when=f"{datetime.datetime.now():%-d %B %Y}",
        machine=machine(),
        workers=WORKERS,
        connections=connections,
        rounds=options.rounds,
        seconds=options.seconds,
        load=", ".join(f"{load:.1f}" for load in os.getloadavg()),
        rows="\n".join(_row(page, looks, samples, ratios) for page in shown),
        noise=_noise(ratios),
        growth=_growth(samples),
        missing=f"\nNot measured, because the portal has none: {', '.join(missing)}.\n"
        if missing
        else "",
        kept_bytes=f"{kept_bytes:,}",
        kept="\n".join(_kept_row(number, pair) for number, pair in by_connections.items()),
        money=money,
        command=f"python -m bench --rounds {options.rounds} --seconds {options.seconds}",
    )


def _ratios(samples, name):
    pairs = zip(samples[BARE], samples[name], strict=True)
    return [bare.per_second / page.per_second for bare, page in pairs]


def _row(page, looks, samples, ratios):
    of_page, look = samples[page.name], looks[page.name]
    slower = ratios[page.name]
    aim = "" if page.at_most is None else f"{page.at_most} {_verdict(page, slower)}"
    cells = [
        page.name,
        f"{median(slower):.2f}",
        f"{min(slower):.2f} to {max(slower):.2f}",
        aim,
        f"{median(sample.per_second for sample in of_page):.0f}",
        f"{median(sample.quantile(0.5) for sample in of_page):.1f}",
        f"{median(sample.quantile(0.99) for sample in of_page):.1f}",
        str(look["queries"]),
        f"{look['bytes'] / 1000:.1f}",
    ]
    return f"| {' | '.join(cells)} |"


def _verdict(page, slower):
    return "met" if median(slower) <= page.at_most else "NOT met"


def _noise(ratios):
    control = next(
        ratio for name, ratio in ratios.items() if name != BARE and name.startswith(BARE)
    )
    return (
        f"The bare page against itself, which is noise: {median(control):.2f} "
        f"({min(control):.2f} to {max(control):.2f})."
    )


def _growth(samples):
    """How the list with 600 stands to the list with 60, in one sentence."""
    few, many = (samples[f"list of {count} opportunities"] for count in (60, 600))
    pairs = [a.per_second / b.per_second for a, b in zip(few, many, strict=True)]
    return (
        f"From 60 to 600 opportunities the list becomes {median(pairs):.2f} times slower "
        f"({min(pairs):.2f} to {max(pairs):.2f}).\n"
    )


def _kept_row(connections, pair):
    cells = [str(connections)]
    cells += [f"{median(s.quantile(0.5) for s in samples):.2f}" for samples in pair]
    cells += [f"{median(s.per_second for s in samples):.0f}" for samples in pair]
    return f"| {' | '.join(cells)} |"


def machine():
    """The processor, memory and versions, in a few words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    postgres = subprocess.run(["psql", "--version"], capture_output=True, text=True).stdout.split()
    return (
        f"{os.cpu_count()} processors ({_processor()}), {memory:.0f} GB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}, "
        f"PostgreSQL {postgres[2] if len(postgres) > 2 else 'of an unknown version'}"
    )


def _processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(": ")[1] for line in lines if line.startswith("model name")), "unknown")
