"""When a group has been studied so recently that another study needs a second thought."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

SOURCES = (  # what the rule rests on: text, where, read on, how certain
    (
        "City of Helsinki: a permit can be refused when the group was recently studied in it",
        "hel.fi, research permits",
        dt.date(2026, 11, 1),
        "LIKELY: the ground is named there, the length of “recently” is not",
    ),
    (
        "Twelve months and one study: the hub's own reading of “recently”, to be set by the hub",
        "",
        dt.date(2026, 11, 1),
        "OWN",
    ),
)


@dataclass(frozen=True, slots=True)
class Rotation:
    """A group is told of when it took part in this many studies within these months."""

    months: int
    studies: int

    def since(self, today: dt.date) -> dt.date:
        """The first day that still counts as recent."""
        years, month = divmod(today.year * 12 + today.month - 1 - self.months, 12)
        last = (dt.date(years + (month + 1) // 12, (month + 1) % 12 + 1, 1)) - dt.timedelta(days=1)
        return dt.date(years, month + 1, min(today.day, last.day))


def rotation() -> Rotation:
    """As the hub has set it."""
    return Rotation(months=settings.ROTATION_MONTHS, studies=settings.ROTATION_STUDIES)
