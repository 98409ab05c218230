"""Claims by the thousand: a large batch taken to its end, and the desk of a budget holder."""

import json
import os
from statistics import median

from bench.client import measure
from bench.pages import DESK
from bench.servers import WORKERS, environment, new_database, run, start_gunicorn

BATCHES = (1_000, 10_000)  # claims that are owed
DESKS = (1_000, 100_000)  # claims that wait for one budget holder
LONGER = 4  # times as long as a public page, so that one answer does not decide a p95
AT_MOST = 2.0  # times as long may the desk take with the larger number
TEXT = """## A large batch

{few:,} and {many:,} claims, each owed its expenses, from what is owed to what finance answers; each
number has its own database and process. "MB" is the most that the process has held until then.

| step | {few:,}: s | queries | MB | {many:,}: s | queries | MB |
|---|---|---|---|---|---|---|
{steps}

## The desk of a budget holder

The first page of the claims that wait (`{desk}`) over one connection, {rounds} times in turn for
{seconds:g} seconds each.

| claims that wait | queries | p50 ms | p95 ms | requests/s |
|---|---|---|---|---|
{desks}

With {more:,} claims the p95 is {ratio:.2f} times that with {fewer:,} ({least:.2f} to {most:.2f});
the aim is {aim}: {verdict}.
"""


def measured(crew, folder, options):
    """The part of docs/performance.md about claims, measured now."""
    steps = {}
    for count in BATCHES:
        env = _filled(folder, count, "approved")
        steps[count] = json.loads(run(["-m", "bench.paying", "pay"], env))
    looks, ports = {}, {}
    for count in DESKS:
        env = _filled(folder, count, "sent")
        looks[count] = json.loads(run(["-m", "bench.paying", "desk"], env))
        ports[count] = start_gunicorn(crew, f"desk-{count}", env)
    samples = {count: [] for count in DESKS}
    for number in range(-1, options.rounds):
        warming_up = number < 0  # every worker: the first page that one makes takes many times long
        for count in DESKS[:: -1 if number % 2 else 1]:
            sample = measure(
                ports[count],
                DESK,
                seconds=options.seconds * LONGER,
                connections=2 * WORKERS if warming_up else 1,
                cookies=looks[count]["cookies"],
            )
            if not warming_up:
                samples[count].append(sample)
    return _written(steps, looks, samples, options)


def _filled(folder, count, status):
    """The environment of a new database with `count` claims in one `status`."""
    database = new_database(os.environ["DATABASE_URL"], f"{status}-{count}")
    env = environment(database, folder, page_cache=False)
    run(["-m", "bench.claims", str(count), status], env)
    return env


def _written(steps, looks, samples, options):
    few, many = BATCHES
    fewer, more = DESKS
    pairs = zip(samples[fewer], samples[more], strict=True)
    ratios = [b.quantile(0.95) / a.quantile(0.95) for a, b in pairs]
    return TEXT.format(
        few=few,
        many=many,
        fewer=fewer,
        more=more,
        steps="\n".join(_step(name, [steps[few][name], steps[many][name]]) for name in steps[few]),
        desks="\n".join(_desk(count, looks[count], samples[count]) for count in DESKS),
        desk=DESK,
        rounds=options.rounds,
        seconds=options.seconds * LONGER,
        ratio=median(ratios),
        least=min(ratios),
        most=max(ratios),
        aim=AT_MOST,
        verdict="met" if median(ratios) <= AT_MOST else "NOT met",
    )


def _step(name, columns):
    cells = [name]
    for took in columns:
        cells += [f"{took['seconds']:.2f}", str(took["queries"]), f"{took['megabytes']:.0f}"]
    return f"| {' | '.join(cells)} |"


def _desk(count, look, samples):
    cells = [f"{count:,}", str(look["queries"])]
    cells += [f"{median(s.quantile(share) for s in samples):.1f}" for share in (0.5, 0.95)]
    cells.append(f"{median(s.per_second for s in samples):.0f}")
    return f"| {' | '.join(cells)} |"
