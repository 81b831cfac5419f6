"""The line: who is above, tied, below, and what moves it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.scoring import (
    Move,
    Standing,
    cut_at,
    other_cuts,
    rank,
    without_each_juror,
)
from tests.engines.scoring.dense import dense
from tests.engines.scoring.rounds import SHROUT_AND_FLEISS, rounds, table


@pytest.fixture
def ranking():
    return rank(table(SHROUT_AND_FLEISS), seed="spring")


def test_the_best_is_surely_in_and_the_next_two_are_tied():
    rows = [(9, 9, 9), (6, 7, 6), (6, 6, 7), (2, 2, 1), (1, 2, 2)]

    cut = cut_at(rank(table(rows), seed="spring"), 2)

    assert cut.standing_at(Standing.ABOVE) == ("a00",)
    assert cut.standing_at(Standing.TIED) == ("a01", "a02")
    assert cut.standing_at(Standing.BELOW) == ("a03", "a04")
    assert cut.inside == {"a00"}


@given(places=st.integers(1, 5))
@settings(max_examples=3, deadline=None)
def test_chances_add_up_to_the_places_and_fit_the_standings(places):
    cut = cut_at(rank(table(SHROUT_AND_FLEISS), seed="spring"), places)

    assert sum(one.chance for one in cut.rows) == pytest.approx(places)
    for one in cut.rows:
        assert (one.standing is Standing.ABOVE) == (one.chance >= 0.975)
        assert (one.standing is Standing.BELOW) == (one.chance < 0.025)


def test_a_chance_is_the_share_of_draws():
    ranking = rank(table([(5, 6, 5), (6, 6, 7)]), seed="s", draws=20_000)

    first, second = cut_at(ranking, 1).rows
    assert first.chance == pytest.approx(
        (ranking.drawn.worths[:, 1] > ranking.drawn.worths[:, 0]).mean()
    )
    assert first.chance + second.chance == 1


def test_equal_scores_across_the_line_are_neither_in():
    ranking = rank(table([(4, 5), (5, 4), (4, 5), (8, 8), (1, 2)]), seed="s")

    assert cut_at(ranking, 2).inside == {"a03"}
    assert cut_at(ranking, 4).inside == {"a03", "a00", "a01", "a02"}


def test_other_cuts_tell_who_comes_in_and_who_drops_out(ranking):
    fewer, more = other_cuts(ranking, 2, [1, 4])

    assert (fewer.comes_in, fewer.drops_out) == ((), ("a02",))
    assert (more.comes_in, more.drops_out) == (("a00", "a05"), ())
    assert more.cut == cut_at(ranking, 4)


@pytest.mark.parametrize("places", [0, 6, -1])
def test_a_line_that_parts_nobody_is_refused(ranking, places):
    with pytest.raises(ValueError, match="places: expected 1 to 5"):
        cut_at(ranking, places)


@given(sheets=rounds())
@settings(max_examples=5, deadline=None)
def test_without_a_juror_scores_are_those_of_the_dense_model_without(sheets):
    ranking = rank(sheets, seed="s", draws=100)

    for one in without_each_juror(ranking, 1):
        others = sheets.kept(sheets.juror != sheets.jurors.index(one.juror))
        again = dense(others, ranking.fit.at.worth, ranking.fit.severity)
        top = np.flatnonzero(again.worths >= again.worths.max() - 1e-7)
        inside = {others.applications[top[0]]} if len(top) == 1 else set()
        before = cut_at(ranking, 1).inside
        assert set(one.comes_in) == inside - before
        assert set(one.drops_out) == before - inside
        assert set(one.unjudged) == set(sheets.applications) - set(others.applications)


def test_one_juror_decides_between_two_applications():
    """All others find a01 better; j02 alone lifts a00 over it."""
    ranking = rank(
        table([(6, 6, 11, 6), (7, 7, 6, 7), (3, 3, 3, 3), (1, 2, 1, 2), (2, 1, 2, 1)]), seed="s"
    )

    decided = {one.juror: one for one in without_each_juror(ranking, 1)}

    assert cut_at(ranking, 1).inside == {"a00"}
    assert (decided["j02"].comes_in, decided["j02"].drops_out) == (("a01",), ("a00",))
    assert decided["j02"].farthest == Move("a00", 1, 2)
    assert decided["j03"].comes_in == ()


def test_whom_nobody_else_judged_is_told_and_takes_up_no_place():
    ranking = rank(table([(9, None), (6, 5), (4, 3), (None, 1)]), seed="s")

    first, second = without_each_juror(ranking, 2)

    assert (first.unjudged, second.unjudged) == (("a00",), ("a03",))
    assert "a00" in first.drops_out and first.parts == 1
