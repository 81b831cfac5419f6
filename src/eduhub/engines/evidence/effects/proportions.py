"""Differences between two shares on the scale of standard deviations."""

import math

from eduhub.engines.evidence.effects.means import SmallSample, small_sample_factor

LOGIT_PER_SD = 1.65  # Cox's constant, as the What Works Clearinghouse has it


def cox_index(
    treated: float,
    control: float,
    *,
    pupils: int,
    correction: SmallSample = SmallSample.OMEGA,
) -> float:
    """The difference of two logits over 1.65, comparable to a difference of means in SDs.

    Args:
        treated: share of pupils, strictly between 0 and 1; so is `control`.
        pupils: of both arms, for the small-sample factor. Programs differ in whether they
            apply it; the What Works Clearinghouse is taken to do so.

    Raises:
        ValueError: a share is 0, 1 or outside: its logit is infinite.

    Source: Cox, Analysis of Binary Data (1970); Sanchez-Meca et al., Psychological
    Methods 8 (2003).
    """
    for share in (treated, control):
        if not 0 < share < 1:
            raise ValueError(f"a share lies between 0 and 1 and is neither, not {share}")
    factor = small_sample_factor(pupils, correction)
    return factor * (_logit(treated) - _logit(control)) / LOGIT_PER_SD


def _logit(share: float) -> float:
    return math.log(share / (1 - share))
