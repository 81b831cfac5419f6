"""Adjusted scores: held against R, against a dense solution, and worked by hand."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.scoring import CannotRank, Obstacle, Sheet, Sheets, rank
from eduhub.engines.scoring.model.fit import fit_at, fitted
from eduhub.engines.scoring.model.likelihood import absorbed
from eduhub.engines.scoring.model.products import products_of
from tests.engines.scoring.dense import dense, posterior
from tests.engines.scoring.rounds import SHROUT_AND_FLEISS, drawn, rounds, table

R = json.loads((Path(__file__).parent / "reference" / "scores.json").read_text("utf-8"))


def sheets_of_r(name):
    rows = R[name]["rows"]
    columns = (rows["application"], rows["juror"], rows["score"])
    return Sheets.of(Sheet(a, j, s) for a, j, s in zip(*columns, strict=True))


@pytest.mark.parametrize("name", list(R))
def test_variances_and_effects_are_those_of_r_lme4(name):
    expected, fit = R[name], fitted(products_of(sheets_of_r(name)))

    sheets = fit.at.products.sheets
    found = (fit.worth_variance**0.5, fit.severity_variance**0.5, fit.residual**0.5, fit.level)
    names = ("worth", "severity", "chance", "level")
    assert found == pytest.approx([expected[each] for each in names], rel=1e-6, abs=1e-6)
    assert fit.deviance == pytest.approx(expected["criterion"], rel=1e-10)
    worths = dict(zip(sheets.applications, fit.worths, strict=True))
    lenience = dict(zip(sheets.jurors, fit.lenience, strict=True))
    assert worths == pytest.approx(expected["worths"], rel=1e-5, abs=1e-6)
    assert lenience == pytest.approx(expected["lenience"], rel=1e-5, abs=1e-6)


def test_penicillin_is_as_it_was_published():
    """Bates, "lme4: Mixed-effects modeling with R" (2010), section 2.1: the printed digits."""
    fit = fitted(products_of(sheets_of_r("penicillin")))

    assert round(fit.deviance, 1) == 330.9
    assert round(fit.worth_variance**0.5, 4) == 0.8467
    assert round(fit.severity_variance**0.5, 4) == 1.9316
    assert round(fit.residual**0.5, 4) == 0.5499
    assert round(fit.level, 4) == 22.9722


def test_a_full_table_by_hand():
    """Shrout and Fleiss: mean squares 11.24 of targets, 32.49 of judges, 1.02 of the rest."""
    ranking = rank(table(SHROUT_AND_FLEISS), seed="hand")

    grand = np.mean(SHROUT_AND_FLEISS)
    targets, judges, rest = 11.24166667, 32.48611111, 1.01944444
    deviations = ((targets - rest) / 4, (judges - rest) / 6, rest)
    assert [
        ranking.deviations.worth**2,
        ranking.deviations.severity**2,
        ranking.deviations.chance**2,
    ] == pytest.approx(deviations, rel=1e-6)
    best, first = ranking.rows[0], ranking.jurors[0]
    assert best.application == "a04"
    assert best.score == pytest.approx(grand + (7.5 - grand) * (1 - rest / targets))
    mean_of_first = np.mean([row[0] for row in SHROUT_AND_FLEISS])
    assert first.severity == pytest.approx((grand - mean_of_first) * (1 - rest / judges))
    assert [one.rank for one in ranking.rows] == [1, 2, 3, 4, 5, 6]


def test_a_severe_jurors_applications_are_raised():
    """The third juror is two points below the others and judged the last two only."""
    ranking = rank(
        table([(5, 5.2, None), (6, 6.1, None), (7, 6.9, None), (8, None, 6.1), (None, 9, 6.9)]),
        seed="s",
    )

    means = {one.application: one.mean for one in ranking.rows}
    assert means["a03"] == pytest.approx(7.05) and means["a02"] == pytest.approx(6.95)
    scores = {one.application: one.score for one in ranking.rows}
    assert scores["a03"] - scores["a02"] == pytest.approx(1.0, abs=0.15)
    assert [one.application for one in ranking.rows] == ["a04", "a03", "a02", "a01", "a00"]


@given(sheets=rounds(), logs=st.lists(st.floats(-3, 3), min_size=2, max_size=2))
@settings(deadline=None)
def test_the_absorbed_model_is_the_dense_one(sheets, logs):
    worth, severity = np.exp(2 * np.array(logs))

    fit = fit_at(absorbed(products_of(sheets), worth), severity)

    other = dense(sheets, worth, severity)
    assert fit.deviance == pytest.approx(other.deviance, rel=1e-8)
    assert fit.level == pytest.approx(other.level, rel=1e-8)
    assert fit.worths == pytest.approx(other.worths, rel=1e-6, abs=1e-8)
    assert fit.lenience == pytest.approx(other.lenience, rel=1e-6, abs=1e-8)


@given(sheets=rounds())
@settings(max_examples=6, deadline=None)
def test_no_other_variances_are_likelier(sheets):
    fit = fitted(products_of(sheets))

    grid = [0.0, *np.exp(np.linspace(-6, 6, 6))]
    others = [dense(sheets, worth, severity).deviance for worth in grid for severity in grid]
    assert fit.deviance <= min(others) + 1e-6


def test_draws_have_the_posteriors_mean_and_width():
    """Beside a sum over a fine grid with dense matrices: 20,000 draws, so 0.04 is plenty."""
    rows = [(3, 5, None), (4, None, 6), (7, None, 12), (None, 4, 8), (2, 4, None)]
    sheets = table([*rows, (6, None, None)])

    ranking = rank(sheets, seed="grid", draws=20_000)

    mean, deviation = posterior(sheets)
    assert ranking.drawn.worths.mean(axis=0) == pytest.approx(mean, abs=0.04)
    assert ranking.drawn.worths.std(axis=0) == pytest.approx(deviation, rel=0.015)


@given(sheets=rounds(), luck=st.randoms(use_true_random=False))
@settings(max_examples=3, deadline=None)
def test_the_order_of_sheets_means_nothing(sheets, luck):
    rows = [
        Sheet(sheets.applications[a], sheets.jurors[j], s)
        for a, j, s in zip(sheets.application, sheets.juror, sheets.score, strict=True)
    ]
    luck.shuffle(rows)

    one, other = (rank(each, seed="s", draws=100) for each in (sheets, Sheets.of(rows)))

    assert (one.rows, one.jurors) == (other.rows, other.jurors)


def test_another_unit_is_another_unit_and_no_more():
    truth = drawn(np.random.default_rng(5))
    sheets = truth.sheets
    moved = Sheets.of(
        Sheet(sheets.applications[a], sheets.jurors[j], 100 - 10 * s)
        for a, j, s in zip(sheets.application, sheets.juror, sheets.score, strict=True)
    )

    plain = {one.application: one for one in rank(sheets, seed="s").rows}
    other = {one.application: one for one in rank(moved, seed="s").rows}

    assert [other[name].score for name in plain] == pytest.approx(
        [100 - 10 * one.score for one in plain.values()], rel=1e-6
    )
    assert [31 - one.rank for one in plain.values()] == [other[name].rank for name in plain]


def test_jurors_who_agree_to_the_point_leave_next_to_nothing_open():
    ranking = rank(table([(1, 1), (2, 2), (3, 3), (5, 5)]), seed="s")

    assert [one.score for one in ranking.rows] == pytest.approx([5, 3, 2, 1], abs=1e-3)
    assert max(one.high - one.low for one in ranking.rows) < 0.05
    assert [(one.rank_low, one.rank_high) for one in ranking.rows] == [
        (1, 1), (2, 2), (3, 3), (4, 4)
    ]  # fmt: skip


def test_equal_scores_share_a_rank():
    ranking = rank(table([(4, 5), (5, 4), (4, 5), (8, 8), (1, 2)]), seed="s")

    assert [(one.application, one.rank) for one in ranking.rows] == [
        ("a03", 1), ("a00", 2), ("a01", 2), ("a02", 2), ("a04", 5)
    ]  # fmt: skip


def test_parts_without_a_common_juror_are_told():
    ranking = rank(table([(4, 5, None, None), (5, 7, None, None), (None, None, 3, 4)]), seed="s")

    assert ranking.parts == 2
    assert {one.application: one.part for one in ranking.rows} == {"a00": 0, "a01": 0, "a02": 1}


@pytest.mark.parametrize(
    ("rows", "obstacle"),
    [
        ([], Obstacle.TOO_FEW_SHEETS),
        ([(1, 2, 3)], Obstacle.TOO_FEW_SHEETS),
        ([(1,), (2,)], Obstacle.TOO_FEW_SHEETS),
        ([(1, None), (2, None), (None, 3)], Obstacle.NOBODY_TWICE),
        ([(1, 2, None, None), (None, None, 3, 4)], Obstacle.JURORS_ONCE),
        ([(2, 2), (2, 2)], Obstacle.NO_VARIATION),
    ],
)
def test_what_cannot_be_ranked_is_refused_with_its_reason(rows, obstacle):
    with pytest.raises(CannotRank) as refusal:
        rank(table(rows), seed="s")

    assert refusal.value.obstacle is obstacle


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"confidence": 1.0}, "confidence"),
        ({"confidence": float("nan")}, "confidence"),
        ({"draws": 99}, "draws: expected 100 to 100,000, got 99"),
    ],
)
def test_intervals_that_are_none_are_refused(more, words):
    with pytest.raises(ValueError, match=words):
        rank(table(SHROUT_AND_FLEISS), seed="s", **more)


@pytest.mark.parametrize("score", [float("nan"), float("inf"), 1e7])
def test_scores_that_are_none_are_refused(score):
    with pytest.raises(ValueError, match="sheet of 'j' for 'a': expected a score"):
        Sheets.of([Sheet("a", "j", score)])


def test_a_sheet_twice_is_refused():
    with pytest.raises(ValueError, match="sheet of 'j' for 'a' comes twice"):
        Sheets.of([Sheet("a", "j", 1), Sheet("a", "j", 1)])
