"""A trial of 200 classes of 50 pupils with a pretest, from a recorded seed."""

from functools import cache
from importlib import import_module
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from benchmarks.race import Absent

type Floats = NDArray[np.float64]

CLASSES, PUPILS = 200, 50
SEED = 20270816
QUESTION = f"{CLASSES} classes of {PUPILS} pupils"


def make(classes: int, pupils: int, seed: int = SEED) -> dict[str, Floats]:
    """Columns `class`, `arm`, `pre`, `post`: every other class has the solution.

    `null` is `post` with about what the solution adds taken off again.
    """
    random = np.random.default_rng(seed)
    number = np.repeat(np.arange(classes), pupils)
    arm = (number % 2).astype(float)
    level = random.normal(0, 0.4, classes)
    pre = random.normal(0, 1, classes * pupils) + level[number]
    own = random.normal(0, 0.65, classes * pupils)
    post = 0.15 * arm + 0.6 * pre + 0.5 * random.normal(0, 0.4, classes)[number] + own
    null = post - 0.18 * arm
    return {"class": number.astype(float), "arm": arm, "pre": pre, "post": post, "null": null}


@cache
def columns() -> dict[str, Floats]:
    return make(CLASSES, PUPILS)


@cache
def classes() -> NDArray[np.int64]:
    return columns()["class"].astype(np.int64)


def names() -> list[str]:
    """Labels of the classes, in their order."""
    return [f"{place:03}" for place in range(CLASSES)]


def arms() -> dict[str, int]:
    return {name: place % 2 for place, name in enumerate(names())}


def means(of: str) -> dict[str, float]:
    """Of each class, by its label."""
    found = columns()[of].reshape(CLASSES, PUPILS).mean(axis=1)
    return dict(zip(names(), found.tolist(), strict=True))


def rows() -> dict[str, list[float]]:
    """For R."""
    return {name: values.tolist() for name, values in columns().items()}


def rows_of_means() -> dict[str, list[float]]:
    return {
        "arm": [float(arm) for arm in arms().values()],
        "null": list(means("null").values()),
    }


def library(name: str) -> ModuleType:
    """A library to be compared with, which the hub itself does not need."""
    try:
        return import_module(name)
    except ImportError:
        raise Absent(f"{name} is not installed") from None
