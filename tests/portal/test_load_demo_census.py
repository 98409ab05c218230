"""The demo's members are as many of each area and band of age as the census counts."""

from collections import Counter

from people.models import Member
from portal.demo.loading.files import read_all
from portal.demo.loading.invented import invented_members, wanted
from portal.demo.loading.members import every_member

# Census 2021, England and Wales (Office for National Statistics), both sexes, above its youngest
# band of age: its middle band, its oldest. Copied, so that a slip in the demo's own file is found.
CENSUS = {
    "leicester": (247522, 25263),
    "blaby": (62599, 11148),
    "charnwood": (118463, 18665),
    "harborough": (58928, 11430),
    "hinckley-and-bosworth": (68508, 13775),
    "melton": (30783, 6674),
    "north-west-leicestershire": (65163, 11713),
    "oadby-and-wigston": (34907, 6039),
    "rutland": (23914, 5334),
}
ALL = sum(map(sum, CENSUS.values()))


def test_each_area_has_its_share_of_all_members():
    found = Counter(facts["locality"] for facts in every_member())

    assert set(found) == set(CENSUS)
    assert sum(found.values()) == 300
    far = {area: n for area, n in found.items() if abs(n - 300 * sum(CENSUS[area]) / ALL) >= 1}
    assert far == {}


def test_each_band_of_age_has_its_share_of_the_invented_in_its_area_and_nearly_of_all():
    """The sixty of the files have no band: whoever wrote them thought of persons, not of ages."""
    bands = wanted()
    far = {
        area: found
        for area, found in bands.items()
        if abs(found["older"] - sum(found.values()) * CENSUS[area][1] / sum(CENSUS[area])) >= 1
    }
    older = sum(found["older"] for found in bands.values())
    invented = sum(sum(found.values()) for found in bands.values())

    assert far == {}
    assert invented == len(invented_members()) == 300 - sum(map(len, read_all("members").values()))
    share = sum(oldest for _, oldest in CENSUS.values()) / ALL
    assert abs(older - invented * share) < len(CENSUS) / 2  # each area rounds to a whole person


def test_no_age_is_stored():
    """On purpose: only that somebody is old enough, or has an agreement."""
    names = {field.name for field in Member._meta.get_fields()}

    assert {name for name in names if "age" in name.split("_") or "birth" in name} == {
        "over_minimum_age"
    }
