"""Several asked in turns: who is absent, who answers otherwise, how many times as fast."""

from contextlib import contextmanager

import pytest

from benchmarks.harness import Differs
from benchmarks.race import Absent, Race, Runner, lines, run


def runner(name, seconds, *, answer=(1.0, 2.0), **more):
    @contextmanager
    def start():
        yield lambda: (answer, seconds)

    return Runner(name, start, **more)


@contextmanager
def nowhere():
    raise Absent("it is not installed")
    yield


def race(*others):
    return Race("sum", "How long does a sum take?", runner("ours", 0.002), others)


def test_medians_and_those_who_are_absent_are_told():
    asked = race(
        runner("loop", 0.02, target=5),
        runner("near", 0.004, target=5),
        runner("weak", 0.006, answer=(1.0,)),
        Runner("gone", nowhere),
    )

    told = list(lines(asked, run(asked, 3)))

    assert told == [
        ("  ours 2.00 ms of CPU", True),
        ("  loop 20.00 ms: we are 10 times as fast, 5 at least", True),
        ("  near 4.00 ms: we are 2 times as fast, 5 at least", False),
        ("  weak 6.00 ms: we are 3 times as fast", True),
        ("  gone: left out, it is not installed", True),
    ]


def test_who_answers_otherwise_ends_the_race():
    with pytest.raises(Differs, match="sum: wrong says"):
        run(race(runner("wrong", 0.1, answer=(1.0, 2.1))), 1)
