"""All pilots on their way, by state, with what is overdue: for the hub and for officials."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Group, Pilot, Standing
from eduhub.pilots.queries.waits import Wait, waits_of
from eduhub.pilots.states import LIVE_GROUPS, OVER, PilotState

SORTS = ("overdue", "state", "oldest", "name")


@dataclass(frozen=True, slots=True)
class BoardAsked:
    """What a reader of the board asks for; "" asks for all."""

    state: str = ""
    lane: str = ""  # "none": not decided yet
    overdue: bool = False
    sort: str = "overdue"


@dataclass(frozen=True, slots=True)
class OnBoard:
    """One pilot on the board."""

    standing: Standing
    waits: list[Wait]
    today: dt.date

    @property
    def pilot(self) -> Pilot:
        return self.standing.pilot

    @property
    def days(self) -> int:
        """In its state."""
        return (self.today - timezone.localdate(self.pilot.state_since)).days

    @property
    def overdue(self) -> int:
        return max((wait.overdue(self.today) for wait in self.waits), default=0)

    @property
    def lines(self) -> list["WaitLine"]:
        return lines_of(self.waits, self.today)


@dataclass(frozen=True, slots=True)
class WaitLine:
    """Steps of one kind that wait for the same side, told together.

    Attributes:
        days: since the longest of them could be taken.
        from_day: the day from which on the first can be taken, if it is still to come.
    """

    what: str
    whom: str
    count: int
    days: int
    overdue: int
    usual: int
    from_day: dt.date | None


def lines_of(waits: Iterable[Wait], today: dt.date) -> list[WaitLine]:
    """Of each kind and side one line with the longest wait, the longest overdue first."""
    found: dict[tuple[str, str], list[Wait]] = {}
    for wait in waits:
        found.setdefault((str(wait.kind.label), str(wait.side.label)), []).append(wait)
    lines = [
        WaitLine(
            what,
            whom,
            len(rows),
            max(0, *(row.age(today) for row in rows)),
            max(row.overdue(today) for row in rows),
            rows[0].usual.days,
            first if (first := min(row.since for row in rows)) > today else None,
        )
        for (what, whom), rows in found.items()
    ]
    return sorted(lines, key=lambda line: (-line.overdue, -line.days))


def may_see_board(actor: Actor) -> bool:
    return bool(actor.roles & STAFF) or actor.holds(Role.PROVIDER_OFFICIAL)


def board(actor: Actor, asked: BoardAsked, now: dt.datetime) -> list[OnBoard]:
    """The hub sees all, an official those with a group of the provider's schools.

    As many queries for three pilots as for one.
    """
    today = timezone.localdate(now)
    pilots = Pilot.objects.visible_to(actor).exclude(state__in=OVER)
    if not actor.roles & STAFF:
        ours = Group.objects.filter(
            pilot=OuterRef("pk"), state__in=LIVE_GROUPS, school__provider=actor.organisation_id
        )
        pilots = pilots.filter(Exists(ours))
    if asked.state:
        pilots = pilots.filter(state=asked.state)
    if asked.lane:
        pilots = pilots.filter(lane="" if asked.lane == "none" else asked.lane)
    told = list(pilots.select_related("solution__company").order_by("pk"))
    rows = [OnBoard(standing, waits, today) for standing, waits in waits_of(told)]
    return _sorted((row for row in rows if row.overdue or not asked.overdue), asked.sort)


def _sorted(rows: Iterable[OnBoard], sort: str) -> list[OnBoard]:
    order = list(PilotState)
    match sort:
        case "state":
            return sorted(rows, key=lambda row: order.index(PilotState(row.pilot.state)))
        case "oldest":
            return sorted(rows, key=lambda row: row.pilot.state_since)
        case "name":
            return sorted(rows, key=lambda row: str(row.pilot.solution.name).casefold())
        case _:
            return sorted(rows, key=lambda row: (-row.overdue, row.pilot.state_since))


def count_states(rows: Iterable[OnBoard]) -> list[tuple[str, int]]:
    """How many stand in each state, in the order of the states."""
    found = Counter(row.pilot.state for row in rows)
    return [(str(state.label), found[state]) for state in PilotState if found[state]]
