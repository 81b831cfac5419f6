"""Random assignments of a scheme, many at a time."""

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.evidence.assignment import Chance, Scheme

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def random_assignments(scheme: Scheme, draws: int, source: np.random.Generator) -> Floats:
    """(draws, units) of 0 and 1, each row one assignment; a balance rule is not applied.

    Args:
        source: where the chance comes from; its state moves on.
    """
    if scheme.chance is Chance.SIMPLE:
        return _simple(draws, len(scheme.units), source)
    blocks = scheme.blocks
    wanted = np.repeat(
        np.array([block.treated for block in blocks], dtype=np.int64)[None, :], draws, axis=0
    )
    wanted[:, [block.odd for block in blocks]] += _ceilings(scheme, draws, source)
    return _of_blocks(scheme, wanted, source)


def _of_blocks(scheme: Scheme, wanted: Integers, source: np.random.Generator) -> Floats:
    """Blocks of the same size are drawn together, so that many small blocks cost no loop."""
    blocks, draws = scheme.blocks, len(wanted)
    if len(blocks) == 1:
        return random_subsets(wanted[:, 0], len(scheme.units), source)
    arms = np.empty((draws, len(scheme.units)))
    for size in sorted({len(block.places) for block in blocks}):
        alike = [i for i, block in enumerate(blocks) if len(block.places) == size]
        places = np.array([blocks[i].places for i in alike]).ravel()
        drawn = random_subsets(wanted[:, alike].ravel(), size, source)
        arms[:, places] = drawn.reshape(draws, -1)
    return arms


def random_subsets(wanted: Integers, size: int, source: np.random.Generator) -> Floats:
    """(rows, size) of 0 and 1; row i is a uniformly random subset of `wanted[i]` places.

    Places are first marked independently, each with nearly the right chance, and then places
    taken at random are marked, or unmarked, until the count is right. No step tells one place
    from another, so every subset of the right size is equally likely; and it is right after
    about sqrt(size) corrections, where a shuffle would take `size` steps.
    """
    marked = _marked(wanted, size, source)
    flat = marked.reshape(-1)
    surplus = marked.sum(axis=1, dtype=np.int32) - wanted
    rows = np.flatnonzero(surplus)
    start, over, left = rows * size, (surplus[rows] > 0).view(np.uint8), np.abs(surplus[rows])
    while start.size:
        at = start + source.integers(0, size, start.size)
        correct = flat[at] == over
        flat[at[correct]] ^= 1
        left -= correct
        unfinished = left > 0
        start, over, left = start[unfinished], over[unfinished], left[unfinished]
    return marked.astype(float)


def _marked(wanted: Integers, size: int, source: np.random.Generator) -> NDArray[np.uint8]:
    """(rows, size) each place marked with a chance of about wanted / size, in 256ths."""
    share = round(256 * float(wanted.mean()) / size)
    cut = min(max(share, int(wanted.max() > 0)), 256 - int(wanted.min() < size))
    places = len(wanted) * size
    if cut == 128:
        words = source.integers(0, 2**64, -(-places // 64), dtype=np.uint64)
        return np.unpackbits(words.view(np.uint8), count=places).reshape(-1, size)
    words = source.integers(0, 2**64, -(-places // 8), dtype=np.uint64)
    return (words.view(np.uint8)[:places] < cut).view(np.uint8).reshape(-1, size)


def _ceilings(scheme: Scheme, draws: int, source: np.random.Generator) -> Integers:
    """(draws, odd blocks) 1 where an odd block gives arm 1 its larger half."""
    odd = sum(block.odd for block in scheme.blocks)
    if not odd:
        return np.zeros((draws, 0), dtype=np.int64)
    counts = source.choice(np.array(scheme.ceilings, dtype=np.int64), size=draws)
    return random_subsets(counts, odd, source).astype(np.int64)


def _simple(draws: int, units: int, source: np.random.Generator) -> Floats:
    arms = source.integers(0, 2, (draws, units), dtype=np.uint8).astype(float)
    while len(lopsided := np.flatnonzero(np.isin(arms.sum(axis=1), (0, units)))):
        arms[lopsided] = source.integers(0, 2, (len(lopsided), units), dtype=np.uint8)
    return arms
