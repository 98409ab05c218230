"""Members without a file of their own, invented from a fixed seed: the same for everyone."""

from functools import cache
from random import Random

from .files import read, read_all

HOW = {"post": "paper", "phone": "phone"}


@cache
def invented_members():
    """As dicts, like the members of the files: as many as each area lacks of its share.

    Areas have the shares of 300 that the census gives them, and bands of age the shares of their
    area. Bands are not among the facts: they only decide how many prefer letters and calls.
    """
    census, given = read("census"), read("invented")
    there = {area: len(members) for area, members in read_all("members").items()}
    adults = {area: bands["working_age"] + bands["older"] for area, bands in census.items()}
    chance, found = Random(f"{read('seed')['seed']} invented"), []  # noqa: S311 - no secret
    names = _names(given["names"], chance)
    for area, wanted in shares(given["members"], adults).items():
        ages = {band: census[area][band] for band in ("working_age", "older")}
        for band, number in shares(wanted - there[area], ages).items():
            for _ in range(number):
                way = _way(band, given, chance)
                found.append(_member(area, way, given, chance, len(found), names.pop()))
    for facts in found[:: len(found) // given["paused"]][: given["paused"]]:
        facts["paused"] = {"at": "-2 days 12:00"} | chance.choice([{}, {"until": "+20 days"}])
    for facts in found[1 :: len(found) // given["left"]][: given["left"]]:
        facts["left"] = {"at": "-2 days 13:00"}
    return found


def shares(total, weights):
    """Share a whole number out by weights, so that the parts add up to it: {name: part}.

    Each gets its part rounded down; what is left goes to those who lost most by that.
    """
    whole = sum(weights.values())
    parts = {name: total * weight // whole for name, weight in weights.items()}
    lost = sorted(weights, key=lambda name: -(total * weights[name] % whole))
    for name in lost[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def _member(area, way, given, chance, number, name):
    facts = {
        "key": f"invented-{number:03}",
        "name": name,
        "joined": f"-{chance.randrange(4, 200)} days {chance.randrange(8, 20)}:15",
        "tasks": chance.choice(given["tasks"]),
        "roles": [chance.choice(given["roles"])],
        "where": chance.choice([["in person"], ["online"], ["in person", "online"]]),
        "locality": area,
        "prefers": way,
    }
    if way == "post":
        town = area.replace("-", " ").title()
        facts["address"] = f"{number + 1} Sample Road, {town} LE1 0ZZ"
    elif way == "phone":
        facts["phone"] = f"07700 900{given['first_phone'] + number}"
    else:
        return facts | {"email": f"invented-{number:03}@example.org"}
    return facts | {"how": HOW[way]}


def _names(lines, chance):
    """Every given name with every family name of its line, in an order of chance."""
    names = [
        f"{own} {family}" for line in lines for own in line["given"] for family in line["family"]
    ]
    chance.shuffle(names)
    return names


def _way(band, given, chance):
    drawn = chance.randrange(10)
    if drawn < given["post"][band]:
        return "post"
    return "phone" if drawn < given["post"][band] + given["phone"][band] else "email"
