"""What every visit works out alike, remembered in each process until something changes.

`portal` says by what name everything that the public can see is known at present (PRESENT, see
docs/adr/0009): while nobody says so, nothing is remembered.
"""

import datetime
from dataclasses import dataclass

from design_system.slots import Slot

PRESENT = Slot("what everything public is called until it changes")


@dataclass(frozen=True)
class _Answer:
    """What was worked out at `since`, as long as the present is called `name`, before `until`."""

    name: str
    since: datetime.datetime
    until: datetime.datetime | None
    what: object

    def stands(self, name, now):
        in_time = self.since <= now and (self.until is None or now < self.until)
        return name == self.name and in_time


class Remembered:
    """The answer to a question that is asked at one moment after another.

    `work_out(now)` returns it for the moment `now` (an aware datetime), and the moment at which
    time alone changes it, or None. Nothing but time and the database may make a difference.
    """

    def __init__(self, work_out):
        self.work_out, self._answer = work_out, None

    def at(self, now):
        """The answer at the moment `now`. Nobody may change it: others are given the same."""
        name = next((call() for call in PRESENT), None)  # before the answer, which may be newer
        if name is None:
            return self.work_out(now)[0]
        answer = self._answer
        if answer is None or not answer.stands(name, now):
            what, until = self.work_out(now)
            answer = self._answer = _Answer(name, now, until, what)
        return answer.what
