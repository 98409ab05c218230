"""What the demo's files say: invented people only, no promises about money, words for everyone."""

import re
from collections import Counter
from datetime import date
from itertools import chain

import pytest

from portal.demo.loading.dates import moment
from portal.demo.loading.files import DATA, read, read_all
from portal.demo.loading.invented import shares
from portal.demo.loading.members import every_member
from tests.reading import reading_age

WORDS = ("summary", "purpose", "what_you_would_do", "support_and_access", "how_you_will_hear_back")
OPPORTUNITIES = {facts["slug"]: facts for facts in read_all("opportunities").values()}
STORIES = {facts["slug"]: facts for facts in read_all("stories").values()}
MEMBERS = every_member()


def test_reading_age_tells_easy_from_hard():
    assert reading_age("We meet once a month. You can come, or join from home.") < 9
    assert reading_age("Participation in deliberative consultation facilitates prioritisation") > 18


@pytest.mark.parametrize("slug", OPPORTUNITIES)
def test_each_opportunity_reads_easily(slug):
    assert reading_age("\n".join(OPPORTUNITIES[slug][part] for part in WORDS)) < 11


def _told(facts):
    answers = [answer["what"] for answer in facts["answers"]]
    return "\n".join([facts["summary"], facts["you_said"], *answers, facts["what_it_means"]])


@pytest.mark.parametrize("slug", STORIES)
def test_each_story_reads_easily(slug):
    assert reading_age(_told(STORIES[slug])) < 11


def test_each_story_says_where_the_plan_calls_for_it():
    files = [path.read_text(encoding="utf-8") for path in (DATA / "stories").glob("*.yaml")]

    assert len(files) == 10
    assert [text[:40] for text in files if not text.startswith("# The plan: ")] == []


def test_stories_promise_only_for_days_of_the_plan():
    days = {
        answer["due"]
        for facts in STORIES.values()
        for answer in facts["answers"]
        if answer["status"] == "will"
    }

    assert days == {
        date(2019, 12, 31),
        date(2020, 3, 31),
        date(2020, 4, 30),
        date(2021, 3, 31),
        date(2022, 3, 31),
    }


def test_words_about_money_are_easy_and_name_no_sum():
    payment = read("payment")

    assert {facts["payment"] for facts in OPPORTUNITIES.values()} == set(payment)
    for text in payment.values():
        assert reading_age(text) < 11
        assert re.findall(r"£|\d", text) == []
        assert "we will agree with you" in text


def test_guidance_of_the_sample_policies_is_easy_names_no_sum_and_is_marked():
    for policy in read("policies"):
        assert policy["title"].startswith("Sample policy")
        assert policy["guidance"].startswith("This is a sample.")
        assert reading_age(policy["guidance"]) < 11
        assert re.findall(r"£|\d", policy["guidance"]) == []
        assert "Ask before you say yes" in policy["guidance"]


def test_each_opportunity_says_where_the_plan_calls_for_it():
    files = [path.read_text(encoding="utf-8") for path in (DATA / "opportunities").glob("*.yaml")]

    assert len(files) == 21
    assert [text[:40] for text in files if not text.startswith("# The plan: ")] == []


@pytest.mark.parametrize("day", range(21, 28))
def test_nothing_starts_before_it_closes_whatever_the_day_of_loading(day):
    today = date(2026, 9, day)
    dated = [facts for facts in OPPORTUNITIES.values() if "starts" in facts]
    early = [
        facts["slug"]
        for facts in dated
        if moment(facts["starts"], today) < moment(facts["closes"], today)
    ]

    assert len(dated) == 18
    assert early == ["guide-for-staff"]  # closed early, long before


def test_members_are_three_hundred_and_invented():
    emails = [facts["email"] for facts in MEMBERS if "email" in facts]
    guardians = [facts["guardian"]["contact"] for facts in MEMBERS if "guardian" in facts]
    phones = [facts["phone"] for facts in MEMBERS if "phone" in facts]
    addresses = [facts["address"] for facts in MEMBERS if "address" in facts]
    reachable = chain(emails, phones, guardians)

    assert len({facts["key"] for facts in MEMBERS}) == len(MEMBERS) == 300
    assert len({facts["name"] for facts in MEMBERS}) == 300
    assert [a for a in reachable if not re.fullmatch(r"\S+@example\.org|07700 900\d{3}", a)] == []
    assert [a for a in addresses if "Sample" not in a or "0ZZ" not in a] == []
    assert len(set(emails)) == len(emails)
    assert len(set(phones)) == len(phones)


def test_members_are_spread_as_the_census_counts_people():
    """Leicester has 272,785 of the 820,828 people above the youngest band: 100 of 300."""
    found = Counter(facts["locality"] for facts in MEMBERS)

    assert found == {
        "leicester": 100,
        "charnwood": 50,
        "hinckley-and-bosworth": 30,
        "north-west-leicestershire": 28,
        "blaby": 27,
        "harborough": 26,
        "oadby-and-wigston": 15,
        "melton": 14,
        "rutland": 10,
    }


def test_shares_add_up_and_are_nearest_to_their_weights():
    assert shares(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert shares(7, {"a": 5, "b": 0, "c": 2}) == {"a": 5, "b": 0, "c": 2}
    assert shares(0, {"a": 1}) == {"a": 0}


def test_nothing_is_invented_about_anyones_health_or_equality():
    allowed = {
        "key", "name", "email", "phone", "address", "prefers", "how", "joined", "joining",
        "guardian", "tasks", "roles", "skills", "interests", "kinds", "levels", "where", "free",
        "needs", "note", "limit", "paused", "left", "locality",
    }  # fmt: skip

    assert set(chain.from_iterable(MEMBERS)) - allowed == set()


def test_names_come_in_several_scripts():
    scripts = ["઀-૿", "਀-੿", "ঀ-৿", "஀-௿", "؀-ۿ", "一-鿿", "Ѐ-ӿ", "ŁłŃńÓóĄąŻż"]
    names = "".join(facts["name"] for facts in MEMBERS)

    assert [script for script in scripts if not re.search(f"[{script}]", names)] == []
