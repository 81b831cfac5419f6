"""What is left of opening hours when what is taken is cut out: for many things in one sweep."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Whole = NDArray[np.int64]


def free_spans(
    open_of: ArrayLike, opened: ArrayLike, taken_of: ArrayLike, taken: ArrayLike, *, least: int = 1
) -> tuple[Whole, Whole]:
    """The gaps of at least that length, thing by thing and in order of time.

    Args:
        open_of: (o,) the number of the thing that each open span belongs to, from 0.
        opened: (o, 2) begin and end in whole units of time, such as seconds; the spans of one
            thing do not overlap.
        taken_of, taken: (t,) and (t, 2) the same for what is taken; these may overlap.
        least: the shortest gap that counts.

    Returns:
        (g,) the thing of each gap and (g, 2) its begin and end.

    All things are laid on one line, one after the other, so that one sorting serves them all:
    O(n log n) with no loop over things.
    """
    things, spans = _in_order(open_of, opened)
    if len(things) == 0:
        return things, spans
    others, cuts = _in_order(taken_of, taken)
    edges = np.concatenate((spans, cuts))
    low, room = int(edges.min()), int(edges.max() - edges.min()) + 1
    line = spans - low + (things * room)[:, None]
    end = (max(int(things.max()), int(others.max(initial=0))) + 1) * room
    gaps = _between(_merged(cuts - low + (others * room)[:, None]), end)
    return _apart(*_common(line, gaps, least), things, room, low)


def earliest(of: Whole, spans: Whole) -> tuple[int, int] | None:
    """(thing, begin) of the first gap of all; None when there is none."""
    if len(of) == 0:
        return None
    first = int(np.argmin(spans[:, 0]))
    return int(of[first]), int(spans[first, 0])


def _in_order(of: ArrayLike, spans: ArrayLike) -> tuple[Whole, Whole]:
    things = np.asarray(of, dtype=np.int64).reshape(-1)
    pairs = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    if len(things) != len(pairs):
        raise ValueError("every span belongs to one thing")
    if np.any(pairs[:, 1] <= pairs[:, 0]):
        raise ValueError("a span ends after it begins")
    order = np.lexsort((pairs[:, 0], things))
    return things[order], pairs[order]


def _merged(cuts: Whole) -> Whole:
    """Spans that touch or overlap become one. Sorted in, sorted out."""
    if len(cuts) == 0:
        return cuts
    reach = np.maximum.accumulate(cuts[:, 1])
    begins_anew = np.concatenate(([True], cuts[1:, 0] > reach[:-1]))
    starts = np.flatnonzero(begins_anew)
    ends = np.append(starts[1:], len(cuts)) - 1
    return np.column_stack((cuts[starts, 0], reach[ends]))


def _between(cuts: Whole, end: int) -> Whole:
    """What lies between the cuts on a line from 0 to end."""
    begins = np.concatenate(([0], cuts[:, 1]))
    ends = np.concatenate((cuts[:, 0], [end]))
    return np.column_stack((begins, ends))[ends > begins]


def _common(line: Whole, gaps: Whole, least: int) -> tuple[Whole, Whole]:
    """Where open spans and gaps meet: index of the open span, and the piece. Both sorted."""
    first = np.searchsorted(gaps[:, 1], line[:, 0], side="right")
    last = np.searchsorted(gaps[:, 0], line[:, 1], side="left")
    counts = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(line)), counts)
    inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    gap = np.repeat(first, counts) + inside
    begins = np.maximum(line[which, 0], gaps[gap, 0])
    ends = np.minimum(line[which, 1], gaps[gap, 1])
    keep = ends - begins >= least
    return which[keep], np.column_stack((begins, ends))[keep]


def _apart(which: Whole, pieces: Whole, things: Whole, room: int, low: int) -> tuple[Whole, Whole]:
    of = things[which]
    return of, pieces - (of * room)[:, None] + low
