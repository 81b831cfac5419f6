"""The evidence tiers of the Every Student Succeeds Act (a law of the United States)."""

from eduhub.engines.evidence.thresholds.table import YES, Certainty, Threshold

DATE = "2026-11-25"
IES = "Institute of Education Sciences, Using the WWC to find ESSA tiers of evidence"
LAW = "Every Student Succeeds Act, section 8101(21)(A)"


def _question(name: str, source: str = LAW) -> Threshold:
    return Threshold(name, 1, YES, source, DATE, Certainty.VERIFIED)


ESSA_WWC_WITHOUT_RESERVATIONS = _question("essa_wwc_without_reservations", IES)
ESSA_WWC_WITH_RESERVATIONS = _question("essa_wwc_with_reservations", IES)
ESSA_SIGNIFICANT = Threshold(
    name="essa_significant",
    value=0.05,
    unit="two-sided p of a positive effect, below",
    source=IES,
    date=DATE,
    certainty=Certainty.VERIFIED,
)
ESSA_NO_NEGATIVE = _question("essa_no_negative")
ESSA_PUPILS = Threshold(
    name="essa_pupils",
    value=350,
    unit="pupils",
    source=IES,
    date=DATE,
    certainty=Certainty.VERIFIED,
)
ESSA_GROUPS = Threshold(
    name="essa_groups",
    value=50,
    unit="groups of at least ten pupils, instead of 350 pupils",
    source=IES,
    date=DATE,
    certainty=Certainty.LIKELY,
)
ESSA_SITES = Threshold(
    name="essa_sites",
    value=2,
    unit="sites (school districts or the like)",
    source=IES,
    date=DATE,
    certainty=Certainty.VERIFIED,
)
ESSA_SELECTION_CONTROLLED = _question("essa_selection_controlled")
ESSA_NOT_CONFOUNDED = Threshold(
    name="essa_not_confounded",
    value=2,
    unit="units in each arm",
    source="Own rule: with one class in an arm, class and product cannot be told apart",
    date=DATE,
    certainty=Certainty.OWN,
)
ESSA_LOGIC_MODEL = _question("essa_logic_model")
ESSA_UNDER_EVALUATION = _question("essa_under_evaluation")

ESSA = (
    ESSA_WWC_WITHOUT_RESERVATIONS,
    ESSA_WWC_WITH_RESERVATIONS,
    ESSA_SIGNIFICANT,
    ESSA_NO_NEGATIVE,
    ESSA_PUPILS,
    ESSA_GROUPS,
    ESSA_SITES,
    ESSA_SELECTION_CONTROLLED,
    ESSA_NOT_CONFOUNDED,
    ESSA_LOGIC_MODEL,
    ESSA_UNDER_EVALUATION,
)
