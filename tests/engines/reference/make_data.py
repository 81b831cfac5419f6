"""Writes pupils.csv beside this file: pupils who never existed, for results worked out in R.

    python tests/engines/reference/make_data.py

Fourteen unequal classes; `arm` is given to whole classes, `arm_within` inside five of them.
Scores are rounded to two decimals, so that R and we read the same numbers.
"""

import csv
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SIZES = (3, 31, 12, 24, 7, 18, 26, 1, 15, 22, 9, 28, 5, 19)


def rows():
    random = np.random.default_rng(20261125)
    for number, pupils in enumerate(SIZES, start=1):
        level = random.normal(0, 2)
        arm = number % 2
        for pupil in range(pupils):
            pretest = round(random.normal(20, 4) + level, 2)
            hours = round(random.gamma(2, 1.5), 2)
            within = pupil % 2 if number in (2, 4, 7, 10, 12) else arm
            noise = random.normal(0, 3)
            posttest = round(5 + 1.2 * arm + 0.8 * pretest + 0.3 * hours + level + noise, 2)
            yield [f"class-{number:02}", arm, within, pretest, hours, posttest]


with (HERE / "pupils.csv").open("w", newline="") as file:
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["class", "arm", "arm_within", "pretest", "hours", "posttest"])
    writer.writerows(rows())
