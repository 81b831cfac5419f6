"""What may be said at all."""

from eduhub.engines.evidence.thresholds.table import Certainty, Threshold

FEWEST_CLASSES_FOR_A_STATEMENT = Threshold(
    name="fewest_classes_for_a_statement",
    value=4,
    unit="classes in each arm",
    source=(
        "Own rule: with three classes in each arm no re-drawing of the lot can give a"
        " two-sided p below 0.10"
    ),
    date="2026-11-25",
    certainty=Certainty.OWN,
)
FEWEST_DEGREES_OF_FREEDOM = Threshold(
    name="fewest_degrees_of_freedom",
    value=4,
    unit="Satterthwaite degrees of freedom",
    source=(
        "Tipton, Psychological Methods 20 (2015): below 4 the t approximation cannot be trusted"
    ),
    date="2026-11-25",
    certainty=Certainty.LIKELY,
)

WEAKEST_INSTRUMENT = Threshold(
    name="weakest_instrument",
    value=10,
    unit="F of the first stage",
    source="Staiger & Stock, Econometrica 65 (1997): below 10 the instrument is weak",
    date="2026-11-26",
    certainty=Certainty.LIKELY,
)

LARGEST_GAP_OF_TWO_EVALUATORS = Threshold(
    name="largest_gap_of_two_evaluators",
    value=1,
    unit="points of four on any one criterion",
    source=(
        "Own choice: neighbouring scores are a matter of taste, two apart are two opinions, so a"
        " third teacher is asked"
    ),
    date="2026-11-27",
    certainty=Certainty.OWN,
)

STATEMENTS = (
    FEWEST_CLASSES_FOR_A_STATEMENT,
    FEWEST_DEGREES_OF_FREEDOM,
    WEAKEST_INSTRUMENT,
    LARGEST_GAP_OF_TWO_EVALUATORS,
)
