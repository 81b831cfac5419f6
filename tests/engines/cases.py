"""Reference cases and tables; those of ../shared leave their test out where it is not there."""

import csv
import json

import numpy as np

from tests.shared_data import evidence_file


def shared_case(name):
    content = json.loads(evidence_file("cases.json").read_text(encoding="utf-8"))
    return next(each for each in content["cases"] if each["id"] == name)


def shared_table(case):
    return table(evidence_file(case["data"]["file"]))


def table(path):
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def numbers(rows, name):
    """A column as numbers; what is empty or NA is missing."""
    return np.array([float(x) if x not in ("", "NA") else np.nan for x in rows[name]])
