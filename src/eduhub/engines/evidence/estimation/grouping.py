"""Which class each row belongs to, as numbers, and sums of rows by class."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

type Floats = NDArray[np.float64]
type Whole = NDArray[np.int64]

ROWS_IN_A_RUN = 4  # with fewer rows in a row of one class, sorting them pays no more


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Rows grouped; `labels` in their own order (numbers by size, text by alphabet)."""

    labels: tuple[str, ...]
    codes: Whole
    """(rows,) place of each row's label."""

    starts: Whole
    """(runs,) where each unbroken run of one class begins; empty if rows are well mixed."""

    def sums(self, values: Floats) -> Floats:
        """(classes,) sums of the values (rows,) of each class."""
        size = len(self.labels)
        if not len(self.starts):
            return np.bincount(self.codes, weights=values, minlength=size)
        runs = np.add.reduceat(values, self.starts)
        if len(runs) == size:
            found: Floats = np.empty(size)
            found[self.codes[self.starts]] = runs
            return found
        return np.bincount(self.codes[self.starts], weights=runs, minlength=size)

    @property
    def counts(self) -> Floats:
        """(classes,) rows of each class."""
        return np.bincount(self.codes, minlength=len(self.labels)).astype(float)

    def of(self, kept: NDArray[np.bool_]) -> "Grouping":
        """The grouping of some of the rows, without classes that have none of them."""
        codes = self.codes[kept]
        there = np.bincount(codes, minlength=len(self.labels)) > 0
        labels = tuple(
            label for label, is_there in zip(self.labels, there, strict=True) if is_there
        )
        renumbered = (np.cumsum(there) - 1)[codes]
        return Grouping(labels=labels, codes=renumbered, starts=_starts_of(renumbered))


def grouping_of(labels: ArrayLike, *, rows: int, what: str = "class") -> Grouping:
    """Number the rows' labels; fast where rows of one class stand together.

    Args:
        labels: (rows,) whole numbers, texts, or any objects told apart by their text.
        what: the word for errors.

    Raises:
        ValueError: not one label for each row, or a label is missing (None, "", NaN).
    """
    given = np.asarray(labels)
    if given.shape != (rows,):
        raise ValueError(f"each of the {rows} rows needs one {what}, not {given.shape}")
    if given.dtype.kind in "iub":
        return _of_numbers(given.astype(np.int64))
    starts = _starts_of(given)
    heads = given[starts] if len(starts) else given
    distinct, places = _told_apart(heads.tolist(), what)
    codes = np.repeat(places, np.diff(starts, append=rows)) if len(starts) else places
    return Grouping(labels=distinct, codes=codes, starts=_starts_of(codes))


def _of_numbers(given: Whole) -> Grouping:
    if not len(given):
        return Grouping(labels=(), codes=given, starts=np.empty(0, dtype=np.int64))
    lowest, highest = int(given.min()), int(given.max())
    if highest - lowest > 4 * len(given):
        distinct, codes = np.unique(given, return_inverse=True)
    else:
        there = np.bincount(given - lowest) > 0
        distinct = np.flatnonzero(there) + lowest
        codes = (np.cumsum(there) - 1)[given - lowest]
    return Grouping(
        labels=tuple(map(str, distinct.tolist())),
        codes=codes,
        starts=_starts_of(codes),
    )


def _told_apart(given: list[object], what: str) -> tuple[tuple[str, ...], Whole]:
    """Labels in the order of their text, and the place of each that was given."""
    seen: dict[object, int] = {}
    codes = np.array([seen.setdefault(label, len(seen)) for label in given], dtype=np.int64)
    texts = ["" if label is None else str(label) for label in seen]
    if any(text in ("", "nan") for text in texts):
        raise ValueError(f"a row has no {what}")
    distinct = tuple(sorted(set(texts)))
    place = {text: at for at, text in enumerate(distinct)}
    renumbered = np.array([place[text] for text in texts], dtype=np.int64)
    return distinct, renumbered[codes] if len(codes) else codes


def _starts_of(values: NDArray[np.generic]) -> Whole:
    """Where each run begins, if runs are long enough to be worth it."""
    if not len(values):
        return np.empty(0, dtype=np.int64)
    changes = np.flatnonzero(values[1:] != values[:-1]) + 1
    if len(values) < ROWS_IN_A_RUN * (len(changes) + 1):
        return np.empty(0, dtype=np.int64)
    return np.concatenate(([0], changes))
