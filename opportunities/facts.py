"""The names of an opportunity's facts."""

# Those on the opportunity itself.
FACTS = (
    "title",
    "service",
    "lead",
    "contact_name",
    "contact_email",
    "contact_phone",
    "activity_kind",
    "level",
    "category",
    "cost_centre",
    "locality",
    "site",
    "online",
    "time_commitment",
    "capacity",
    "opens_at",
    "closes_at",
)

# When it first happens stands on its first activity.
TIMES = ("starts_at", "ends_at")
