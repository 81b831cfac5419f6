"""Writes pupils.csv and periods.csv beside this file: pupils who never existed.

    python tests/engines/reference/estimation/make_data.py

Eighteen unequal classes in six schools; `arm` and `third` are given to whole classes, `dose`
follows the arm loosely, `kind` has three levels within classes. In periods.csv ten classes
cross over. Numbers are rounded, so that R and we read the same.
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SIZES = (6, 21, 12, 17, 9, 24, 14, 2, 19, 11, 26, 8, 15, 5, 22, 13, 18, 10)


def pupils(random):
    school_levels = random.normal(0, 1.5, 6)
    for number, size in enumerate(SIZES):
        school, arm, third = number % 6, number // 3 % 2, number % 3
        level, slope = random.normal(0, 1.2), random.normal(0, 0.35)
        for _ in range(size):
            kind = "abc"[random.integers(3)]
            pretest = round(random.normal(20, 4), 2)
            dose = round(max(0.0, arm * random.uniform(0.2, 1.0) + random.normal(0, 0.1)), 3)
            weight = round(random.uniform(0.5, 3), 2)
            score = 5 + 2 * dose + 0.7 * pretest + level + school_levels[school]
            score += slope * (pretest - 20)
            post = round(score + random.normal(0, 3), 2)
            flat = round(10 + 0.5 * pretest + random.normal(0, 3) * (1 + size / 20), 2)
            yield [f"s{school + 1}", f"c{number + 1:02}", arm, third, kind, pretest, dose,
                   weight, post, flat]  # fmt: skip


def periods(random):
    for number in range(10):
        first, level, trend = number % 2, random.normal(0, 2), random.normal(0, 1)
        for pupil in range(6 + 3 * (number % 4)):
            pretest = round(random.normal(20, 4), 2)
            for period in (0, 1):
                arm = int((period == 0) == (first == 1))
                score = 10 + 1.5 * arm + 0.8 * period + level + trend * period + 0.4 * pretest
                yield [f"c{number:02}", pupil, period, arm, first, pretest,
                       round(score + random.normal(0, 2), 2)]  # fmt: skip


def write(name, head, rows):
    with (HERE / name).open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


generator = np.random.default_rng(20261126)
write(
    "pupils.csv",
    ["school", "class", "arm", "third", "kind", "pretest", "dose", "weight", "post", "flat"],
    pupils(generator),
)
write(
    "periods.csv",
    ["class", "pupil", "period", "arm", "first", "pretest", "post"],
    periods(generator),
)
