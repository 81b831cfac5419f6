"""Making all applications comparable: no part of the round without a juror in another.

Two parts are joined when an application of one and one of the other exchange a juror; loads stay
as they are. That always joins them if one of the two sheets can be taken away without its part
falling apart. Where conflicts forbid every exchange, one juror hands an application on to
another within the limits, the evenest way first.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from eduhub.engines.scoring.jury.filling import Filling

type Truths = NDArray[np.bool_]
type Places = NDArray[np.int64]


def parts_of(judges: Truths) -> tuple[Places, Places]:
    """(applications,) and (jurors,) which part each is in; a juror without work is in -1."""
    rows = len(judges)
    one, other = np.nonzero(judges)
    size = rows + judges.shape[1]
    met = sparse.csr_array((np.ones(len(one)), (one, other + rows)), shape=(size, size))
    _, part = sparse.csgraph.connected_components(met, directed=False)
    of_rows = part[:rows]
    numbers = np.unique(of_rows)
    of_jurors = np.where(judges.any(axis=0), np.searchsorted(numbers, part[rows:]), -1)
    return np.searchsorted(numbers, of_rows), of_jurors


def connect(filling: Filling) -> int:
    """Join parts while some exchange or handing on joins any; how many parts remain."""
    while True:
        of_rows, of_jurors = parts_of(filling.judges)
        count = int(of_rows.max()) + 1
        if count == 1 or not (_exchanged(filling, of_rows) or _handed_on(filling, of_jurors)):
            return count


def _exchanged(filling: Filling, of_rows: Places) -> bool:
    """Whether two parts were joined by an exchange that leaves loads alone.

    One of the two sheets is on a round way, the other is any of another part.
    """
    can_go = filling.judges & ~filling.held
    can_come = filling.allowed & ~filling.judges
    for one, giver in _on_round_ways(filling.judges & ~filling.held, filling.judges):
        others = (of_rows != of_rows[one]) & can_come[:, giver]
        # (others, jurors) whom they could give in exchange
        offers = can_go & can_come[one] & others[:, None]
        if offers.any():
            other, taker = (int(at) for at in np.argwhere(offers)[0])
            for application, leaves, comes in ((one, giver, taker), (other, taker, giver)):
                filling.give(application, leaves, back=True)
                filling.give(application, comes)
            return True
    return False


def _handed_on(filling: Filling, of_jurors: Places) -> bool:
    """Whether a juror's application went to one of another part, from full hands to empty."""
    room = (filling.load < filling.most) & (of_jurors >= 0)
    best: tuple[int, int, int] | None = None
    relief = -np.inf
    for one, giver in _on_round_ways(filling.judges & ~filling.held, filling.judges):
        takers = filling.allowed[one] & room & (of_jurors != of_jurors[giver])
        if takers.any():
            loads = np.where(takers, filling.load, np.iinfo(np.int64).max)
            taker = int(np.argmin(loads))
            if filling.load[giver] - filling.load[taker] > relief:
                relief = filling.load[giver] - filling.load[taker]
                best = one, giver, taker
    if best is None:
        return False
    application, giver, taker = best
    filling.give(application, giver, back=True)
    filling.give(application, taker)
    return True


def _on_round_ways(some: Truths, judges: Truths) -> Iterator[tuple[int, int]]:
    """Sheets without which their part stays in one piece, in the lot's order."""
    bridges = bridges_of(judges)
    for one, juror in np.argwhere(some).tolist():
        if (one, juror) not in bridges:
            yield one, juror


def bridges_of(judges: Truths) -> set[tuple[int, int]]:
    """The sheets without which a part falls in two.

    Source: Tarjan, "A note on finding the bridges of a graph", Information Processing
    Letters 2 (1974); walked with a stack of its own, for parts may be long.
    """
    rows = len(judges)
    near = [(np.flatnonzero(row) + rows).tolist() for row in judges]
    near += [np.flatnonzero(column).tolist() for column in judges.T]
    seen, lowest = [0] * len(near), [0] * len(near)
    found: set[tuple[int, int]] = set()
    clock = 0
    for root in range(rows):
        if seen[root]:
            continue
        clock += 1
        seen[root] = lowest[root] = clock
        walk = [(root, -1, iter(near[root]))]
        while walk:
            at, came, ahead = walk[-1]
            step = next(ahead, None)
            if step is None:
                walk.pop()
                if walk:
                    lowest[came] = min(lowest[came], lowest[at])
                    if lowest[at] > seen[came]:
                        found.add((min(at, came), max(at, came) - rows))
            elif not seen[step]:
                clock += 1
                seen[step] = lowest[step] = clock
                walk.append((step, at, iter(near[step])))
            elif step != came:
                lowest[at] = min(lowest[at], seen[step])
    return found
