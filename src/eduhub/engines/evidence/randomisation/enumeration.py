"""All assignments of a scheme, told by sums over arm 1, without writing one of them down."""

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.assignment import Block, Chance, Scheme

type Floats = NDArray[np.float64]


def totals_of_all(scheme: Scheme, weights: Floats) -> Floats:
    """(assignments, totals) the sums of `weights` over arm 1, for every assignment.

    A balance rule is not applied here. Memory and time grow with `scheme.assignments`.

    Args:
        weights: (units, totals) in the order of the scheme's units.
    """
    if scheme.chance is Chance.SIMPLE:
        return _of_all_subsets(weights)[1:-1]
    by_ceilings = {0: np.zeros((1, weights.shape[1]))}
    for block in scheme.blocks:
        options = _of_block(block, weights[list(block.places)])
        grown: dict[int, list[Floats]] = {}
        for ceilings, sums in by_ceilings.items():
            for more, own in options:
                pairs = (sums[:, None, :] + own[None, :, :]).reshape(-1, weights.shape[1])
                grown.setdefault(ceilings + more, []).append(pairs)
        by_ceilings = {
            ceilings: np.concatenate(parts)
            for ceilings, parts in grown.items()
            if ceilings <= max(scheme.ceilings)
        }
    return np.concatenate([by_ceilings[ceilings] for ceilings in scheme.ceilings])


def _of_block(block: Block, weights: Floats) -> list[tuple[int, Floats]]:
    """For a block's smaller and, if its size is odd, larger half: sums over its subsets."""
    options = [(0, _of_subsets(weights, block.treated))]
    if block.odd:
        options.append((1, _of_subsets(weights, block.treated + 1)))
    return options


def _of_subsets(weights: Floats, size: int) -> Floats:
    """(subsets, totals) the sums over every subset of `size` rows.

    Subsets of the first n rows are those of the first n - 1, and those with row n added.
    """
    rows, columns = weights.shape
    by_size = {0: np.zeros((1, columns))}
    for place, row in enumerate(weights):
        fewest = max(0, size - (rows - place - 1))
        grown = {}
        for count in range(fewest, min(size, place + 1) + 1):
            parts = [by_size[count]] if count in by_size else []
            if count - 1 in by_size:
                parts.append(by_size[count - 1] + row)
            grown[count] = np.concatenate(parts)
        by_size = grown
    return by_size[size]


def _of_all_subsets(weights: Floats) -> Floats:
    """The first is the empty subset, the last has every row."""
    sums = np.zeros((1, weights.shape[1]))
    for row in weights:
        sums = np.concatenate([sums, sums + row])
    return sums
