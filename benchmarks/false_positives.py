"""How often each analysis finds an effect where there is none, and how often its interval holds.

BENCH_TRIALS says how many trials are played for each number of classes (2,000: Monte Carlo error
of half a percentage point). Classes of 8 to 36 pupils, intraclass correlation 0.15, a pretest
that explains half of the variance at both levels; whole classes are drawn, half of them.
"""

import math
import os
from collections.abc import Iterator

import numpy as np
from scipy import special

from benchmarks.harness import Study
from eduhub.engines.evidence.design import (
    ClassTrial,
    PlayedTrial,
    cr2_p,
    other_arms,
    play,
    randomisation_p,
)

TRIALS = int(os.environ.get("BENCH_TRIALS", "2000"))
CLASSES = (4, 6, 8, 12, 20, 40)
SIZES = (8.0, 36.0, 20.0, 25.0, 14.0, 31.0, 18.0)
ICC, EXPLAINED, EFFECT, ALPHA = 0.15, 0.5, 0.3, 0.05
LOWEST, HIGHEST = 0.03, 0.07
FEWEST_FOR_LOWEST = 12  # below, a randomisation test is too coarse to reach 5 %
ANALYSES = ("pupils' t test", "CR2 + Satterthwaite", "randomisation test")


def table() -> Iterator[tuple[str, bool]]:
    """Lines to print, and whether each keeps within 3 to 7 %."""
    yield "classes" + "".join(f"{name:>24}" for name in ANALYSES), True
    yield " " * 7 + f"{'wrong':>14}{'coverage':>10}" * len(ANALYSES), True
    for classes in CLASSES:
        wrong = _rejected(classes, 0.0, seed=classes)
        covered = [1 - share for share in _rejected(classes, EFFECT, seed=1000 + classes)]
        cells = (f"{100 * w:12.1f} %{100 * c:8.1f} %" for w, c in zip(wrong, covered, strict=True))
        yield f"{classes:7}" + "".join(cells), _keeps(classes, wrong)


def _keeps(classes: int, wrong: list[float]) -> bool:
    _, cr2, drawn = wrong
    lowest = LOWEST if classes >= FEWEST_FOR_LOWEST else 0.0
    return LOWEST <= cr2 <= HIGHEST and lowest <= drawn <= HIGHEST


def _rejected(classes: int, effect: float, *, seed: int) -> list[float]:
    """The share of trials in which each analysis rejects the effect that is true."""
    trial = ClassTrial(
        classes=classes,
        pupils=SIZES,
        icc=ICC,
        explained_classes=EXPLAINED,
        explained_pupils=EXPLAINED,
    )
    source = np.random.default_rng(seed)
    others = other_arms(trial, source)
    found = np.zeros(len(ANALYSES))
    for played in play(trial, effect, replicates=TRIALS, source=source):
        one = _with_one_pretest(played, effect)
        found += [p <= ALPHA for p in (_naive_p(one), cr2_p(one), randomisation_p(one, others))]
    return (found / TRIALS).tolist()


def _with_one_pretest(played: PlayedTrial, effect: float) -> PlayedTrial:
    """A pretest that has the class's and the pupil's part, and the effect taken off again."""
    turn = np.zeros((4, 3))
    turn[[0, 1], [0, 1]] = 1.0
    turn[2:, 2] = math.sqrt(ICC), math.sqrt(1 - ICC)
    arm, product = played.grams[:, 1], played.products
    return PlayedTrial(
        grams=turn.T @ played.grams @ turn,
        products=(product - effect * arm) @ turn,
        squares=played.squares - 2 * effect * product[:, 1] + effect**2 * arm[:, 1],
        arms=played.arms,
    )


def _naive_p(played: PlayedTrial) -> float:
    """As if every pupil had been drawn alone."""
    gram, product = played.grams.sum(axis=0), played.products.sum(axis=0)
    pupils = gram[0, 0]
    inverse = np.linalg.inv(gram)
    left = played.squares.sum() - product @ inverse @ product
    t = (inverse @ product)[1] / math.sqrt(left / (pupils - 3) * inverse[1, 1])
    return 2 * float(special.stdtr(pupils - 3, -abs(t)))


STUDY = Study(
    name="false_positives",
    question=f"How many of {TRIALS:,} trials find a wrong effect (5 % nominal)?",
    lines=table,
)
