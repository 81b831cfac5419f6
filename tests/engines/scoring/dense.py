"""The same model with one row and column for each sheet: slow, and hard to get wrong."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Dense:
    """At given variances of worth and severity in units of chance's, and given spreads."""

    deviance: float
    level: float
    worths: np.ndarray
    lenience: np.ndarray
    squares: float
    log_density: float
    covariance: np.ndarray
    """Of the adjusted scores, in units of the variance of chance."""

    @property
    def adjusted(self):
        return self.level + self.worths + self.lenience.mean()


def dense(sheets, worth, severity, logs=None):
    size, jurors = len(sheets.score), len(sheets.jurors)
    spreads = np.exp(np.zeros(jurors) if logs is None else logs)[sheets.juror]
    of_worth = np.eye(len(sheets.applications))[sheets.application] * spreads[:, None]
    of_juror = np.eye(jurors)[sheets.juror]
    v = worth * of_worth @ of_worth.T + severity * of_juror @ of_juror.T + np.diag(spreads**2)
    inverse = np.linalg.inv(v)
    one = np.ones(size)
    information = one @ inverse @ one
    level = (one @ inverse @ sheets.score) / information
    left = sheets.score - level
    squares = left @ inverse @ left
    freedom = size - 1
    logs_of_dets = np.linalg.slogdet(v)[1] + np.log(information)
    deviance = logs_of_dets + freedom * (1 + np.log(2 * np.pi * squares / freedom))
    # What each adjusted score is of the random parts, then its distribution given the scores.
    weigh = np.hstack(
        [np.eye(of_worth.shape[1]), np.full((of_worth.shape[1], jurors), 1 / jurors)]
    )
    prior = np.diag(np.r_[np.full(of_worth.shape[1], worth), np.full(jurors, severity)])
    both = np.hstack([of_worth, of_juror])
    shrink = prior @ both.T @ inverse
    given = prior - shrink @ both @ prior
    moved = 1 - weigh @ shrink @ one
    covariance = weigh @ given @ weigh.T + np.outer(moved, moved) / information
    effects = shrink @ left
    return Dense(
        deviance=float(deviance),
        level=float(level),
        worths=effects[: of_worth.shape[1]],
        lenience=effects[of_worth.shape[1] :],
        squares=float(squares),
        log_density=float(-0.5 * (logs_of_dets + freedom * np.log(squares))),
        covariance=covariance,
    )


def posterior(sheets, points=41):
    """Mean and SD of the adjusted scores, summed over a grid of both deviations."""
    grid = np.linspace(np.log(1e-3), np.log(1e3), points)
    total, mean, square = 0.0, 0.0, 0.0
    at = {(a, b): dense(sheets, np.exp(2 * a), np.exp(2 * b)) for a in grid for b in grid}
    logs = {
        (a, b): one.log_density + a + b - np.log1p(np.exp(2 * a)) - np.log1p(np.exp(2 * b))
        for (a, b), one in at.items()
    }
    top = max(logs.values())
    for key, one in at.items():
        weight = np.exp(logs[key] - top)
        chance = one.squares / (len(sheets.score) - 3)  # mean of an inverse chi-square
        total += weight
        mean = mean + weight * one.adjusted
        square = square + weight * (one.adjusted**2 + chance * np.diag(one.covariance))
    mean = mean / total
    return mean, np.sqrt(square / total - mean**2)
