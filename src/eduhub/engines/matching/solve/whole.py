"""A proposal as it comes out of a programme: whole pairs, nothing in fractions."""

from dataclasses import dataclass

import numpy as np

from eduhub.engines.matching.solve.programme import Programme, Relaxed
from eduhub.engines.matching.solve.relaxing import ROUNDING
from eduhub.engines.matching.table.pairs import Floats, Ints


@dataclass(frozen=True, slots=True)
class Optimum:
    """Pairs matched, extras, the value reached and the value that cannot be exceeded."""

    pairs: Ints
    extras: Floats
    value: float
    bound: float


def whole(programme: Programme, relaxed: Relaxed, bound: float) -> Optimum | None:
    """The relaxed solution itself, if it has no fractions."""
    yes_or_no = np.array([extra.is_whole for extra in programme.goal.extras], dtype=bool)
    parts = (relaxed.taken, relaxed.opened, relaxed.extras[yes_or_no])
    if not all(bool((np.abs(part - np.round(part)) < ROUNDING).all()) for part in parts):
        return None
    pairs = relaxed.pairs[relaxed.taken > 0.5]
    return Optimum(pairs, np.round(relaxed.extras), relaxed.value, bound)
