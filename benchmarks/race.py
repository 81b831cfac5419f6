"""One question to several, in turns: how many times as fast as each of them are we?

Seconds of CPU, told by whoever spends them, so that what else the machine does counts little.
A library that is not installed is named and left out.
"""

import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from time import process_time

from benchmarks.harness import Differs

type Answer = tuple[float, ...]
type Ask = Callable[[], tuple[Answer, float]]
type Start = Callable[[], AbstractContextManager[Ask]]

WARM_UP = 3  # R compiles a function when it is called a third time


class Absent(Exception):
    """Why somebody cannot take part."""


@dataclass(frozen=True)
class Runner:
    """Somebody who answers; `start` gives the way to ask, which tells answer and CPU seconds.

    The numbers of an answer are compared with ours, as many as it has, within `rel` or `apart`.
    `target` is how many times as fast we mean to be, None for a weaker method, with which
    there is no need to compare. `rounds` limits how often a slow one is asked.
    """

    name: str
    start: Start
    target: float | None = None
    rel: float = 1e-6
    apart: float = 0.0
    rounds: int = 1000


@dataclass(frozen=True)
class Race:
    name: str
    question: str
    ours: Runner
    others: tuple[Runner, ...]


@dataclass
class Ran:
    runner: Runner
    ask: Ask
    seconds: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Finish:
    """Medians: ours in seconds, each other's, and why others were absent."""

    ours: float
    others: dict[str, float]
    absent: dict[str, str]


def run(race: Race, rounds: int) -> Finish:
    """Ask all in turns, another one first in each round.

    Raises:
        Differs: somebody's answer is not ours.
    """
    absent = {}
    with ExitStack() as stack:
        ours = Ran(race.ours, stack.enter_context(race.ours.start()))
        field_ = [ours]
        for runner in race.others:
            try:
                field_.append(Ran(runner, stack.enter_context(runner.start())))
            except Absent as why:
                absent[runner.name] = str(why)
        told, _ = ours.ask()
        for each in field_:
            for _ in range(min(WARM_UP, each.runner.rounds)):
                _compare(race, each.runner, told, each.ask()[0])
        for number in range(rounds):
            first = number % len(field_)
            for each in (*field_[first:], *field_[:first]):
                if number < each.runner.rounds:
                    each.seconds.append(each.ask()[1])
    others = {each.runner.name: median(each.seconds) for each in field_[1:]}
    return Finish(median(ours.seconds), others, absent)


def _compare(race: Race, runner: Runner, ours: Answer, theirs: Answer) -> None:
    for one, other in zip(ours, theirs, strict=False):
        if not math.isclose(one, other, rel_tol=runner.rel, abs_tol=runner.apart):
            raise Differs(f"{race.name}: {runner.name} says {theirs}, not {ours}")


def lines(race: Race, finish: Finish) -> Iterator[tuple[str, bool]]:
    """What to print, and whether each target is reached."""
    yield f"  {race.ours.name} {1000 * finish.ours:.2f} ms of CPU", True
    for runner in race.others:
        if runner.name in finish.absent:
            yield f"  {runner.name}: left out, {finish.absent[runner.name]}", True
            continue
        theirs = finish.others[runner.name]
        target = "" if runner.target is None else f", {runner.target:g} at least"
        times = theirs / finish.ours
        told = f"  {runner.name} {1000 * theirs:.2f} ms: we are {times:.3g} times as fast{target}"
        yield told, runner.target is None or times >= runner.target


def in_python(call: Callable[[], Answer], work: float = 1.0) -> Ask:
    """A way to ask this process; `work` is the share of the whole task that a call does."""

    def ask() -> tuple[Answer, float]:
        begun = process_time()
        answer = call()
        return answer, (process_time() - begun) / work

    return ask


@contextmanager
def here(call: Callable[[], Answer], work: float = 1.0) -> Iterator[Ask]:
    """A runner that needs no stopping."""
    yield in_python(call, work)
