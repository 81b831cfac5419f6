"""Nesta's five standards of evidence."""

from eduhub.engines.evidence.thresholds.table import YES, Certainty, Threshold

DATE = "2026-11-25"
PAPER = "Puttick & Ludlow, Standards of Evidence for Impact Investing, Nesta (2012), as quoted"


def _question(name: str) -> Threshold:
    return Threshold(name, 1, YES, PAPER, DATE, Certainty.VERIFIED)


NESTA_ACCOUNT = _question("nesta_account")
NESTA_POSITIVE_CHANGE = _question("nesta_positive_change")
NESTA_COMPARISON_GROUP = _question("nesta_comparison_group")
NESTA_ATTRIBUTABLE = _question("nesta_attributable")
NESTA_SHOWN = Threshold(
    name="nesta_shown",
    value=0.05,
    unit="two-sided p of a positive effect, below",
    source="Own rule: Nesta asks that causality be shown and names no number",
    date=DATE,
    certainty=Certainty.OWN,
)
NESTA_NOT_CONFOUNDED = Threshold(
    name="nesta_not_confounded",
    value=2,
    unit="units in each arm",
    source="Own rule: with one class in an arm, class and product cannot be told apart",
    date=DATE,
    certainty=Certainty.OWN,
)
NESTA_REPLICATED = _question("nesta_replicated")
NESTA_REASONABLE_COST = _question("nesta_reasonable_cost")
NESTA_OPERATED_BY_OTHERS = _question("nesta_operated_by_others")
NESTA_AT_SCALE = _question("nesta_at_scale")

NESTA = (
    NESTA_ACCOUNT,
    NESTA_POSITIVE_CHANGE,
    NESTA_COMPARISON_GROUP,
    NESTA_ATTRIBUTABLE,
    NESTA_SHOWN,
    NESTA_NOT_CONFOUNDED,
    NESTA_REPLICATED,
    NESTA_REASONABLE_COST,
    NESTA_OPERATED_BY_OTHERS,
    NESTA_AT_SCALE,
)
