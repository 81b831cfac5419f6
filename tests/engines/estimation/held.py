"""Reading reference results and holding ours against them."""

import csv
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tests.shared_data import evidence_file

HERE = Path(__file__).parents[1] / "reference" / "estimation"
NAMES = {
    "beta": "estimate",
    "SE": "standard_error",
    "df": "degrees_of_freedom",
    "df_Satterthwaite": "degrees_of_freedom",
    "p": "p_value",
    "ci_low": "low",
    "ci_high": "high",
    "F": "f",
    "df1": "numerator",
    "df2": "denominator",
}


@cache
def results():
    return json.loads((HERE / "results.json").read_text(encoding="utf-8"))


@cache
def case(name):
    content = json.loads(evidence_file("cases.json").read_text(encoding="utf-8"))
    return next(each for each in content["cases"] if each["id"] == name)


def expected(name):
    return case(name)["expected"]


def tolerance(name):
    return case(name)["tolerance"]["rel"]


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def shared_table(name):
    return table(evidence_file(f"data/{name}"))


def own_table(name):
    return table(HERE / name)


def numbers(rows, *names):
    return {name: np.array(rows[name], dtype=float) for name in names}


def disagreements(found, wanted, rel, *, degrees=None, by_logarithm=False):
    """Each quantity that is further off than the tolerance, with both numbers.

    Args:
        degrees: a tolerance of their own for degrees of freedom.
        by_logarithm: hold p values by their logarithm, where the reference's own optimum is
            not exact: a p of 1e-17 shows the fourth digit of t in its first.
    """
    apart = {}
    for name, number in wanted.items():
        quantity = NAMES.get(name, name)
        ours = getattr(found, quantity)
        allowed = degrees if degrees and "degrees" in quantity else rel
        if by_logarithm and quantity == "p_value" and number > 0:
            ours, number = np.log(ours), np.log(number)
        if ours != pytest.approx(number, rel=allowed, abs=1e-300):
            apart[name] = ours, number
    return apart
