"""Where the rooms above hear what the record of taking part says."""

from design_system.slots import Slot

# Actions, called with involvement= and by= in the transaction in which it is recorded that
# somebody took part, or for how long.
attended = Slot("attended")

# The same, when it is recorded that somebody did not attend after all.
not_attended = Slot("not_attended")

# Actions, called with kept=, gone= (each an Involvement) and by= before `gone` is deleted, because
# two entries of one person had a part in the same activity.
made_one = Slot("made_one")

# Functions (planned, a `involvement.planned.Planned`) -> list of sentences: what somebody should
# think of before they make public what is planned. They warn, and never refuse.
before_publishing = Slot("before_publishing")
