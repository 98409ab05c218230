"""When someone is free: 21 slots, seven days by three parts, as the bits of one integer.

Bit `day * 3 + part`, day 0 is Monday, part 0 is the morning. No Django here.
"""

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PARTS = ("morning", "afternoon", "evening")
ALL_SLOTS = (1 << (len(DAYS) * len(PARTS))) - 1


def slot(day, part):
    """The mask of one slot: day 0 to 6 from Monday, part 0 to 2 from the morning."""
    return 1 << (day * len(PARTS) + part)


def slots(mask):
    """The (day, part) pairs in a mask, from Monday morning on."""
    return [(d, p) for d in range(len(DAYS)) for p in range(len(PARTS)) if mask & slot(d, p)]


def mask_of(pairs):
    """The mask of (day, part) pairs: the inverse of `slots`."""
    return sum({slot(day, part) for day, part in pairs})


def in_words(mask):
    """A mask as a person would say it: ["Tuesday mornings", "Friday evenings"]."""
    return [f"{DAYS[day]} {PARTS[part]}s" for day, part in slots(mask)]
