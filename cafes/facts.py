"""The names of a café's facts."""

FACTS = (
    "title",
    "kind",
    "theme",
    "service",
    "host",
    "site",
    "online",
    "online_link",
    "joining_details",
    "capacity",
    "length_minutes",
)

# What somebody who has booked needs to find the way.
MEETING = {"site", "online", "online_link", "joining_details"}
