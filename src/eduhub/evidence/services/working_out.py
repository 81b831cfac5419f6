"""From a frozen plan and class sums to the answer: what the worker does, and whoever runs it again.

Nothing is read from the hub: the same plan and sums give the same text, byte for byte.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from eduhub.engines.evidence import (
    Answer,
    ClassMoments,
    Comparison,
    Obstacle,
    arms_of,
    as_json,
    count_may_be_shown,
    fingerprint,
)
from eduhub.engines.evidence.assignment import Chance
from eduhub.engines.evidence.trial import (
    OutcomeResult,
    Plan,
    PlannedOutcome,
    analyse,
    default_seed,
)
from eduhub.evidence.models.totals import BASELINE, OUTCOME
from eduhub.evidence.services.parts import exact, parts_of
from eduhub.evidence.states import Design, Source

NUMBERS = ("estimate", "standard_error", "degrees_of_freedom", "low", "high", "p_value")
IN_SD = ("sd_estimate", "sd_low", "sd_high")
FACTS = (
    "moments",
    "baseline",
    "arms",
    "classes",
    "obstacle",
    "grounds",
    "matters",
    "pooled_sd",
    "t",
)
PARTS = "parts"  # what stands beside the comparison, see `parts`
ASSIGNED = "assigned"


@dataclass(frozen=True, slots=True)
class Worked:
    """What plan and sums say: the answer, its numbers, and the facts that follow from both.

    `numbers` by the names of `Result`'s columns, without those that do not exist. `facts`
    by the names in `FACTS`, with `PARTS` beside them, hold exact strings, as the result's
    content does.
    """

    answer: Answer
    numbers: Mapping[str, float] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def in_order(cells: Sequence[ClassMoments]) -> list[ClassMoments]:
    return sorted(cells, key=lambda cell: (cell.label, cell.arm))


def worked_out(
    frozen: Mapping[str, Any],
    cells: Sequence[ClassMoments],
    *,
    assigned: tuple[int, int] | None = None,
) -> Worked:
    """Do what the plan's content says, all of it; the cells come `in_order`.

    What the data do not permit is an answer too ("cannot tell"). So is a side of fewer pupils
    than may be told of: the degrees of freedom alone tell how many they are, and the difference
    tells what they reached to whoever knows the other side.

    Args:
        assigned: pupils given the comparison and the solution, None where nobody knows.
    """
    used = baseline_used(frozen, cells)
    facts: dict[str, Any] = {
        "moments": fingerprint([as_json(cell) for cell in cells]),
        "baseline": used,
        "arms": [_arm(arm) for arm in arms_of(cells, variable=OUTCOME)],
        "classes": len({cell.label for cell in cells}),
    }
    if any(not count_may_be_shown(int(arm["pupils"])) for arm in facts["arms"]):
        return _nothing(Obstacle.TOO_FEW_PUPILS, facts)
    plan = planned(frozen, cells, baseline=(BASELINE,) if used in ("class", "pupil") else ())
    result = analyse(
        plan,
        cells,
        registered=plan.fingerprint,
        assigned=assigned,
        seed=default_seed(fingerprint(frozen)),
    )
    return _worked(result.outcome(OUTCOME), facts)


def planned(
    frozen: Mapping[str, Any],
    cells: Sequence[ClassMoments],
    *,
    baseline: tuple[str, ...],
) -> Plan:
    """The engine's plan, as the hub's frozen one has it; classes of a file are those that came."""
    statement, scale = frozen["statement"], frozen["scale"]
    classes = {one["class"]: one["block"] for one in frozen["classes"]}
    if frozen["source"] == Source.FILE:
        classes = {cell.label: "" for cell in cells}
    outcome = PlannedOutcome(
        name=OUTCOME,
        unit=OUTCOME,  # whose words are the room's
        domain=OUTCOME,
        smallest_that_matters=Decimal(str(statement["smallest_that_matters"])),
        baseline=baseline,
        higher_is_better=statement["higher_is_better"],
        scale=(Decimal(str(scale["low"])), Decimal(str(scale["high"]))) if scale else None,
    )
    return Plan(
        trial=str(frozen["pilot"]),
        question=OUTCOME,
        classes=classes,
        outcomes=(outcome,),
        chance=Chance.BLOCKED if frozen["design"] == Design.LOT_HERE else None,
        confidence=Decimal(str(frozen["confidence"])),
    )


def baseline_used(frozen: Mapping[str, Any], cells: Sequence[ClassMoments]) -> str:
    """How the earlier measure enters: not planned, missing somewhere, by class, or by pupil."""
    if not frozen["baseline"]:
        return "none"
    if any(BASELINE not in cell.variables for cell in cells):
        return "missing"
    known = (value for cell in cells for row in cell.cross_products for value in row)
    return "class" if any(value is None for value in known) else "pupil"


def _nothing(obstacle: Obstacle | None, facts: dict[str, Any]) -> Worked:
    why = obstacle.value if obstacle else None
    none: dict[str, Any] = {"obstacle": why, "grounds": [], "matters": None, PARTS: None}
    return Worked(Answer.CANNOT_TELL, facts=facts | none)


def _worked(outcome: OutcomeResult, facts: dict[str, Any]) -> Worked:
    effect = outcome.effect
    if effect is None:
        return _nothing(outcome.obstacle, facts)
    verdict = effect.verdict
    facts |= {
        "obstacle": None,
        "grounds": [ground.value for ground in verdict.grounds],
        "matters": verdict.matters.value if verdict.matters else None,
        "pooled_sd": exact(effect.comparison.pooled_sd),
        "t": exact(effect.comparison.t),
        PARTS: parts_of(effect),
    }
    return Worked(verdict.answer, _numbers(effect.comparison), facts)


def _numbers(found: Comparison) -> dict[str, float]:
    numbers = {name: getattr(found, name) for name in NUMBERS}
    if found.in_sd:
        ends = (found.in_sd.estimate, found.in_sd.low, found.in_sd.high)
        numbers |= dict(zip(IN_SD, ends, strict=True))
    return {name: value for name, value in numbers.items() if value is not None}


def _arm(summary: Any) -> dict[str, Any]:
    told = asdict(summary)
    return told | {"mean": exact(told["mean"]), "sd": exact(told["sd"])}
