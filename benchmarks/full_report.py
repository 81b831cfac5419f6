"""All that a report of one trial is made of, in seconds of CPU, from pupils' rows.

The planned analysis (difference with CR2, mixed model, 10,000 draws of the lot, equivalence,
three priors, baselines, attrition), the four ratings, and what may be shown of the table of
arms by groups. One trial has 20 classes of 22 pupils, the other 200 classes of 50.
"""

from collections.abc import Iterator
from decimal import Decimal
from statistics import median
from time import process_time

import numpy as np

from benchmarks._trial import Floats, make
from benchmarks.harness import Study
from eduhub.engines.evidence import disclosure, moments_of_rows, ratings
from eduhub.engines.evidence.trial import Plan, PlannedOutcome, analyse

MOST, ROUNDS = 0.3, 7
TRIALS = ((20, 22), (200, 50))


def lines() -> Iterator[tuple[str, bool]]:
    for classes, pupils in TRIALS:
        columns = make(classes, pupils)
        plan = _plan(classes)
        seconds = []
        for _ in range(ROUNDS + 1):
            begun = process_time()
            _report(plan, columns)
            seconds.append(process_time() - begun)
        spent = median(seconds[1:])
        told = f"{classes} classes of {pupils}: {spent:.3f} s of CPU, {MOST:g} at most"
        yield told, spent <= MOST


def _plan(classes: int) -> Plan:
    outcome = PlannedOutcome(
        name="post",
        unit="points",
        domain="maths",
        baseline=("pre",),
        smallest_that_matters=Decimal("0.1"),
    )
    return Plan(
        trial="P-2027-004",
        question="Does it help?",
        classes={f"{place:03}": "" for place in range(classes)},
        outcomes=(outcome,),
    )


def _report(plan: Plan, columns: dict[str, Floats]) -> None:
    labels = np.array(list(plan.classes))[columns["class"].astype(int)]
    arm = columns["arm"].astype(int)
    summed = moments_of_rows(
        {name: columns[name] for name in ("pre", "post")},
        cluster=labels,
        arm=arm,
        variables=["pre", "post"],
    )
    assigned = (int((arm == 0).sum()), int((arm == 1).sum()))
    result = analyse(
        plan, summed.cells, registered=plan.fingerprint, assigned=(assigned[0], assigned[1])
    )
    effect = result.outcomes[0].effect
    facts = ratings.StudyFacts(
        design=ratings.Design.LOT,
        lot_kept=True,
        pupil_attrition=result.attrition,
        pupils=len(arm),
        effect_size=effect and effect.g,
        p_value=effect and effect.p_together,
    )
    for rate in (
        ratings.wwc_rating,
        ratings.essa_rating,
        ratings.eef_rating,
        ratings.nesta_rating,
    ):
        rate(facts)
    disclosure.release([_table(columns)], audience=disclosure.Audience.PARTNERS)


def _table(columns: dict[str, Floats]) -> disclosure.Table:
    """Arms by thirds of the pretest, of which the last has few."""
    third = np.digitize(columns["pre"], [-0.5, 2.2])
    entries = {}
    for arm in ("0", "1", disclosure.TOTAL):
        for group in ("0", "1", "2", disclosure.TOTAL):
            here = np.ones(len(third), bool)
            if arm != disclosure.TOTAL:
                here &= columns["arm"] == int(arm)
            if group != disclosure.TOTAL:
                here &= third == int(group)
            sizes = np.unique(columns["class"][here], return_counts=True)[1]
            entries[arm, group] = disclosure.Entry(
                pupils=int(here.sum()),
                classes=len(sizes),
                largest_class=int(sizes.max(initial=0)),
                mean=float(columns["post"][here].mean()) if here.any() else None,
            )
    return disclosure.Table(
        name="arms by groups",
        dimensions=("arm", "group"),
        entries=entries,
        measure="post",
        scale=(-10.0, 10.0),
    )


STUDY = Study("full_report", "What does a full report of one trial cost?", lines)
