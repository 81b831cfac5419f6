"""A million pupils: memory of a process of its own, and time beside one pass over the rows.

One pass over the rows is what numpy needs to sum, class by class, the ten products of the four
columns (intercept, arm, pretest, outcome). What the methods add depends on the number of
classes alone: 200 of 5,000 pupils, or 20,000 of 50, where it is most of the time.
"""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
from numpy.typing import NDArray

from benchmarks._trial import Floats, make
from benchmarks.harness import Study
from eduhub.engines.evidence import mixed
from eduhub.engines.evidence.estimation import least_squares, products_of_rows

ROUNDS = 5
MOST_MEGABYTES = 1000
TRIALS = ((200, 5_000, 2.5), (20_000, 50, 6.0))  # classes, pupils of each, passes at most


def lines() -> Iterator[tuple[str, bool]]:
    for classes, pupils, most in TRIALS:
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.million_pupils", str(classes), str(pupils)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        megabytes, one_pass, cr2, reml = (float(part) for part in told.split())
        memory = f"{classes:,} classes: {megabytes:.0f} MB, {MOST_MEGABYTES} at most"
        yield memory, megabytes <= MOST_MEGABYTES
        yield f"  one pass over the rows {1000 * one_pass:.0f} ms of CPU", True
        for name, spent in (("CR2 with degrees of freedom", cr2), ("REML likewise", reml)):
            passes = spent / one_pass
            yield f"  {name} {passes:.2f} passes, {most:g} at most", passes <= most


def _alone(number: int, pupils: int) -> None:
    columns = make(number, pupils)
    columns.pop("null")
    classes = columns.pop("class").astype(np.int64)
    spent = [_median(partial(ask, columns, classes)) for ask in (_pass, _cr2, _reml)]
    print(_peak_megabytes(), *spent)


def _peak_megabytes() -> float:
    """Of this process; getrusage would tell what its parent had when it was started."""
    status = Path("/proc/self/status")
    if not status.exists():  # not Linux
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _median(call: Callable[[], object]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        begun = process_time()
        call()
        seconds.append(process_time() - begun)
    return median(seconds)


def _pass(columns: dict[str, Floats], classes: NDArray[np.int64]) -> object:
    starts = np.flatnonzero(np.diff(classes, prepend=-1))
    four = [np.ones(len(classes)), columns["arm"], columns["pre"], columns["post"]]
    return [
        np.add.reduceat(four[one] * four[other], starts)
        for one in range(4)
        for other in range(one, 4)
    ]


def _cr2(columns: dict[str, Floats], classes: NDArray[np.int64]) -> object:
    products = products_of_rows(columns, cluster=classes, variables=["arm", "pre", "post"])
    return least_squares(products, outcome="post", regressors=["arm", "pre"]).estimate("arm")


def _reml(columns: dict[str, Floats], classes: NDArray[np.int64]) -> object:
    products = products_of_rows(columns, cluster=classes, variables=["arm", "pre", "post"])
    model = mixed.random_intercept(products, outcome="post", regressors=["arm", "pre"])
    return model.estimate("arm")


STUDY = Study("million_pupils", "What do 1,000,000 pupils need?", lines)

if __name__ == "__main__":
    _alone(*map(int, sys.argv[1:]))
