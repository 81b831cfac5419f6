"""Every assignment of a small jury, one after the other: the slow way that cannot be wrong."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, product


@dataclass(frozen=True)
class Everything:
    """Whether any assignment keeps the limits, the smallest gap, the smallest that connects."""

    least_gap: int | None
    least_connected_gap: int | None


def everything(jury):
    held = Counter(application for application, _ in jury.held)
    ways = []
    for application in jury.applications:
        kept = {juror for one, juror in jury.held if one == application}
        free = [
            one.id
            for one in jury.jurors
            if (application, one.id) not in jury.conflicts and one.id not in kept
        ]
        missing = jury.sheets - held[application]
        ways.append([kept | set(some) for some in combinations(free, missing)])
    gaps, connected = [], []
    for choice in product(*ways):
        load = Counter(juror for some in choice for juror in some)
        if all(load[one.id] <= one.most for one in jury.jurors):
            loads = [load[one.id] for one in jury.jurors]
            gaps.append(max(loads) - min(loads))
            if hangs_together(choice):
                connected.append(gaps[-1])
    return Everything(min(gaps, default=None), min(connected, default=None))


def hangs_together(choice):
    """Whether the applications, each with its jurors, are one part."""
    reached, waiting = set(choice[0]), list(choice[1:])
    while True:
        near = [some for some in waiting if some & reached]
        if not near:
            return not waiting
        waiting = [some for some in waiting if not some & reached]
        reached |= set().union(*near)
