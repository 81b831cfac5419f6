"""Exact intervals of counts."""

import math
from dataclasses import dataclass

from scipy.special import betaincinv, gammaincinv


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure and how far it may be from the truth; high may be infinite."""

    value: float
    low: float
    high: float


def poisson(count: int, *, confidence: float = 0.95) -> Interval:
    """The mean of which this many came: no mean outside would give so few, or so many, as often
    as (1 - confidence) / 2.

    Source: Garwood, Biometrika 28 (1936), 437-442.
    """
    _check(count, confidence)
    tail = (1 - confidence) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return Interval(count, low, float(gammaincinv(count + 1, 1 - tail)))


def binomial(count: int, of: int, *, confidence: float = 0.95) -> Interval:
    """The share that so many of so many are.

    Source: Clopper and Pearson, Biometrika 26 (1934), 404-413.
    """
    _check(count, confidence)
    if not 0 < of >= count:
        raise ValueError("a share is of something, and not more than all of it")
    tail = (1 - confidence) / 2
    low = float(betaincinv(count, of - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, of - count, 1 - tail)) if count < of else 1.0
    return Interval(count / of, low, high)


def odds(share: float) -> float:
    return math.inf if share >= 1 else share / (1 - share)


def _check(count: int, confidence: float) -> None:
    if count < 0:
        raise ValueError("nothing comes less than never")
    if not 0 < confidence < 1:
        raise ValueError("confidence lies between 0 and 1")
