"""Who there is in the world of the table."""

GROUPS = {
    "comms editor": "Comms editor",
    "comms publisher": "Comms publisher",
    "PE team": "PE team",
    "service lead": "Service lead",
    "budget holder": "Budget holder",
    "finance": "Finance",
}
ROLES = ["visitor", "member", *GROUPS, "administrator"]

# Names that only some roles may ever be shown.
PEOPLE = ("Own Member", "Other Member", "Gone Member", "Letter Reader", "Phone Friend")
PLACED = "Placed Person"
CLAIMING = "Claiming Person"
NEVER_SHOWN_TO = {
    "visitor": (*PEOPLE, PLACED, CLAIMING),
    "member": (*PEOPLE[1:], PLACED, CLAIMING),
    "comms editor": (*PEOPLE, PLACED, CLAIMING),
    "comms publisher": (*PEOPLE, PLACED, CLAIMING),
    "service lead": (*PEOPLE, CLAIMING),
    "budget holder": (*PEOPLE, PLACED),
    "finance": (*PEOPLE, PLACED),
    "PE team": (),
    "administrator": (),
}
