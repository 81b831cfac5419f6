from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.matching import CannotMatch, FairnessRule, Standing, match
from tests.engines.matching.everything import best_of
from tests.engines.matching.rounds import decided_rounds, rounds, shuffled

RULES = [*FairnessRule]


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_proposal_is_the_best_of_all_there_are(rule, data):
    one = data.draw(rounds(rule))

    proposal = match(one)

    best = best_of(one)
    assert (
        tuple(sorted(share.value for share in proposal.shares)) == best.shares or rule != RULES[-1]
    )
    assert proposal.points == best.points
    assert proposal.offer_of == best.offer_of
    assert proposal.standing is Standing.OPTIMAL


@pytest.mark.parametrize("rule", RULES)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_decisions_and_a_floor_are_kept_or_refused(rule, data):
    floor = data.draw(st.sampled_from([Fraction(0), Fraction(1, 4)]))
    one = data.draw(decided_rounds(rule, floor))

    best = best_of(one)

    if best is None:
        with pytest.raises(CannotMatch):
            match(one)
    else:
        assert match(one).offer_of == best.offer_of


@given(one=rounds(FairnessRule.LEXIMIN), luck=st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_of_rows_means_nothing(one, luck):
    assert match(shuffled(one, luck)) == match(one)
