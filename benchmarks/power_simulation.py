"""Power of the real analysis, simulated: 1,000 trials are played and analysed."""

from collections.abc import Iterator
from time import process_time

from benchmarks.harness import Study
from eduhub.engines.evidence.design import Analysis, ClassTrial, simulated_power

MOST, REPLICATES = 5.0, 1000
TRIALS = ((20, 22), (200, 50))


def lines() -> Iterator[tuple[str, bool]]:
    for analysis in Analysis:
        for classes, pupils in TRIALS:
            trial = ClassTrial(
                classes=classes,
                pupils=pupils,
                icc=0.15,
                explained_classes=0.5,
                explained_pupils=0.5,
            )
            begun = process_time()
            found = simulated_power(trial, 0.3, analysis=analysis, replicates=REPLICATES, seed=1)
            spent = process_time() - begun
            told = f"{analysis.value}, {classes} classes of {pupils}: power {found.power:.3f}"
            yield f"{told}, {spent:.2f} s of CPU, {MOST:g} at most", spent <= MOST


STUDY = Study(
    "power_simulation", f"What does a power simulation of {REPLICATES:,} trials cost?", lines
)
