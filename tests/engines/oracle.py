"""A second way to the same numbers: pupil by pupil, with every large matrix written out."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class RowByRow:
    estimate: float
    standard_error: float
    degrees_of_freedom: float


def row_by_row(design, outcome, cluster, contrast):
    """CR2 with an explicit (I - H_gg)^-1/2 for each class, and Satterthwaite's df from the
    (classes, classes) matrix of the variance's quadratic form, as the papers write it.
    """
    design, outcome, cluster = (
        np.asarray(part, dtype=float) for part in (design, outcome, cluster)
    )
    contrast = np.asarray(contrast, dtype=float)
    bread = np.linalg.inv(design.T @ design)
    residual_maker = np.eye(len(design)) - design @ bread @ design.T
    residual = residual_maker @ outcome

    columns, variance = [], 0.0
    for label in np.unique(cluster):
        here = cluster == label
        adjustment = _inverse_root(residual_maker[np.ix_(here, here)])
        weight = adjustment @ design[here] @ bread @ contrast
        variance += (weight @ residual[here]) ** 2
        columns.append(residual_maker[:, here] @ weight)
    form = np.array([[one @ other for other in columns] for one in columns])
    return RowByRow(
        estimate=float(contrast @ bread @ design.T @ outcome),
        standard_error=float(np.sqrt(variance)),
        degrees_of_freedom=float(np.trace(form) ** 2 / (form**2).sum()),
    )


def _inverse_root(matrix):
    values, vectors = np.linalg.eigh(matrix)
    kept = values > 1e-10
    return vectors[:, kept] / np.sqrt(values[kept]) @ vectors[:, kept].T
