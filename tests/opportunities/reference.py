"""Matching as one would do it on paper: slow, obvious, and without a database.

Members, opportunities and criteria are plain dicts. Words are looked up in `REPLACED`.
"""

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
PARTS = ["mornings", "afternoons", "evenings"]
TASK = {
    "skill": "skills",
    "interest": "interests",
    "activity_kind": "activities",
    "level": "activities",
    "place": "where",
    "availability": "when",
}
# The words that were retired, and what replaced them: "older" by "old", "old" by "new".
REPLACED = {
    f"{kind}-{old}": f"{kind}-{new}"
    for kind in ("skill", "interest", "activity_kind", "level")
    for old, new in (("older", "old"), ("old", "new"))
}
# kind: (said when met, when not met, when not answered) of them, and the same to them.
WORDS = {
    "skill": (
        ("Has: {}.", "Does not have: {}.", "Has not said which skills they have."),
        (
            "You have: {}.",
            "You did not choose: {}.",
            "You have not told us which skills you have.",
        ),
    ),
    "interest": (
        (
            "Interested in: {}.",
            "Did not choose as an interest: {}.",
            "Has not said what matters to them.",
        ),
        (
            "You are interested in: {}.",
            "You did not choose as an interest: {}.",
            "You have not told us what matters to you.",
        ),
    ),
    "activity_kind": (
        (
            "Would like: {}.",
            "Did not choose this kind of activity: {}.",
            "Has not said which kinds of activity they would like.",
        ),
        (
            "You would like: {}.",
            "You did not choose this kind of activity: {}.",
            "You have not told us which kinds of activity you would like.",
        ),
    ),
    "level": (
        (
            "Would like this level: {}.",
            "Did not choose this level: {}.",
            "Has not said which level they would like.",
        ),
        (
            "You would like this level: {}.",
            "You did not choose this level: {}.",
            "You have not told us which level you would like.",
        ),
    ),
    "availability": (
        ("Free on {}.", "Not free on {}.", "Has not said when they are free."),
        (
            "You said you are free on {}.",
            "You did not say you are free on {}.",
            "You have not told us when you are free.",
        ),
    ),
}


def today(word):
    while word in REPLACED:
        word = REPLACED[word]
    return word


def word_asked(criterion, opportunity):
    return criterion.get("term") or opportunity.get(criterion["kind"])


def asked(opportunity):
    """The criteria whose fact is known, in the order of the kinds; each word once."""
    known = []
    for kind in TASK:
        for criterion in opportunity["criteria"]:
            if criterion["kind"] != kind:
                continue
            if kind in ("activity_kind", "level") and opportunity[kind] is None:
                continue
            if kind == "place" and opportunity["locality"] is None and not opportunity["online"]:
                continue
            same = [one for one in known if word_of(one) and word_of(one) == word_of(criterion)]
            if same:
                same[0]["must"] = same[0]["must"] or criterion["must"]
                same[0]["weight"] = max(same[0]["weight"], criterion["weight"])
            else:
                known.append(dict(criterion))
    return known


def word_of(criterion):
    """The skill or interest as it is called today, or None for what asks no word."""
    return today(criterion["term"]) if criterion.get("term") else None


def near(member, opportunity):
    return (
        opportunity["locality"] is not None
        and member["locality"] == opportunity["locality"]
        and member["meets_in_person"]
    )


def joins_online(member, opportunity):
    return opportunity["online"] and member["meets_online"]


def meets(member, criterion, opportunity):
    kind = criterion["kind"]
    if kind == "place":
        return near(member, opportunity) or joins_online(member, opportunity)
    if kind == "availability":
        return any(slot in member["free"] for slot in criterion["free"])
    wanted = today(word_asked(criterion, opportunity))
    return any(today(word) == wanted for word in member["terms"])


def score(member, opportunity):
    criteria = asked(opportunity)
    total = sum(criterion["weight"] for criterion in criteria)
    if total == 0:
        return 100
    met = sum(c["weight"] for c in criteria if meets(member, c, opportunity))
    return 100 * met // total


def musts_missed(member, opportunity):
    return len([c for c in asked(opportunity) if c["must"] and not meets(member, c, opportunity)])


def joined(words, last):
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"


def reasons(member, opportunity, to_them):
    """(for, against), said to the member if `to_them`, else of the member."""
    said_for, musts, helps = [], [], []
    for kind in TASK:
        criteria = [c for c in asked(opportunity) if c["kind"] == kind]
        met = [c for c in criteria if meets(member, c, opportunity)]
        said_for += sentences(kind, True, met, member, opportunity, to_them)
        missed = [c for c in criteria if c not in met]
        if missed and TASK[kind] not in member["answered"]:
            into = musts if any(c["must"] for c in missed) else helps
            into.append(not_answered(kind, to_them))
        else:
            for into, must in ((musts, True), (helps, False)):
                group = [c for c in missed if c["must"] is must]
                into += sentences(kind, False, group, member, opportunity, to_them)
    against = [f"Must: {sentence[0].lower()}{sentence[1:]}" for sentence in musts] + helps
    if not to_them and member["own_limit"] is not None and member["parts"] >= member["own_limit"]:
        activities = "activity" if member["parts"] == 1 else "activities"
        against.append(
            f"Already takes part in {member['parts']} {activities}"
            f" and asked for no more than {member['own_limit']}."
        )
    return said_for, against


def not_answered(kind, to_them):
    if kind == "place":
        if to_them:
            return "You have not told us where you can take part."
        return "Has not said where they can take part."
    return WORDS[kind][to_them][2]


def sentences(kind, met, criteria, member, opportunity, to_them):
    if not criteria:
        return []
    if kind == "place":
        return about_place(met, member, opportunity, to_them)
    template = WORDS[kind][to_them][0 if met else 1]
    if kind == "availability":
        times = {slot for criterion in criteria for slot in criterion["free"]}
        if met:
            times &= member["free"]
        words = [f"{DAYS[day]} {PARTS[part]}" for day, part in sorted(times)]
        return [template.format(joined(words, "and" if met else "or"))]
    labels = [today(word_asked(c, opportunity)).replace("-", " ") for c in criteria]
    return [template.format(joined(labels, "and"))]


def about_place(met, member, opportunity, to_them):
    home, there = member["locality"], opportunity["locality"]
    said = []
    if met:
        if near(member, opportunity):
            who = "You live" if to_them else "Lives"
            said.append(f"{who} in {there} and can meet in person.")
        if joins_online(member, opportunity):
            said.append("You can join online." if to_them else "Can join online.")
        return said
    if there is not None:
        if home is None:
            said.append(
                "You have not told us which area you live in."
                if to_them
                else "Has not said which area they live in."
            )
        elif home != there:
            said.append(f"{'You live' if to_them else 'Lives'} in {home}, not in {there}.")
        else:
            who = "You did" if to_them else "Did"
            said.append(f"{who} not choose meeting in person.")
    if opportunity["online"]:
        said.append(f"{'You did' if to_them else 'Did'} not choose joining online.")
    return said
