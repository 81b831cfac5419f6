"""How many may be lost, and how unequally, before the arms can no longer be trusted."""

from eduhub.engines.evidence.thresholds.table import Certainty, ThresholdTable

# By overall attrition in whole percent, from 0; ten to a line. Beyond the last, always high.
# fmt: off
CAUTIOUS = (
    5.7, 5.8, 5.9, 5.9, 6.0, 6.1, 6.2, 6.3, 6.3, 6.3,
    6.3, 6.2, 6.2, 6.1, 6.0, 5.9, 5.9, 5.8, 5.7, 5.5,
    5.4, 5.3, 5.2, 5.1, 4.9, 4.8, 4.7, 4.5, 4.4, 4.3,
    4.1, 4.0, 3.8, 3.6, 3.5, 3.3, 3.2, 3.1, 2.9, 2.8,
    2.6, 2.5, 2.3, 2.1, 2.0, 1.8, 1.6, 1.5, 1.3, 1.2,
    1.0, 0.9, 0.7, 0.6, 0.4, 0.3, 0.2, 0.0,
)
OPTIMISTIC = (
    10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.7, 10.8, 10.9, 10.9,
    10.9, 10.9, 10.9, 10.8, 10.8, 10.7, 10.6, 10.5, 10.3, 10.2,
    10.0, 9.9, 9.7, 9.5, 9.4, 9.2, 9.0, 8.8, 8.6, 8.4,
    8.2, 8.0, 7.8, 7.6, 7.4, 7.2, 7.0, 6.7, 6.5, 6.3,
    6.0, 5.8, 5.6, 5.3, 5.1, 4.9, 4.6, 4.4, 4.2, 3.9,
    3.7, 3.5, 3.2, 3.0, 2.8, 2.6, 2.3, 2.1, 1.9, 1.6,
    1.4, 1.1, 0.9, 0.7, 0.5, 0.3,
)
# fmt: on

SOURCE = (
    "What Works Clearinghouse, Standards Handbook 4.1, Table II.1, as quoted in public code; said"
    " to be kept by 5.0. The handbook's model of bias gives the same from 6 % (cautious) and"
    " 10 % (optimistic) overall on, within 0.1 points"
)


def _boundary(name: str, points: tuple[float, ...]) -> ThresholdTable:
    return ThresholdTable(
        name=name,
        start="overall attrition in whole percent",
        unit="percentage points of differential attrition, at most; none beyond the last row",
        rows=tuple(enumerate(points)),
        source=SOURCE,
        date="2026-11-25",
        certainty=Certainty.LIKELY,
    )


ATTRITION_CAUTIOUS = _boundary("attrition_cautious", CAUTIOUS)
ATTRITION_OPTIMISTIC = _boundary("attrition_optimistic", OPTIMISTIC)

ATTRITION = (ATTRITION_CAUTIOUS, ATTRITION_OPTIMISTIC)
