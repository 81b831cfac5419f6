"""Two sides of one question, timed turn by turn, as a ratio.

A number of milliseconds says more about the machine than about us; a ratio to another way of
giving the same answer, in the same minute, says something about us.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

Ask = Callable[[], object]


@dataclass(frozen=True)
class Benchmark:
    """A question, and who answers it.

    `sides` starts both and gives their ways to ask, ours first; at its end it stops them.
    `same` says whether two answers are the same; a pair that differs ends the benchmark.
    `at_most` is the ratio beyond which the benchmark fails, if there is one. `clock` tells
    seconds: of the wall, unless the sides know a better one, such as their CPU time.
    """

    name: str
    question: str
    ours: str
    other: str
    sides: Callable[[], AbstractContextManager[tuple[Ask, Ask]]]
    same: Callable[[object, object], bool] = lambda ours, other: ours == other
    at_most: float | None = None
    clock: Callable[[], float] = perf_counter


@dataclass(frozen=True)
class Study:
    """A question that numbers other than times answer.

    `lines` gives what to print, line by line, and whether each is as it should be; one that is
    not ends the run as failed.
    """

    name: str
    question: str
    lines: Callable[[], Iterator[tuple[str, bool]]]


@dataclass(frozen=True)
class Times:
    """Seconds of every round, ours and the other's."""

    ours: list[float]
    other: list[float]

    @property
    def ratio(self) -> float:
        return median(self.ours) / median(self.other)


class Differs(Exception):
    """The two sides do not answer alike, so their times are not comparable."""


def measure(benchmark: Benchmark, rounds: int, clock: Callable[[], float] | None = None) -> Times:
    """Ask both sides once unmeasured, then `rounds` times each, taking turns at being first."""
    times, clock = Times([], []), clock or benchmark.clock
    with benchmark.sides() as (ours, other):
        answer = ours()
        _compare(benchmark, answer, other())
        for number in range(rounds):
            turns = [(ours, times.ours), (other, times.other)]
            for ask, spent in turns if number % 2 == 0 else reversed(turns):
                begun = clock()
                said = ask()
                spent.append(clock() - begun)
                _compare(benchmark, answer, said)
    return times


def _compare(benchmark: Benchmark, one: object, two: object) -> None:
    if not benchmark.same(one, two):
        raise Differs(f"{benchmark.name}: {benchmark.ours} and {benchmark.other} differ")


def told(benchmark: Benchmark, times: Times) -> str:
    """The result in three lines."""
    limit = "" if benchmark.at_most is None else f", at most {benchmark.at_most:g}"
    return "\n".join(
        (
            f"{benchmark.name}: {benchmark.question}",
            f"  {benchmark.ours} {_spread(times.ours)}; {benchmark.other} {_spread(times.other)}",
            f"  ratio of medians {times.ratio:.2f}{limit}, {len(times.ours)} rounds",
        )
    )


def _spread(seconds: list[float]) -> str:
    low, middle, high = quantiles(seconds, n=4) if len(seconds) > 1 else seconds * 3
    return f"{middle * 1000:.2f} ms (half of them {low * 1000:.2f} to {high * 1000:.2f})"


def too_slow(benchmark: Benchmark, times: Times) -> bool:
    return benchmark.at_most is not None and times.ratio > benchmark.at_most


@contextmanager
def both(ours: Ask, other: Ask) -> Iterator[tuple[Ask, Ask]]:
    """Sides that need no starting."""
    yield ours, other
