"""Ordered answers by pattern: who shares covariates (and class) is counted, not listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from eduhub.engines.evidence.scales.refusals import CannotEstimate, Hindrance

type Floats = NDArray[np.float64]
type Ints = NDArray[np.int64]

SAME = 1e-10  # smallest eigenvalue of the scaled covariates that is told from 0


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """One entry for each pattern and category that occurs."""

    names: tuple[str, ...]
    labels: tuple[str, ...]
    """Of the categories that occur, from low to high."""

    category: Ints
    covariates: Floats
    """(entries, names)."""

    cluster: Ints
    """(entries,) from 0; all 0 where there are none."""

    count: Floats
    left_out: int

    @property
    def pupils(self) -> int:
        return int(self.count.sum())

    @property
    def totals(self) -> Floats:
        """(categories,) over all patterns."""
        return np.bincount(self.category, self.count)

    @property
    def clusters(self) -> int:
        return int(self.cluster.max()) + 1


def answers_of_rows(
    answers: ArrayLike, covariates: Mapping[str, ArrayLike], *, cluster: ArrayLike | None = None
) -> Answers:
    """Count pupils who share answer, covariates and class; incomplete rows are left out."""
    values = np.asarray(answers, dtype=float)
    columns = _columns(covariates, values.shape)
    rows = np.column_stack([values, columns])
    complete = ~np.isnan(rows).any(axis=1)
    if np.isinf(rows).any():
        raise ValueError("an answer or covariate is infinite")
    labels = np.zeros(len(rows), dtype=int) if cluster is None else _codes(cluster, len(rows))
    if not complete.any():
        raise ValueError("no pupil has an answer and every covariate")

    kept = np.column_stack([labels[complete], rows[complete]])
    patterns, count = np.unique(kept, axis=0, return_counts=True)
    categories, category = np.unique(patterns[:, 1], return_inverse=True)
    return _checked(
        Answers(
            names=tuple(covariates),
            labels=tuple(f"{value:g}" for value in categories),
            category=category,
            covariates=patterns[:, 2:],
            cluster=np.unique(patterns[:, 0], return_inverse=True)[1],
            count=count.astype(float),
            left_out=int((~complete).sum()),
        )
    )


def answers_of_counts(
    counts: ArrayLike,
    covariates: Mapping[str, ArrayLike],
    *,
    categories: Sequence[str],
    cluster: ArrayLike | None = None,
) -> Answers:
    """Take counts (groups, categories) as they are; a category that nobody chose drops out."""
    table = np.asarray(counts, dtype=float)
    if table.ndim != 2 or table.shape[1] != len(categories):
        raise ValueError(f"counts are (groups, {len(categories)}), not {table.shape}")
    if not np.isfinite(table).all() or (table < 0).any():
        raise ValueError("a count is a finite number of at least 0")
    columns = _columns(covariates, table.shape[:1])
    if not np.isfinite(columns).all():
        raise ValueError("a covariate of a group is missing or infinite")
    labels = np.zeros(len(table), dtype=int) if cluster is None else _codes(cluster, len(table))
    used = np.flatnonzero(table.sum(axis=0))
    group, category = np.nonzero(table[:, used])
    if not group.size:
        raise ValueError("nobody answered")
    return _checked(
        Answers(
            names=tuple(covariates),
            labels=tuple(categories[at] for at in used.tolist()),
            category=category,
            covariates=columns[group],
            cluster=np.unique(labels[group], return_inverse=True)[1],
            count=table[:, used][group, category],
            left_out=0,
        )
    )


def _columns(covariates: Mapping[str, ArrayLike], shape: tuple[int, ...]) -> Floats:
    if len(shape) != 1:
        raise ValueError("one answer for each pupil")
    columns = [np.asarray(each, dtype=float) for each in covariates.values()]
    for name, column in zip(covariates, columns, strict=True):
        if column.shape != shape:
            raise ValueError(f"{name} has {column.shape} values, the answers {shape}")
    return np.column_stack(columns) if columns else np.empty((*shape, 0))


def _codes(cluster: ArrayLike, rows: int) -> Ints:
    labels = np.asarray(cluster)
    if labels.shape != (rows,):
        raise ValueError(f"cluster has {labels.shape} labels for {rows} rows")
    return np.unique(labels, return_inverse=True)[1]


def _checked(answers: Answers) -> Answers:
    """Refuse what has no estimate whatever the search."""
    if len(answers.labels) < 2:
        raise CannotEstimate(Hindrance.NO_VARIATION, "all answers are the same")
    weight = answers.count / answers.count.sum()
    apart = answers.covariates - weight @ answers.covariates
    if apart.shape[1]:
        spread = (weight[:, None] * apart).T @ apart
        scale = np.sqrt(np.diag(spread))
        size = np.abs(answers.covariates).max(axis=0)
        if (scale <= 1e-12 * size).any() or not (scale > 0).all():
            raise CannotEstimate(Hindrance.NOT_IDENTIFIED, "a covariate does not vary")
        if np.linalg.eigvalsh(spread / np.outer(scale, scale))[0] < SAME:
            raise CannotEstimate(Hindrance.NOT_IDENTIFIED, "covariates say the same")
    return answers
