"""Studies to rate: one that lacks nothing, and any."""

from hypothesis import strategies as st

from eduhub.engines.evidence.effects import Boundary, Group, Kept, attrition, baseline_difference
from eduhub.engines.evidence.ratings import (
    Adjustment,
    Design,
    Direction,
    Observables,
    Reliability,
    ReliabilityKind,
    Severity,
    StudyFacts,
    Threat,
    ThreatFound,
    Unit,
)


def before(*differences):
    """One covariate for each difference before the start, in standard deviations."""
    none = Group(1000, 0, 1)
    return tuple(
        baseline_difference(f"x{place}", treated=Group(1000, apart, 1), control=none)
        for place, apart in enumerate(differences)
    )


def lost(treated, control):
    """Of a hundred in each arm."""
    return attrition(Kept(100, 100 - treated), Kept(100, 100 - control))


CALM = {threat: ThreatFound(Severity.LOW) for threat in Threat}
FLAWLESS = StudyFacts(
    design=Design.LOT,
    unit=Unit.CLASS,
    units_treated=30,
    units_control=30,
    lot_kept=True,
    unit_attrition=lost(0, 0),
    pupil_attrition=lost(5, 5),
    pupils_lost_percent=5,
    free_of_joiners=True,
    baseline=before(0.01),
    adjustment=Adjustment.REGRESSION,
    correlation_before_after=0.8,
    missing_data_acceptable=True,
    face_validity=True,
    overaligned=False,
    same_collection=True,
    reliability=Reliability(ReliabilityKind.ALPHA, 0.85),
    effect_size=0.2,
    p_value=0.01,
    overriding_negative=False,
    pupils=1200,
    sites=5,
    groups_of_ten=60,
    smallest_detectable=0.18,
    observables=Observables.ALL_RELEVANT,
    threats=CALM,
    logic_model=True,
    under_evaluation=True,
    improved=True,
    independently_replicated=True,
    reasonable_cost=True,
    operated_by_others=True,
    at_scale=True,
)
MAYBE = st.sampled_from([True, True, True, False, None])
ANY_THREAT = st.builds(ThreatFound, st.sampled_from(Severity), st.sampled_from(Direction))
LOSSES = st.sampled_from([None, lost(0, 0), lost(5, 5), lost(20, 13), lost(30, 10), lost(60, 60)])


def told(*values):
    return st.sampled_from([None, *values])


ANY_STUDY = st.builds(
    StudyFacts,
    design=st.sampled_from([Design.LOT, Design.LOT, *Design]),
    unit=st.sampled_from(Unit),
    units_treated=told(1, 2, 10, 40),
    units_control=told(1, 2, 10, 40),
    lot_kept=MAYBE,
    boundary=st.sampled_from(Boundary),
    unit_attrition=LOSSES,
    pupil_attrition=LOSSES,
    pupils_lost_percent=told(0, 10.5, 15, 25, 35, 45, 80),
    free_of_joiners=MAYBE,
    baseline=told((), before(0.01), before(0.01, 0.2), before(0.3), before(0.05, -0.12)),
    adjustment=told(*Adjustment),
    correlation_before_after=told(0.2, 0.6, 0.9),
    missing_data_acceptable=MAYBE,
    face_validity=MAYBE,
    overaligned=st.sampled_from([False, False, False, True, None]),
    same_collection=MAYBE,
    reliability=st.none()
    | st.builds(Reliability, st.sampled_from(ReliabilityKind), st.sampled_from([0.3, 0.45, 0.8])),
    effect_size=told(-0.1, 0.0, 0.1, 0.3),
    p_value=told(0.001, 0.049, 0.05, 0.6),
    overriding_negative=st.sampled_from([False, False, True, None]),
    pupils=told(40, 349, 350, 2000),
    sites=told(1, 2, 9),
    groups_of_ten=told(3, 49, 50),
    smallest_detectable=told(0.1, 0.205, 0.25, 0.35, 0.45, 0.55, 0.9),
    observables=told(*Observables),
    threats=st.just(CALM) | st.dictionaries(st.sampled_from(Threat), ANY_THREAT),
    logic_model=MAYBE,
    under_evaluation=MAYBE,
    improved=MAYBE,
    independently_replicated=MAYBE,
    reasonable_cost=MAYBE,
    operated_by_others=MAYBE,
    at_scale=MAYBE,
)
