"""Each step of each tree, from a study that lacks nothing."""

from dataclasses import replace

import pytest

from eduhub.engines.evidence.effects import Boundary
from eduhub.engines.evidence.ratings import (
    Adjustment,
    Design,
    Direction,
    MonthsTable,
    Observables,
    Reliability,
    ReliabilityKind,
    Severity,
    Status,
    StudyFacts,
    Threat,
    ThreatFound,
    Unit,
    eef_rating,
    essa_rating,
    months_of_progress,
    nesta_rating,
    wwc_rating,
)
from eduhub.engines.evidence.ratings.eef import threats_take
from tests.engines.ratings.studies import CALM, FLAWLESS, before, lost

RETEST, RATERS = ReliabilityKind.RETEST, ReliabilityKind.RATERS


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({}, "without_reservations"),
        ({"baseline": before(0.4)}, "without_reservations"),
        ({"lot_kept": False}, "with_reservations"),
        ({"lot_kept": None}, "with_reservations"),
        ({"unit_attrition": lost(30, 10)}, "with_reservations"),
        ({"pupil_attrition": lost(30, 10)}, "with_reservations"),
        ({"pupil_attrition": lost(20, 12)}, "with_reservations"),
        (
            {"pupil_attrition": lost(20, 12), "boundary": Boundary.OPTIMISTIC},
            "without_reservations",
        ),
        ({"unit_attrition": None, "unit": Unit.PUPIL}, "without_reservations"),
        ({"free_of_joiners": False}, "with_reservations"),
        ({"free_of_joiners": False, "unit": Unit.PUPIL}, "without_reservations"),
        ({"lot_kept": False, "baseline": before(0.3)}, "does_not_meet"),
        ({"lot_kept": False, "baseline": None}, "does_not_meet"),
        ({"lot_kept": False, "baseline": ()}, "does_not_meet"),
        ({"missing_data_acceptable": False}, "does_not_meet"),
        ({"face_validity": False}, "does_not_meet"),
        ({"overaligned": True}, "does_not_meet"),
        ({"same_collection": None}, "does_not_meet"),
        ({"units_treated": 1}, "does_not_meet"),
        ({"units_control": None}, "does_not_meet"),
        ({"reliability": Reliability(ReliabilityKind.ALPHA, 0.49)}, "does_not_meet"),
        ({"reliability": Reliability(RETEST, 0.4)}, "without_reservations"),
        ({"reliability": Reliability(RATERS, 0.4)}, "does_not_meet"),
        ({"design": Design.MATCHED}, "with_reservations"),
        ({"design": Design.BEFORE_AFTER}, "not_eligible"),
    ],
)
def test_wwc_level(changed, level):
    assert wwc_rating(replace(FLAWLESS, **changed)).level == level


@pytest.mark.parametrize(
    ("differences", "adjustment", "correlation", "status"),
    [
        ((0.05, -0.04), Adjustment.NONE, None, "passed"),
        ((0.01, -0.2), Adjustment.REGRESSION, None, "passed"),
        ((0.01, 0.2), Adjustment.WEIGHTS, None, "passed"),
        ((0.2,), Adjustment.NONE, None, "failed"),
        ((0.2,), None, None, "not_known"),
        ((0.2,), Adjustment.DIFFERENCES, 0.6, "passed"),
        ((0.2,), Adjustment.DIFFERENCES, 0.59, "failed"),
        ((0.2,), Adjustment.DIFFERENCES, None, "not_known"),
        ((0.01, 0.26), Adjustment.REGRESSION, None, "failed"),
    ],
)
def test_wwc_baseline_equivalence(differences, adjustment, correlation, status):
    found = wwc_rating(
        replace(
            FLAWLESS,
            baseline=before(*differences),
            adjustment=adjustment,
            correlation_before_after=correlation,
        )
    ).criterion("wwc_baseline_equivalence")

    assert found.status == status
    assert found.value == pytest.approx(max(map(abs, differences)), rel=1e-3)


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({}, "tier_1"),
        ({"pupils": 349, "groups_of_ten": 49}, "tier_3"),
        ({"pupils": 350, "groups_of_ten": None}, "tier_1"),
        ({"pupils": None, "groups_of_ten": 50}, "tier_1"),
        ({"sites": 1}, "tier_3"),
        ({"lot_kept": False}, "tier_2"),
        ({"p_value": 0.05}, "tier_4"),
        ({"effect_size": -0.2}, "tier_4"),
        ({"overriding_negative": True}, "tier_4"),
        ({"lot_kept": False, "baseline": before(0.3)}, "tier_3"),
        ({"lot_kept": False, "adjustment": Adjustment.NONE, "baseline": before(0.3)}, "tier_4"),
        ({"design": Design.CORRELATION, "units_treated": None}, "tier_3"),
        ({"design": Design.CORRELATION, "adjustment": Adjustment.NONE}, "tier_4"),
        ({"design": Design.BEFORE_AFTER, "logic_model": False}, "none"),
        ({"units_control": 1}, "tier_4"),
    ],
)
def test_essa_level(changed, level):
    assert essa_rating(replace(FLAWLESS, **changed)).level == level


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({}, "level_5"),
        ({"at_scale": False}, "level_4"),
        ({"operated_by_others": None}, "level_4"),
        ({"reasonable_cost": False}, "level_3"),
        ({"independently_replicated": False}, "level_3"),
        ({"p_value": 0.2}, "level_2"),
        ({"lot_kept": False, "baseline": before(0.3)}, "level_2"),
        ({"design": Design.MATCHED}, "level_5"),
        ({"design": Design.MATCHED, "baseline": before(0.3)}, "level_2"),
        ({"units_treated": 1}, "level_2"),
        ({"effect_size": -0.1, "improved": None}, "level_1"),
        ({"design": Design.BEFORE_AFTER, "improved": None}, "level_1"),
        ({"logic_model": False}, "none"),
    ],
)
def test_nesta_level(changed, level):
    assert nesta_rating(replace(FLAWLESS, **changed)).level == level


@pytest.mark.parametrize(
    ("changed", "padlocks"),
    [
        ({}, 5),
        ({"smallest_detectable": 0.204}, 5),
        ({"smallest_detectable": 0.205}, 4),
        ({"smallest_detectable": 0.29}, 4),
        ({"smallest_detectable": 0.3}, 3),
        ({"smallest_detectable": 0.6}, 0),
        ({"smallest_detectable": None}, 0),
        ({"pupils_lost_percent": 10.4}, 5),
        ({"pupils_lost_percent": 10.5}, 4),
        ({"pupils_lost_percent": 50}, 1),
        ({"pupils_lost_percent": 51}, 0),
        ({"lot_kept": False}, 3),
        ({"lot_kept": False, "observables": Observables.SOME}, 2),
        ({"lot_kept": None, "observables": Observables.NONE}, 1),
        ({"lot_kept": None, "observables": None}, 0),
        ({"design": Design.MATCHED, "observables": Observables.SOME}, 2),
        ({"design": Design.UNMATCHED, "observables": Observables.NONE}, 1),
        ({"units_control": 1}, 0),
        ({"threats": {}}, 3),
        ({"threats": {**CALM, Threat.FIDELITY: ThreatFound(Severity.HIGH)}}, 4),
    ],
)
def test_eef_padlocks(changed, padlocks):
    assert eef_rating(replace(FLAWLESS, **changed)).level == f"padlocks_{padlocks}"


@pytest.mark.parametrize(
    ("moderate", "high", "same", "taken"),
    [
        (0, 0, 0, 0),
        (2, 0, 1, 0),
        (2, 0, 2, 1),
        (3, 0, 1, 1),
        (4, 0, 1, 1),
        (3, 0, 2, 2),
        (5, 0, 0, 2),
        (0, 1, 0, 1),
        (1, 1, 1, 2),
        (2, 1, 0, 2),
        (0, 2, 0, 2),
    ],
)
def test_eef_threats_take_two_padlocks_at_most(moderate, high, same, taken):
    assert threats_take(moderate, high, same) == taken


def test_threats_that_push_opposite_ways_take_less_than_those_that_push_one_way():
    def padlocks(first, second):
        found = {
            Threat.FIDELITY: ThreatFound(Severity.MODERATE, first),
            Threat.MEASUREMENT: ThreatFound(Severity.MODERATE, second),
        }
        return eef_rating(replace(FLAWLESS, threats={**CALM, **found})).level

    assert padlocks(Direction.UP, Direction.DOWN) == "padlocks_5"
    assert padlocks(Direction.UNKNOWN, Direction.UNKNOWN) == "padlocks_5"
    assert padlocks(Direction.UP, Direction.UP) == "padlocks_4"


def test_what_would_raise_a_rating_is_told_step_by_step():
    facts = replace(FLAWLESS, design=Design.MATCHED, baseline=before(0.3), sites=None)

    wwc, essa = wwc_rating(facts), essa_rating(facts)

    assert [(r.level, r.criteria, r.needs_another_design) for r in wwc.raises] == [
        ("with_reservations", ("wwc_baseline_equivalence",), False),
        ("without_reservations", ("wwc_random", "wwc_lot_kept"), True),
    ]
    assert essa.raises[0].criteria == ("essa_wwc_with_reservations", "essa_sites")
    assert essa.criterion("essa_sites").status is Status.NOT_KNOWN
    assert (essa.level, essa.could_be) == ("tier_3", "tier_3")


# The first and the last effect of each number of months, as the tables print them.
TOOLKIT = [
    (0, -0.01, 0.01), (1, 0.02, 0.09), (2, 0.10, 0.18), (3, 0.19, 0.26), (4, 0.27, 0.35),
    (5, 0.36, 0.44), (6, 0.45, 0.52), (7, 0.53, 0.61), (8, 0.62, 0.69), (9, 0.70, 0.78),
    (10, 0.79, 0.87), (11, 0.88, 0.95), (12, 0.96, 1.00),
]  # fmt: skip
TRIAL = [(0, -0.04, 0.04), (1, 0.05, 0.09), *TOOLKIT[2:]]


@pytest.mark.parametrize(("table", "rows"), [("toolkit", TOOLKIT), ("trial", TRIAL)])
def test_months_of_progress_are_those_of_the_table(table, rows):
    for months, first, last in rows:
        found = months_of_progress(first, low=first, high=last, table=MonthsTable(table))
        assert (found.months, found.low, found.high) == (months, months, months)
        mirrored = months_of_progress(-last, low=-last, high=-first, table=MonthsTable(table))
        assert (mirrored.months, mirrored.high) == (-months, -months)


def test_months_are_read_at_two_decimals_and_go_with_their_interval():
    found = months_of_progress(0.265, low=-0.05, high=1.7)

    assert (found.months, found.low, found.high) == (4, -1, 12)
    assert found.claim == "would_correspond_to"
    with pytest.raises(ValueError, match=r"lies in its finite interval"):
        months_of_progress(0.3, low=0.4, high=0.5)


@pytest.mark.parametrize(
    "changed",
    [
        {"pupils": -1},
        {"p_value": 1.5},
        {"pupils_lost_percent": 101},
        {"effect_size": float("nan")},
        {"correlation_before_after": -2},
        {"smallest_detectable": float("inf")},
    ],
)
def test_impossible_facts_are_refused(changed):
    with pytest.raises(ValueError, match=next(iter(changed))):
        StudyFacts(design=Design.LOT, **changed)


def test_whether_users_improved_stays_open_while_nobody_said_although_others_did_better():
    worse = replace(FLAWLESS, effect_size=-0.1)

    found = [
        nesta_rating(replace(worse, improved=improved)).criterion("nesta_positive_change").status
        for improved in (True, None, False)
    ]

    assert found == [Status.PASSED, Status.NOT_KNOWN, Status.FAILED]
