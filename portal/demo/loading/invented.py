"""Members without a file of their own, invented from a fixed seed: the same for everyone."""

from functools import cache
from random import Random

from .files import read, read_all

BANDS = ["working_age", "older"]  # of the census, above its youngest
HOW = {"post": "paper", "phone": "phone"}


@cache
def invented_members():
    """As dicts, like the members of the files: as many as each area lacks of its share.

    Bands of age are not among the facts: they only decide how many prefer letters and calls.
    """
    given = read("invented")
    chance, found = Random(f"{read('seed')['seed']} invented"), []  # noqa: S311 - no secret
    names = _names(given["names"], chance)
    for area, bands in wanted().items():
        for band, number in bands.items():
            for _ in range(number):
                way = _way(band, given, chance)
                found.append(_member(area, way, given, chance, len(found), names.pop()))
    for facts in found[:: len(found) // given["paused"]][: given["paused"]]:
        facts["paused"] = {"at": "-2 days 12:00"} | chance.choice([{}, {"until": "+20 days"}])
    for facts in found[1 :: len(found) // given["left"]][: given["left"]]:
        facts["left"] = {"at": "-2 days 13:00"}
    return found


def wanted():
    """How many members to invent, by area and band of age: {area: {band: number}}.

    With those of the files, areas have the shares of all members that the census gives them; bands
    have the shares of their area.
    """
    census, there = read("census"), read_all("members")
    ages = {
        area: {"working_age": p["working_age"], "older": p["older"]} for area, p in census.items()
    }
    adults = {area: sum(bands.values()) for area, bands in ages.items()}
    members = shares(read("invented")["members"], adults)
    return {area: shares(members[area] - len(there[area]), ages[area]) for area in ages}


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
