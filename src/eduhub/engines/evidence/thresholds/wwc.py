"""The What Works Clearinghouse's questions of a study, as far as known here."""

from eduhub.engines.evidence.thresholds.table import YES, Certainty, Threshold

DATE = "2026-11-25"
HANDBOOK = "What Works Clearinghouse, Procedures and Standards Handbook 5.0"


def _question(name: str, certainty: Certainty = Certainty.LIKELY) -> Threshold:
    return Threshold(name, 1, YES, HANDBOOK, DATE, certainty)


def _reliability(name: str, value: float, unit: str) -> Threshold:
    return Threshold(name, value, unit, HANDBOOK, DATE, Certainty.LIKELY)


WWC_COMPARISON_GROUP = _question("wwc_comparison_group")
WWC_FACE_VALIDITY = _question("wwc_face_validity")
WWC_NOT_OVERALIGNED = _question("wwc_not_overaligned")
WWC_SAME_COLLECTION = _question("wwc_same_collection")
WWC_RELIABILITY_ALPHA = _reliability(
    "wwc_reliability_alpha", 0.50, "internal consistency (alpha), at least"
)
WWC_RELIABILITY_RETEST = _reliability(
    "wwc_reliability_retest", 0.40, "correlation of test and retest, at least"
)
WWC_RELIABILITY_RATERS = _reliability(
    "wwc_reliability_raters", 0.50, "agreement of raters, at least"
)
WWC_UNITS_PER_ARM = Threshold(
    name="wwc_units_per_arm",
    value=2,
    unit="units (pupils, classes or schools that were given an arm) in each arm",
    source=HANDBOOK + ": with one unit in an arm, unit and product cannot be told apart",
    date=DATE,
    certainty=Certainty.LIKELY,
)
WWC_RANDOM = _question("wwc_random")
WWC_LOT_KEPT = _question("wwc_lot_kept")
WWC_LOW_UNIT_ATTRITION = _question("wwc_low_unit_attrition")
WWC_LOW_PUPIL_ATTRITION = _question("wwc_low_pupil_attrition")
WWC_NO_RISK_FROM_JOINERS = _question("wwc_no_risk_from_joiners", Certainty.LIKELY)
WWC_MISSING_DATA = _question("wwc_missing_data")
WWC_BASELINE_EQUIVALENCE = _question("wwc_baseline_equivalence", Certainty.VERIFIED)

WWC = (
    WWC_COMPARISON_GROUP,
    WWC_FACE_VALIDITY,
    WWC_NOT_OVERALIGNED,
    WWC_SAME_COLLECTION,
    WWC_RELIABILITY_ALPHA,
    WWC_RELIABILITY_RETEST,
    WWC_RELIABILITY_RATERS,
    WWC_UNITS_PER_ARM,
    WWC_RANDOM,
    WWC_LOT_KEPT,
    WWC_LOW_UNIT_ATTRITION,
    WWC_LOW_PUPIL_ATTRITION,
    WWC_NO_RISK_FROM_JOINERS,
    WWC_MISSING_DATA,
    WWC_BASELINE_EQUIVALENCE,
)
