"""From a frozen plan and class sums to the answer: what the worker does, and whoever runs it again.

Nothing is read from the hub: the same plan and sums give the same text, byte for byte.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from eduhub.engines.evidence import (
    Answer,
    CannotCompare,
    ClassMoments,
    Comparison,
    arms_of,
    as_json,
    compare_arms,
    fingerprint,
    verdict_of,
    with_class_mean_baseline,
)
from eduhub.evidence.models.totals import BASELINE, OUTCOME
from eduhub.evidence.services.content import CONFIDENCE

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


@dataclass(frozen=True, slots=True)
class Worked:
    """What plan and sums say: the answer, its numbers, and the facts that follow from both.

    `numbers` by the names of `Result`'s columns, without those that do not exist. `facts`
    by the names in `FACTS` hold exact strings, as the result's content does.
    """

    answer: Answer
    numbers: Mapping[str, float] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)


def in_order(cells: Sequence[ClassMoments]) -> list[ClassMoments]:
    return sorted(cells, key=lambda cell: (cell.label, cell.arm))


def worked_out(frozen: Mapping[str, Any], cells: Sequence[ClassMoments]) -> Worked:
    """Compare the arms as the plan's content says; the cells come `in_order`.

    What the data do not permit is an answer too ("cannot tell").
    """
    used = baseline_used(frozen, cells)
    facts: dict[str, Any] = {
        "moments": fingerprint([as_json(cell) for cell in cells]),
        "baseline": used,
        "arms": [_arm(arm) for arm in arms_of(cells, variable=OUTCOME)],
        "classes": len({cell.label for cell in cells}),
    }
    if used == "class":
        cells = list(with_class_mean_baseline(cells, baseline=[BASELINE]))
    covariates = [BASELINE] if used in ("class", "pupil") else []
    try:
        found = compare_arms(
            cells, outcome=OUTCOME, baseline=covariates, confidence=float(CONFIDENCE)
        )
    except CannotCompare as obstacle:
        none: dict[str, Any] = {"obstacle": obstacle.reason.value, "grounds": [], "matters": None}
        return Worked(Answer.CANNOT_TELL, facts=facts | none)
    statement = frozen["statement"]
    verdict = verdict_of(
        found,
        smallest_that_matters=float(statement["smallest_that_matters"]),
        higher_is_better=statement["higher_is_better"],
    )
    facts |= {
        "obstacle": None,
        "grounds": [ground.value for ground in verdict.grounds],
        "matters": verdict.matters.value if verdict.matters else None,
        "pooled_sd": exact(found.pooled_sd),
        "t": exact(found.t),
    }
    return Worked(verdict.answer, _numbers(found), facts)


def baseline_used(frozen: Mapping[str, Any], cells: Sequence[ClassMoments]) -> str:
    """How the earlier measure enters: not planned, missing somewhere, by class, or by pupil."""
    if not frozen["baseline"]:
        return "none"
    if any(BASELINE not in cell.variables for cell in cells):
        return "missing"
    known = (value for cell in cells for row in cell.cross_products for value in row)
    return "class" if any(value is None for value in known) else "pupil"


def exact(value: float | None) -> str | None:
    """The shortest digits from which the very same number comes back."""
    return None if value is None else repr(value)


def _numbers(found: Comparison) -> dict[str, float]:
    numbers = {name: getattr(found, name) for name in NUMBERS}
    if found.in_sd:
        ends = (found.in_sd.estimate, found.in_sd.low, found.in_sd.high)
        numbers |= dict(zip(IN_SD, ends, strict=True))
    return {name: value for name, value in numbers.items() if value is not None}


def _arm(summary: Any) -> dict[str, Any]:
    told = asdict(summary)
    return told | {"mean": exact(told["mean"]), "sd": exact(told["sd"])}
