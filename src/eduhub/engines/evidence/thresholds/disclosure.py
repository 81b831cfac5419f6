"""What may be shown of few pupils."""

from eduhub.engines.evidence.thresholds.table import Certainty, Threshold

DATE = "2026-11-25"

SMALLEST_SHOWN_COUNT = Threshold(
    name="smallest_shown_count",
    value=5,
    unit="pupils",
    source=(
        "Own rule, no number binds school pilots: Findata's common minimum is 5 (unsure),"
        " Statistics Finland's for enterprises 3"
    ),
    date=DATE,
    certainty=Certainty.OWN,
)
SMALLEST_GROUP_FOR_A_MEAN = Threshold(
    name="smallest_group_for_a_mean",
    value=10,
    unit="pupils",
    source="Own rule, after the usual minimum of public school figures in the United States",
    date=DATE,
    certainty=Certainty.OWN,
)
FEWEST_CLASSES_FOR_A_MEAN = Threshold(
    name="fewest_classes_for_a_mean",
    value=3,
    unit="classes in each arm",
    source="Own rule: with two classes each could work out the other's mean",
    date=DATE,
    certainty=Certainty.OWN,
)
LARGEST_SHARE_OF_ONE_CLASS = Threshold(
    name="largest_share_of_one_class",
    value=0.80,
    unit="share of a group's pupils that come from one class, at most",
    source="Own rule, after the dominance rule of official statistics",
    date=DATE,
    certainty=Certainty.OWN,
)
LOWEST_SHOWN_SHARE = Threshold(
    name="lowest_shown_share",
    value=0.05,
    unit="share of a group; a smaller one is shown as at most this",
    source="Own rule, after the bottom coding of public school figures in the United States",
    date=DATE,
    certainty=Certainty.OWN,
)
HIGHEST_SHOWN_SHARE = Threshold(
    name="highest_shown_share",
    value=0.95,
    unit="share of a group; a larger one is shown as at least this",
    source="Own rule, after the top coding of public school figures in the United States",
    date=DATE,
    certainty=Certainty.OWN,
)
PUBLIC_COUNT_STEP = Threshold(
    name="public_count_step",
    value=5,
    unit="pupils to which counts in public versions are rounded",
    source="Own rule",
    date=DATE,
    certainty=Certainty.OWN,
)
PUBLIC_MEAN_DECIMALS = Threshold(
    name="public_mean_decimals",
    value=1,
    unit="decimals of means in public versions",
    source="Own rule",
    date=DATE,
    certainty=Certainty.OWN,
)
LEAST_DOUBT_OF_A_MEAN = Threshold(
    name="least_doubt_of_a_mean",
    value=0.10,
    unit="share of the scale by which a hidden mean may lie to either side of itself",
    source="Own rule: what can be worked out about a hidden mean must be this vague",
    date=DATE,
    certainty=Certainty.OWN,
)

DISCLOSURE = (
    SMALLEST_SHOWN_COUNT,
    SMALLEST_GROUP_FOR_A_MEAN,
    FEWEST_CLASSES_FOR_A_MEAN,
    LARGEST_SHARE_OF_ONE_CLASS,
    LOWEST_SHOWN_SHARE,
    HIGHEST_SHOWN_SHARE,
    PUBLIC_COUNT_STEP,
    PUBLIC_MEAN_DECIMALS,
    LEAST_DOUBT_OF_A_MEAN,
)


def count_may_be_shown(pupils: int) -> bool:
    """Whether a number of pupils may be shown as it is; nobody at all may be said."""
    return pupils == 0 or pupils >= SMALLEST_SHOWN_COUNT.value


def mean_may_be_shown(*, pupils: int, classes: int) -> bool:
    """Whether the mean (or SD) of an arm may be shown to somebody who is not its school."""
    return pupils >= SMALLEST_GROUP_FOR_A_MEAN.value and classes >= FEWEST_CLASSES_FOR_A_MEAN.value
