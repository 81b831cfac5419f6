"""A second way to a scheme's assignments: all vectors of 0 and 1, and those that fit kept."""

from itertools import product

import numpy as np


def every_assignment(scheme):
    """(assignments, units), by trying each of 2^units vectors against the scheme's words."""
    blocks = np.array(scheme.block_of)
    names = sorted(set(scheme.block_of))
    told = None if scheme.treated is None else dict(scheme.treated)
    kept = []
    for arms in product((0, 1), repeat=len(scheme.units)):
        vector = np.array(arms)
        lead = {name: int((2 * vector[blocks == name] - 1).sum()) for name in names}
        if scheme.chance == "simple":
            fits = 0 < vector.sum() < len(vector)
        elif told is not None:
            fits = all(vector[blocks == name].sum() == told[name] for name in names)
        else:
            fits = abs(sum(lead.values())) <= 1 and all(abs(one) <= 1 for one in lead.values())
        if fits and (scheme.balance is None or imbalance(scheme, vector) <= scheme.balance.limit):
            kept.append(vector)
    return np.array(kept)


def imbalance(scheme, arms):
    """As the papers write it, with the covariance matrix and its inverse written out."""
    names = list(scheme.balance.covariates)
    rows = np.array([[scheme.balance.covariates[n][u] for n in names] for u in scheme.units])
    difference = rows[arms == 1].mean(axis=0) - rows[arms == 0].mean(axis=0)
    if scheme.balance.rule == "largest_difference":
        return np.abs(difference / rows.std(axis=0, ddof=1)).max()
    treated, size = arms.sum(), len(arms)
    inverse = np.linalg.inv(np.atleast_2d(np.cov(rows, rowvar=False)))
    return treated * (size - treated) / size * difference @ inverse @ difference
