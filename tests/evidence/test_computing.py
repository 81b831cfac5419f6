"""`eduhub evidence …`: what a researcher computes from files of their own."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

from eduhub.engines.evidence.assignment import assign
from eduhub.engines.evidence.design import Situation, recommend_design
from eduhub.engines.evidence.trial import analyse
from eduhub.evidence.services import computing
from tests.engines.trial.makers import make_cells, make_plan

NONCE = "ab" * 16


def told(capsys, *words):
    call_command("evidence", *words, "--json")
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def plan(tmp_path):
    made = make_plan()
    (tmp_path / "plan.json").write_text(made.text)
    return made


def written(file, header, rows):
    with file.open("w", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return str(file)


def test_design_tells_what_the_engine_recommends(capsys):
    found = told(capsys, "design", "--classes=8", "--pupils=20", "--effect=0.25")

    situation = Situation(classes=8, pupils=20, worthwhile=0.25)
    assert found == computing.plain(recommend_design(situation))
    assert found["prospect"] == "cannot_answer" and found["advice"]


def test_assign_draws_the_lot_of_the_plan(capsys, plan, tmp_path):
    found = told(capsys, "assign", str(tmp_path / "plan.json"), f"--nonce={NONCE}")

    lot = assign(plan.scheme, nonce=bytes.fromhex(NONCE), plan_fingerprint=plan.fingerprint)
    assert (found["arms"], found["seed"]) == (lot.arms, lot.seed)


def test_class_totals_are_analysed_as_the_engine_does_it(capsys, plan, tmp_path):
    rows = [
        (c.label, c.arm, c.pupils, *(f"{x!r}" for x in (*c.means[:2], _sd(c, 0), _sd(c, 1))))
        for c in make_cells(effect=2)
    ]
    header = ("class", "arm", "pupils", "before_mean", "after_mean", "before_sd", "after_sd")
    data = written(tmp_path / "totals.csv", header, rows)

    found = told(
        capsys, "analyse", str(tmp_path / "plan.json"), data, f"--registered={plan.fingerprint}"
    )

    (one,) = found["outcomes"]
    assert (one["name"], one["standing"]) == ("after", "planned")
    assert one["effect"]["comparison"]["arms"][0]["pupils"] == 53
    assert found["plan_fingerprint"] == plan.fingerprint


def _sd(cell, at):
    return (cell.cross_products[at][at] / (cell.pupils - 1)) ** 0.5


def test_pupils_rows_give_the_digits_of_the_engine(capsys, plan, tmp_path):
    rows = [(label, arm, 10 + n, 20 + 3 * n % 7 + arm) for label, arm, n in _pupils()]
    data = written(tmp_path / "pupils.csv", ("class", "arm", "before", "after"), rows)

    found = told(
        capsys, "analyse", str(tmp_path / "plan.json"), data, f"--registered={plan.fingerprint}"
    )

    cells = computing.moments_of_rows(
        {"before": [row[2] for row in rows], "after": [row[3] for row in rows]},
        cluster=[row[0] for row in rows],
        arm=[row[1] for row in rows],
        variables=["before", "after"],
    ).cells
    expected = analyse(plan, cells, registered=plan.fingerprint)
    assert found == json.loads(json.dumps(computing.plain(expected)))


def _pupils():
    return [
        (cell.label, cell.arm, n)
        for at, cell in enumerate(make_cells())
        for n in range(at, at + cell.pupils)
    ]


def test_pool_puts_pilots_together(capsys, tmp_path):
    rows = [("one", "0.2", "0.1"), ("two", "0.1", "0.2"), ("three", "-0.1", "0.15")]
    data = written(tmp_path / "studies.csv", ("label", "effect", "standard_error"), rows)

    found = told(capsys, "pool", data)

    weights = [1 / float(error) ** 2 for _, _, error in rows]
    mean = sum(w * float(e) for w, (_, e, _) in zip(weights, rows, strict=True)) / sum(weights)
    assert found["fixed"]["estimate"] == pytest.approx(mean, rel=1e-12)


def test_rate_tells_what_four_schemes_would_make_of_a_study(capsys, tmp_path):
    facts = {"design": "lot", "units_treated": 4, "units_control": 4, "pupils": 160}
    facts |= {"pupil_attrition": {"treated": [80, 79], "control": [80, 78]}, "effect_size": 0.1}
    facts |= {
        "threats": {"fidelity": ["moderate", "down"]},
        "baseline": [
            {"covariate": "before", "treated": [79, 20.0, 4.0], "control": [78, 20.1, 4.1]}
        ],
    }
    (tmp_path / "facts.json").write_text(json.dumps(facts))

    found = told(capsys, "rate", str(tmp_path / "facts.json"))

    assert list(found) == ["wwc", "essa", "eef", "nesta"]
    assert {one["claim"] for one in found.values()} == {"would_correspond_to"}
    assert all(one["criteria"] for one in found.values())


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("design", "--classes=0", "--pupils=20", "--effect=0.2"), "classes is 0"),
        (("assign", "{}/none.json", "--nonce=ab"), "No such file"),
        (("assign", "{}/plan.json", "--nonce=ab"), "a nonce has at least 16 bytes"),
        (("assign", "{}/plan.json", "--nonce=xy"), "hexadecimal"),
        (("assign", "{}/wrong.json", "--nonce=ab"), "not JSON"),
        (("analyse", "{}/plan.json", "{}/bad.csv", "--registered=x"), "row 3, after: much is not"),
        (("rate", "{}/plan.json"), "not the facts of a study"),
        (("pool", "{}/bad.csv"), "there is no column label; there are class"),
    ],
    ids=["classes", "file", "short", "hex", "json", "cell", "facts", "column"],
)
def test_bad_input_is_refused_in_one_line(words, reason, plan, tmp_path):
    (tmp_path / "wrong.json").write_text("{")
    (tmp_path / "bad.csv").write_text("class,arm,before,after\na,1,1,2\na,1,2,much\n")

    with pytest.raises(CommandError, match=reason) as refusal:
        call_command("evidence", *(word.replace("{}", str(tmp_path)) for word in words))

    assert "\n" not in str(refusal.value)
