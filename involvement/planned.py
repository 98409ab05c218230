"""Something that is to be made public and is not arranged with anybody yet, in plain facts."""

import datetime
from dataclasses import dataclass

from organisation.models import Service


@dataclass(frozen=True)
class Planned:
    """What people will be asked to take part in.

    `dates` are pairs of aware datetimes, start and end; none where no date is set. `people` are the
    places that are still free, or None where nobody has said how many there are.
    """

    service: Service
    cost_centre: str
    category: str
    dates: tuple[tuple[datetime.datetime, datetime.datetime], ...]
    people: int | None
