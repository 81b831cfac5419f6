"""The measuring itself: alike answers, turn by turn, a ratio, and nothing written."""

import json
from itertools import count

import pytest

from benchmarks import __main__ as program
from benchmarks.harness import Benchmark, Differs, Study, Times, both, measure, told


def question(ours, other, **more):
    return Benchmark(
        "sum", "How long does a sum take?", "a loop", "sum()", sides(ours, other), **more
    )


def sides(ours, other):
    return lambda: both(ours, other)


def test_both_sides_are_asked_in_turn_after_one_unmeasured_round():
    asked, ticks = [], count()

    times = measure(
        question(lambda: asked.append("ours"), lambda: asked.append("other")),
        2,
        clock=lambda: float(next(ticks)),
    )

    assert asked == ["ours", "other", "ours", "other", "other", "ours"]
    assert times == Times([1.0, 1.0], [1.0, 1.0])


def test_sides_that_answer_differently_are_not_compared():
    with pytest.raises(Differs, match="sum: a loop and sum\\(\\) differ"):
        measure(question(lambda: 1, lambda: 2), 1)


def test_a_side_that_changes_its_answer_is_caught():
    answers = iter([1, 1, 2])

    with pytest.raises(Differs):
        measure(question(lambda: next(answers), lambda: 1), 5)


def test_the_result_is_the_ratio_of_the_medians():
    times = Times([0.002, 0.004, 0.9], [0.001, 0.002, 0.002])

    assert told(question(None, None, at_most=3), times).splitlines() == [
        "sum: How long does a sum take?",
        "  a loop 4.00 ms (half of them 2.00 to 900.00);"
        + " sum() 2.00 ms (half of them 1.00 to 2.00)",
        "  ratio of medians 2.00, at most 3, 3 rounds",
    ]


@pytest.mark.parametrize(("at_most", "status"), [(None, 0), (1e9, 0), (1e-9, 1)])
def test_the_command_fails_beyond_the_limit_and_writes_when_asked(
    monkeypatch, tmp_path, capsys, at_most, status
):
    one = question(lambda: sum(range(99)), lambda: sum(range(99)), at_most=at_most)
    monkeypatch.setattr(program, "known", lambda: {"sum": one})
    file = tmp_path / "times.json"

    assert program.main(["--rounds", "3"]) == status and not file.exists()
    assert program.main(["sum", "--rounds", "3", "--json", str(file)]) == status

    assert len(json.loads(file.read_text())["sum"]["ours"]) == 3
    assert capsys.readouterr().out.count("ratio of medians") == 2


def test_a_name_that_no_benchmark_has_is_refused(capsys):
    with pytest.raises(SystemExit):
        program.main(["nonsense"])

    assert "no benchmark is called nonsense" in capsys.readouterr().err


@pytest.mark.parametrize(("holds", "status"), [(True, 0), (False, 1)])
def test_a_study_prints_its_lines_and_fails_with_any_that_does_not_hold(
    monkeypatch, capsys, holds, status
):
    study = Study("dice", "Is it fair?", lambda: iter([("six: 17 %", True), ("one: 40 %", holds)]))
    monkeypatch.setattr(program, "known", lambda: {"dice": study})

    assert program.main([]) == status

    said = capsys.readouterr().out.splitlines()
    assert said[:2] == ["dice: Is it fair?", "  six: 17 %"]
    assert ("not as it should be" in said[2]) is not holds
