"""Power far from zero, where scipy's noncentral t has no number for the other tail."""

import pytest

from eduhub.engines.evidence.design import PupilTrial, power_of


@pytest.mark.parametrize("effect", [3.0, 4.0, 5.0, 7.5])
def test_a_large_effect_is_always_found(effect):
    trial = PupilTrial(pupils=12)

    assert power_of(trial, effect).power == pytest.approx(1.0, abs=0.01)
