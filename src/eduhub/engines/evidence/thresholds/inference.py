"""What is supposed when a pilot is designed, and when a pooled result is too thin to believe."""

from eduhub.engines.evidence.thresholds.table import Certainty, Threshold

DATE = "2026-11-26"

USUAL_EXPLAINED = Threshold(
    name="usual_explained",
    value=0.5,
    unit="share of the variance, between and within classes, that a pretest explains",
    source="Own rule: the middle of what trials of achievement report; older pupils' is higher",
    date=DATE,
    certainty=Certainty.OWN,
)
USUAL_AUTOCORRELATION = Threshold(
    name="usual_autocorrelation",
    value=0.8,
    unit="correlation of a class's effect with its own in the next period",
    source="Own rule, after Hooper & Bourke, BMJ 350 (2015), who take 0.8 as an example",
    date=DATE,
    certainty=Certainty.UNSURE,
)
CAREFUL_PRIOR_MEAN = Threshold(
    name="careful_prior_mean",
    value=0.05,
    unit="standard deviations, mean of the usual prior of an effect",
    source="Lortie-Forgues & Inglis, Educational Researcher 48 (2019): mean 0.06 in 141 trials",
    date=DATE,
    certainty=Certainty.LIKELY,
)
CAREFUL_PRIOR_SD = Threshold(
    name="careful_prior_sd",
    value=0.15,
    unit="standard deviations, SD of the usual prior of an effect",
    source="Own rule, wider than the spread of large trials' effects",
    date=DATE,
    certainty=Certainty.OWN,
)
FEWEST_PILOTS_FOR_SPREAD = Threshold(
    name="fewest_pilots_for_spread",
    value=5,
    unit="pilots",
    source="Own rule, after the usual advice against random effects of fewer than five studies",
    date=DATE,
    certainty=Certainty.OWN,
)
FEWEST_PILOTS_FOR_I2 = Threshold(
    name="fewest_pilots_for_i2",
    value=10,
    unit="pilots",
    source="Own rule, after von Hippel, BMC Medical Research Methodology 15 (2015)",
    date=DATE,
    certainty=Certainty.OWN,
)
FEWEST_PILOTS_FOR_PREDICTION = Threshold(
    name="fewest_pilots_for_prediction",
    value=3,
    unit="pilots",
    source="Higgins, Thompson & Spiegelhalter, JRSS A 172 (2009): at least three",
    date=DATE,
    certainty=Certainty.LIKELY,
)
LARGEST_WEIGHT_OF_ONE_PILOT = Threshold(
    name="largest_weight_of_one_pilot",
    value=0.5,
    unit="share of a pooled effect, at most",
    source="Own rule",
    date=DATE,
    certainty=Certainty.OWN,
)

INFERENCE = (
    USUAL_EXPLAINED,
    USUAL_AUTOCORRELATION,
    CAREFUL_PRIOR_MEAN,
    CAREFUL_PRIOR_SD,
    FEWEST_PILOTS_FOR_SPREAD,
    FEWEST_PILOTS_FOR_I2,
    FEWEST_PILOTS_FOR_PREDICTION,
    LARGEST_WEIGHT_OF_ONE_PILOT,
)
