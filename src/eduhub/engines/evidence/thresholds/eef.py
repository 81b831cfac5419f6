"""The Education Endowment Foundation's padlocks and months of progress."""

from eduhub.engines.evidence.thresholds.table import Certainty, Threshold, ThresholdTable

DATE = "2026-11-25"
EEF_CLASSIFICATION = "Education Endowment Foundation, classification of the security of findings"
BEYOND_ZERO = (0.10, 0.19, 0.27, 0.36, 0.45, 0.53, 0.62, 0.70, 0.79, 0.88, 0.96)


def _months(name: str, first: float, source: str, certainty: Certainty) -> ThresholdTable:
    starts = (0.0, first, *BEYOND_ZERO)
    return ThresholdTable(
        name=name,
        start="effect in standard deviations, two decimals, either sign",
        unit="months of progress of the same sign; 12 is the most",
        rows=tuple((start, months) for months, start in enumerate(starts)),
        source=source,
        date=DATE,
        certainty=certainty,
    )


EEF_MONTHS_TOOLKIT = _months(
    "eef_months_toolkit",
    0.02,
    "Education Endowment Foundation, Teaching and Learning Toolkit, table of months",
    Certainty.VERIFIED,
)
EEF_MONTHS_TRIAL = _months(
    "eef_months_trial",
    0.05,
    "Education Endowment Foundation, table of months for single trials: said to differ slightly",
    Certainty.LIKELY,
)
EEF_DESIGN = Threshold(
    name="eef_design",
    value=5,
    unit=(
        "padlocks: 5 lot, 4 selection on what is not observed, 3 on all relevant observables,"
        " 2 on some, 1 none, 0 no comparison"
    ),
    source=EEF_CLASSIFICATION,
    date=DATE,
    certainty=Certainty.LIKELY,
)
EEF_POWER = ThresholdTable(
    name="eef_power",
    start="smallest detectable effect when the lot was drawn, two decimals",
    unit="padlocks",
    rows=((0.0, 5), (0.21, 4), (0.30, 3), (0.40, 2), (0.50, 1), (0.60, 0)),
    source=EEF_CLASSIFICATION,
    date=DATE,
    certainty=Certainty.LIKELY,
)
EEF_ATTRITION = ThresholdTable(
    name="eef_attrition",
    start="pupils lost, in whole percent, whatever unit was given an arm",
    unit="padlocks",
    rows=((0, 5), (11, 4), (21, 3), (31, 2), (41, 1), (51, 0)),
    source=EEF_CLASSIFICATION,
    date=DATE,
    certainty=Certainty.LIKELY,
)
EEF_THREATS = Threshold(
    name="eef_threats",
    value=2,
    unit="padlocks that threats to validity can take away, at most",
    source="University of Oxford, training page on the padlock rating",
    date=DATE,
    certainty=Certainty.VERIFIED,
)
EEF_NOT_CONFOUNDED = Threshold(
    name="eef_not_confounded",
    value=2,
    unit="units in each arm",
    source="Own rule: with one class in an arm, class and product cannot be told apart",
    date=DATE,
    certainty=Certainty.OWN,
)

EEF = (
    EEF_MONTHS_TOOLKIT,
    EEF_MONTHS_TRIAL,
    EEF_DESIGN,
    EEF_POWER,
    EEF_ATTRITION,
    EEF_THREATS,
    EEF_NOT_CONFOUNDED,
)
