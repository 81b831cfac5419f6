"""Rounds whose relaxation ends in halves, beside one search over every pair at once."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks._rounds import city_round
from eduhub.engines.matching import EXACT, FairnessRule
from eduhub.engines.matching.solve import branching
from eduhub.engines.matching.solve.branching import TooManyBranches, best_of_branches
from eduhub.engines.matching.solve.goal import Goal
from eduhub.engines.matching.solve.optimum import _branch, optimum
from eduhub.engines.matching.solve.programme import Programme
from eduhub.engines.matching.solve.relaxing import converge
from eduhub.engines.matching.solve.whole import whole
from eduhub.engines.matching.table.columns import columns_of


def programme_of(seed):
    """A round of 250 groups, 62 offers and some 2,000 pairs, of which less than half come in."""
    one = city_round(250, 62, FairnessRule.NONE, seed)
    return Programme(columns_of(replace(one, seed=f"s{seed}")), Goal())


@pytest.mark.parametrize("seed", [24, 37, 195])
def test_branches_end_where_a_search_over_every_pair_does(seed):
    programme, beside = programme_of(seed), programme_of(seed)
    beside.inside[:] = True
    relaxed = converge(programme)

    best = best_of_branches(programme, relaxed)

    known = _branch(beside, np.arange(len(beside.inside)), EXACT)
    assert whole(programme, relaxed, 0.0) is None  # or there is nothing to branch on
    assert not programme.inside.all()
    assert sorted(best.pairs) == sorted(known.pairs)
    assert best.value == pytest.approx(known.value, abs=1e-6)


def test_where_branches_are_too_many_the_search_finds_the_same(monkeypatch):
    known = optimum(programme_of(195), EXACT)
    monkeypatch.setattr(branching, "BRANCHES", 1)
    programme = programme_of(195)

    with pytest.raises(TooManyBranches):
        best_of_branches(programme, converge(programme))
    found = optimum(programme_of(195), EXACT)

    assert sorted(found.pairs) == sorted(known.pairs)
