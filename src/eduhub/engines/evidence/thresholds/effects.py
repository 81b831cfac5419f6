"""Baselines that are equal enough, and what is supposed of classes when nobody measured it."""

from eduhub.engines.evidence.thresholds.table import Certainty, Threshold

DATE = "2026-11-25"
REVIEWERS = "What Works Clearinghouse, reviewer guidance on baseline equivalence (IES page)"

BASELINE_SATISFIED = Threshold(
    name="baseline_satisfied",
    value=0.05,
    unit="standard deviations between the arms before the start, at most",
    source=REVIEWERS,
    date=DATE,
    certainty=Certainty.VERIFIED,
)
BASELINE_ADJUSTABLE = Threshold(
    name="baseline_adjustable",
    value=0.25,
    unit="standard deviations between the arms before the start, at most, if adjusted for",
    source=REVIEWERS,
    date=DATE,
    certainty=Certainty.VERIFIED,
)
CORRELATION_FOR_DIFFERENCES = Threshold(
    name="correlation_for_differences",
    value=0.6,
    unit="correlation of earlier and later measure, at least, for a difference of differences",
    source="What Works Clearinghouse, Procedures and Standards Handbook 5.0",
    date=DATE,
    certainty=Certainty.LIKELY,
)
DEFAULT_ICC_ACHIEVEMENT = Threshold(
    name="default_icc_achievement",
    value=0.20,
    unit="intraclass correlation of achievement where none is reported",
    source="What Works Clearinghouse, Procedures Handbook 4.1",
    date=DATE,
    certainty=Certainty.LIKELY,
)
DEFAULT_ICC_BEHAVIOUR = Threshold(
    name="default_icc_behaviour",
    value=0.10,
    unit="intraclass correlation of behaviour and attitudes where none is reported",
    source="What Works Clearinghouse, Procedures Handbook 4.1",
    date=DATE,
    certainty=Certainty.LIKELY,
)

EFFECTS = (
    BASELINE_SATISFIED,
    BASELINE_ADJUSTABLE,
    CORRELATION_FOR_DIFFERENCES,
    DEFAULT_ICC_ACHIEVEMENT,
    DEFAULT_ICC_BEHAVIOUR,
)
