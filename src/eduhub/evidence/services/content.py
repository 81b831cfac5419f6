"""A plan's content: what is frozen, fingerprinted, and can be read and checked by anybody."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal

from eduhub.evidence.models import Plan, Trial
from eduhub.evidence.queries.logic import outcome_named
from eduhub.kit.lang import Text
from eduhub.pilots.models import Group

SCHEMA = "eduhub-plan-1"
CONFIDENCE = Decimal("0.95")
METHOD = (
    "Least squares of the outcome on the arm and, where the plan names one, the earlier measure;"
    " every pupil counts once, the class is the unit that was given an arm."
    " CR2 standard error, Satterthwaite degrees of freedom. Classes count in the arm that they"
    " were given, whatever they did. Pupils without a complete row are left out and counted."
)


@dataclass(frozen=True, slots=True)
class PlannedClass:
    """A class as the plan names it; block "" for none, arm "" until a lot gives one."""

    group: Group
    code: str
    block: str
    arm: str


def content_of(trial: Trial, plan: Plan, classes: Sequence[PlannedClass]) -> dict[str, object]:
    """The plan as words, integers and decimals; plan.frozen_at is set already."""
    statement = trial.statement
    if statement is None or plan.frozen_at is None:
        raise ValueError("nothing is frozen without a statement and a time")
    pilot = trial.pilot
    dose = {"dose": {"minutes_a_week": plan.dose_minutes}} if plan.dose_minutes else {}
    chosen = dose | _measured_with(plan) | _tests_outcome(plan)
    return chosen | {
        "schema": SCHEMA,
        "pilot": pilot.number,
        "pilot_id": pilot.pk,
        "period": {"starts": pilot.starts.isoformat(), "ends": pilot.ends.isoformat()},
        "solution": {"name": _text(pilot.solution.name), "release": pilot.solution.release},
        "statement": {
            "version": statement.version,
            "success": _text(statement.success),
            "measure": _text(statement.measure),
            "unit": _text(statement.unit),
            "smallest_that_matters": statement.smallest_that_matters,
            "higher_is_better": statement.higher_is_better,
            "stop_rule": _text(statement.stop_rule),
        },
        "baseline": _text(plan.baseline) if plan.has_baseline else None,
        "scale": _scale(plan),
        "comparison": _text(plan.comparison),
        "design": plan.design,
        "arms_told": _text(plan.arms_told),
        "unit": "class",
        "source": plan.source,
        "classes": [
            {"class": one.code, "block": one.block, "arm": int(one.arm) if one.arm else None}
            for one in classes
        ],
        "commitment": plan.commitment or None,
        "method": METHOD,
        "confidence": CONFIDENCE,
        "collected_by": _text(plan.collected_by),
        "paid_by": _text(plan.paid_by),
        "publish_on": plan.publish_on.isoformat(),
        "frozen_at": plan.frozen_at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "frozen_as": plan.frozen_as,
    }


def _measured_with(plan: Plan) -> dict[str, object]:
    """The measure of the library, if the plan chose one, with what was known of it that day."""
    measure = plan.library_measure
    if measure is None:
        return {}
    known = {
        "kind": measure.reliability_kind,
        "value": measure.reliability,
        "source": measure.reliability_source,
    }
    told = {
        "series": str(measure.series),
        "version": measure.version,
        "name": _text(measure.name),
        "made_by": measure.maker_is,
        "reliability": None if measure.reliability is None else known,
    }
    return {"measured_with": told}


def _tests_outcome(plan: Plan) -> dict[str, object]:
    """The outcome of the solution's logic model that the plan tests, if it names one."""
    model = plan.logic_model
    if model is None:
        return {}
    outcome = outcome_named(model, plan.tested_outcome)
    if outcome is None:
        raise ValueError(f"the logic model {model.pk} has no outcome {plan.tested_outcome}")
    told = {
        "logic_model": model.fingerprint,
        "version": model.version,
        "code": plan.tested_outcome,
        "outcome": _text(outcome),
    }
    return {"tests_outcome": told}


def _text(text: Text) -> dict[str, str]:
    return asdict(text)


def _scale(plan: Plan) -> dict[str, object] | None:
    if plan.scale_low is None or plan.scale_high is None:
        return None
    return {"low": plan.scale_low, "high": plan.scale_high}
