"""Writes studies.csv, answers.csv and gaps.csv beside this file: nobody in them ever existed.

    python tests/engines/reference/rules/make_data.py

Numbers are rounded, so that R and we read the same.
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SEED = 20261126


def studies(random):
    """Group statistics of small and large studies."""
    for study, size in enumerate((2, 3, 8, 25, 60, 400)):
        sizes = size + random.integers(0, 5, 2)
        means, sds = random.normal(50, 6, 2).round(2), random.uniform(6, 14, 2).round(2)
        yield [f"study-{study}", sizes[0], means[0], sds[0], sizes[1], means[1], sds[1]]


def answers(random):
    """Pupils in ten classes: five items of a scale, one worded the other way, and a rating."""
    for number in range(10):
        level = random.normal(0, 1.2)
        for _ in range(random.integers(6, 20)):
            trait, arm = random.normal(), number % 2
            items = [
                int(np.clip(np.round(3 + 0.9 * trait + random.normal(0, 0.9)), 1, 5))
                for _ in range(5)
            ]
            items[1] = 6 - items[1]
            hours = round(float(random.gamma(2, 1)), 1)
            latent = 0.9 * arm + 0.3 * hours + level + random.logistic()
            rating = int(np.searchsorted([-1.0, 0.8, 2.6], latent)) + 1
            yield [f"class-{number:02}", arm, hours, *items, rating]


def gaps(random):
    """Scores with a covariate, each missing for some."""
    for _ in range(40):
        arm, before = int(random.integers(0, 2)), round(float(random.normal(20, 4)), 1)
        after = round(5 + 0.8 * before + 1.5 * arm + float(random.normal(0, 3)), 1)
        lost = random.random(2) < (0.25, 0.2)
        yield [arm, "NA" if lost[0] else before, "NA" if lost[1] else after]


def write(name, header, rows):
    with (HERE / name).open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


random = np.random.default_rng(SEED)
write("studies.csv", ["study", "n1", "m1", "sd1", "n2", "m2", "sd2"], studies(random))
write(
    "answers.csv",
    ["class", "arm", "hours", "i1", "i2", "i3", "i4", "i5", "rating"],
    answers(random),
)
write("gaps.csv", ["arm", "before", "after"], gaps(random))
