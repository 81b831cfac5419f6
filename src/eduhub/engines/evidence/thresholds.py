"""The numbers that decide what may be said and what may be shown, with where they come from."""

from dataclasses import dataclass
from enum import StrEnum


class Certainty(StrEnum):
    """How sure it is that a threshold is what its source says."""

    OWN = "own"
    """Our own choice; the source says what it leans on."""

    VERIFIED = "verified"
    """Seen in the source, or computed."""

    LIKELY = "likely"
    """From memory: hold it against the source before naming that source to anybody."""

    UNSURE = "unsure"
    """From memory, and doubtful."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One limit: at least `value` of `unit`. `date` (ISO) is when it was last looked at."""

    name: str
    value: float
    unit: str
    source: str
    date: str
    certainty: Certainty


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
SMALLEST_SHOWN_COUNT = Threshold(
    name="smallest_shown_count",
    value=5,
    unit="pupils",
    source=(
        "Own rule, no number binds school pilots: Findata's common minimum is 5 (unsure),"
        " Statistics Finland's for enterprises 3"
    ),
    date="2026-11-25",
    certainty=Certainty.OWN,
)
SMALLEST_GROUP_FOR_A_MEAN = Threshold(
    name="smallest_group_for_a_mean",
    value=10,
    unit="pupils",
    source="Own rule, after the usual minimum of public school figures in the United States",
    date="2026-11-25",
    certainty=Certainty.OWN,
)
FEWEST_CLASSES_FOR_A_MEAN = Threshold(
    name="fewest_classes_for_a_mean",
    value=3,
    unit="classes in each arm",
    source="Own rule: with two classes each could work out the other's mean",
    date="2026-11-25",
    certainty=Certainty.OWN,
)

THRESHOLDS = (
    FEWEST_CLASSES_FOR_A_STATEMENT,
    FEWEST_DEGREES_OF_FREEDOM,
    SMALLEST_SHOWN_COUNT,
    SMALLEST_GROUP_FOR_A_MEAN,
    FEWEST_CLASSES_FOR_A_MEAN,
)


def count_may_be_shown(pupils: int) -> bool:
    """Whether a number of pupils may be shown as it is; nobody at all may be said."""
    return pupils == 0 or pupils >= SMALLEST_SHOWN_COUNT.value


def mean_may_be_shown(*, pupils: int, classes: int) -> bool:
    """Whether the mean (or SD) of an arm may be shown to somebody who is not its school."""
    return pupils >= SMALLEST_GROUP_FOR_A_MEAN.value and classes >= FEWEST_CLASSES_FOR_A_MEAN.value
