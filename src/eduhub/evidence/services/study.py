"""What the hub itself knows of a trial for its ratings, as `rating_facts.rate` reads it.

Nothing here is asked of a person: what only a person can tell is in a review (`reviews`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from eduhub.engines.evidence import ClassMoments, arms_of
from eduhub.engines.evidence.design import ClassTrial, smallest_detectable
from eduhub.engines.evidence.ratings import Adjustment
from eduhub.engines.evidence.ratings import Design as Studied
from eduhub.engines.evidence.refusals import CannotCompare
from eduhub.engines.evidence.thresholds.effects import DEFAULT_ICC_ACHIEVEMENT
from eduhub.engines.evidence.thresholds.inference import USUAL_EXPLAINED
from eduhub.evidence.models import Plan, Result, Trial
from eduhub.evidence.models.totals import BASELINE, OUTCOME
from eduhub.evidence.states import Arm, Design

A_GROUP = 10  # pupils analysed, for a class to count as a group in the law's sense
STUDIED = {
    Design.LOT_HERE: Studied.LOT,
    Design.LOT_ELSEWHERE: Studied.LOT,
    Design.NO_LOT: Studied.UNMATCHED,
}


def study_of(
    trial: Trial, plan: Plan, cells: Sequence[ClassMoments], result: Result, *, baseline: str
) -> dict[str, Any]:
    """Facts by the names of `StudyFacts`; what is not known is left out. Fractions are strings.

    The lot of the hub is kept, since each class is counted in the arm that it drew. Pupils
    and classes lost are known where the hub knows the classes.
    """
    compares, tries = arms_of(cells, variable=OUTCOME)
    facts: dict[str, Any] = {
        "design": STUDIED[Design(plan.design)].value,
        "unit": "class",
        "units_treated": tries.classes,
        "units_control": compares.classes,
        "pupils": tries.pupils + compares.pupils,
        "groups_of_ten": _groups_of_ten(cells),
        "adjustment": _adjustment(baseline).value,
        "missing_data_acceptable": True,  # complete cases, as the method of every plan says
        "under_evaluation": True,
    }
    if plan.design == Design.LOT_HERE:
        facts["lot_kept"] = True
    facts |= _found(plan, result) | _lost(trial, cells) | _alike(cells, baseline)
    facts |= _reliable(plan)
    if trial.classes:
        facts["sites"] = len({one.group.school_id for one in trial.classes})
    detectable = _detectable(trial, plan)
    if detectable is not None:
        facts["smallest_detectable"] = repr(detectable)
    return facts


def _adjustment(baseline: str) -> Adjustment:
    return Adjustment.NONE if baseline in ("none", "missing") else Adjustment.REGRESSION


def _groups_of_ten(cells: Iterable[ClassMoments]) -> int:
    pupils: Counter[str] = Counter()
    for cell in cells:
        pupils[cell.label] += cell.pupils
    return sum(number >= A_GROUP for number in pupils.values())


def _found(plan: Plan, result: Result) -> dict[str, Any]:
    if result.sd_estimate is None or result.p_value is None:
        return {}
    sign = 1 if plan.frozen["statement"]["higher_is_better"] else -1
    return {"effect_size": repr(sign * result.sd_estimate), "p_value": repr(result.p_value)}


def _reliable(plan: Plan) -> dict[str, Any]:
    """The reliability of the measure, where the plan chose one from the library that tells it."""
    known = plan.frozen.get("measured_with", {}).get("reliability")
    if not known:
        return {}
    return {"reliability": {"kind": known["kind"], "value": known["value"]}}


def _lost(trial: Trial, cells: Sequence[ClassMoments]) -> dict[str, Any]:
    """Classes lost, pupils lost in the classes kept, and pupils lost in all: [assigned, kept].

    A class that was counted with another is not lost.
    """
    measured: Counter[str] = Counter()
    for cell in cells:
        measured[cell.label] += cell.pupils
    if not trial.classes:
        return {}
    classes, pupils, of_all = {}, {}, [0, 0]
    for arm, name in ((Arm.TRIES, "treated"), (Arm.COMPARES, "control")):
        planned = trial.in_arm(arm)
        kept = [one for one in planned if trial.counted_of(one) is not None]
        classes[name] = [len(planned), len(kept)]
        analysed = sum(measured[one.code] for one in planned)
        pupils[name] = [sum(one.group.pupils for one in kept), analysed]
        of_all[0] += sum(one.group.pupils for one in planned)
        of_all[1] += analysed
    facts: dict[str, Any] = {}
    if all(there for there, _kept in classes.values()):
        facts["unit_attrition"] = classes
    if all(0 < kept <= there for there, kept in pupils.values()):
        facts["pupil_attrition"] = pupils
        facts["pupils_lost_percent"] = repr(100 * (of_all[0] - of_all[1]) / of_all[0])
    return facts


def _alike(cells: Sequence[ClassMoments], baseline: str) -> dict[str, Any]:
    """The earlier measure on both sides, where each pupil's was given."""
    if baseline != "pupil":
        return {}
    compares, tries = arms_of(cells, variable=BASELINE)
    if tries.sd is None or compares.sd is None:
        return {}
    arms = {
        name: [arm.pupils, repr(arm.mean), repr(arm.sd)]
        for name, arm in (("treated", tries), ("control", compares))
    }
    return {"baseline": [{"covariate": BASELINE} | arms]}


def _detectable(trial: Trial, plan: Plan) -> float | None:
    """The smallest effect in SDs that the classes of the plan could show, as it was frozen."""
    sizes = [one.group.pupils for one in trial.classes if one.group.pupils]
    if len(sizes) < 3:
        return None
    explained = USUAL_EXPLAINED.value if plan.has_baseline else 0.0
    share = len(trial.in_arm(Arm.TRIES)) / len(trial.classes)
    if not 0 < share < 1:
        return None
    design = ClassTrial(
        classes=len(sizes),
        pupils=tuple(sizes),
        icc=DEFAULT_ICC_ACHIEVEMENT.value,
        explained_classes=explained,
        explained_pupils=explained,
        covariates=int(plan.has_baseline),
        share=share,
    )
    try:
        return smallest_detectable(design).effect
    except CannotCompare:
        return None
