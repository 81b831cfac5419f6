"""Every figure once, with all that any version tells of it."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from eduhub.engines.evidence.disclosure.protection import Figure, Need, Range


@dataclass(slots=True)
class Ledger[Name: Hashable]:
    """Figures by name and value.

    The same cell with the same value in two versions is taken for the same figure: whoever
    compares versions may know that nothing had changed there.
    """

    figures: list[Figure] = field(default_factory=list)
    needs: dict[int, Need] = field(default_factory=dict)
    place_of: dict[tuple[Name, float], int] = field(default_factory=dict)

    def note(self, name: Name, figure: Figure, need: Need | None) -> None:
        """What one version tells of a figure; what another told of it holds as well."""
        at = self.place_of.setdefault((name, figure.value), len(self.figures))
        if at == len(self.figures):
            self.figures.append(figure)
        else:
            known = self.figures[at]
            known.low, known.high = max(known.low, figure.low), min(known.high, figure.high)
            known.guessed = _both(known.guessed, figure.guessed)
            known.certain = _both(known.certain, figure.certain)
            known.cost = max(known.cost, figure.cost)
        if need is not None and (at not in self.needs or self.needs[at].either):
            self.needs[at] = need

    def reachable_needs(self) -> dict[int, Need]:
        """What must stay possible, within what was told anyhow."""
        return {
            at: Need(
                max(need.low, self.figures[at].low),
                min(need.high, self.figures[at].high),
                need.either,
            )
            for at, need in self.needs.items()
        }

    def told_too_much(self) -> frozenset[int]:
        """Figures of which earlier versions tell more than must stay possible."""
        left = self.reachable_needs()
        return frozenset(
            at for at, need in self.needs.items() if not need.either and left[at] != need
        )

    def names(self) -> dict[int, Name]:
        return {at: name for (name, _), at in self.place_of.items()}


def _both(one: Range, other: Range) -> Range:
    return max(one[0], other[0]), min(one[1], other[1])
