"""What waits for somebody, told on the first page of the back office."""

from dataclasses import dataclass

from laces.components import Component

from design_system.slots import Slot


@dataclass(frozen=True)
class Waiting:
    """One thing to do: in words, and the address where it is done."""

    words: str
    address: str


# Functions (user) -> list of Waiting: what that user may do, and has not done yet.
waiting = Slot("waiting")


class WaitingPanel(Component):
    """All that waits for the user; nothing where nothing does."""

    name = "waiting"
    order = 50
    template_name = "desks/waiting.html"

    def get_context_data(self, parent_context=None):
        user = parent_context["request"].user
        return {"waiting": [one for tell in waiting for one in tell(user)]}


def counted(number, one, more):
    """Return "1 letter to post" or "3 letters to post", or "" for none."""
    return f"{number} {one if number == 1 else more}" if number else ""
