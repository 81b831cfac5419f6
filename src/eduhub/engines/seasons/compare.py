"""Two proposals side by side: whose wish is met anew, moved, or lost."""

from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.seasons.problem import Slot
from eduhub.engines.seasons.solve import Proposal


class Effect(StrEnum):
    GAINS = "gains"
    MOVES = "moves"
    LOSES = "loses"


@dataclass(frozen=True, slots=True)
class Moved:
    wish: str
    before: Slot | None
    after: Slot | None

    @property
    def effect(self) -> Effect:
        if self.before is None:
            return Effect.GAINS
        return Effect.LOSES if self.after is None else Effect.MOVES


def compare(old: Proposal, new: Proposal) -> list[Moved]:
    """Every wish that gets something else than before, in the order of ids."""
    before, after = old.slots, new.slots
    return [
        Moved(wish, before.get(wish), after.get(wish))
        for wish in sorted(before.keys() | after.keys())
        if before.get(wish) != after.get(wish)
    ]
