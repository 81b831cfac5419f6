"""`eduhub match`: a file in, an answer out; what is malformed is refused in one line."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

EXAMPLE = Path(__file__).parents[2] / "docs" / "reference" / "matching-example.json"


def written(tmp_path, **changed):
    file = tmp_path / "problem.json"
    file.write_text(json.dumps(json.loads(EXAMPLE.read_text("utf-8")) | changed), "utf-8")
    return file


def test_the_example_of_the_reference_is_matched_and_explained(capsys):
    call_command("match", str(EXAMPLE), "--json")

    answer = json.loads(capsys.readouterr().out)
    assert answer["standing"] == "optimal"
    assert {one["group"]: one["offer"] for one in answer["matches"]} == {
        "Backa 4": "Reading robot",
        "Mäki 3B": "Reading robot",
        "Mäki 5A": "Fractions game",  # equal with Mäki 3A: the lot decides
    }
    assert [one["group"] for one in answer["refusals"]["groups"]] == ["Mäki 3A", "Ranta 2"]
    assert [one["offer"] for one in answer["refusals"]["offers"]] == ["Code club", "Reading robot"]


def test_without_json_each_match_is_a_line(capsys):
    call_command("match", str(EXAMPLE))

    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("Mäki 3B: Reading robot (")
    assert lines[-1].startswith("3 ")


def test_what_a_lock_costs_is_told_when_asked(capsys):
    call_command("match", str(EXAMPLE), "--json", "--costs")

    (cost,) = json.loads(capsys.readouterr().out)["costs"]
    assert (cost["group"], cost["offer"], cost["points"]) == ("Mäki 3B", "Reading robot", 0)


def test_limits_that_contradict_each_other_are_told_and_the_command_fails(tmp_path, capsys):
    locks = [{"group": "Ranta 2", "offer": "Code club", "reason": "a wish"}]

    with pytest.raises(CommandError) as refusal:
        call_command("match", str(written(tmp_path, decisions={"locks": locks})), "--json")

    conflict = json.loads(capsys.readouterr().out)["conflict"]
    assert {one["kind"] for one in conflict} == {"limit", "lock"}
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not JSON"),
        ("{}", "format: is missing"),
        ('{"format": "eduhub-matching/1"}', "seed: is missing"),
        ('{"format": "eduhub-matching/1", "seed": "s", "offers": []}', "groups: is missing"),
        ('{"format": "eduhub-matching/1", "seed": "s", "groups": []}', "offers: is missing"),
        ('"\xff', "not JSON"),
    ],
)
def test_a_file_that_is_no_problem_is_refused_in_one_line(tmp_path, content, words):
    file = tmp_path / "problem.json"
    file.write_text(content, "utf-8")

    with pytest.raises(CommandError) as refusal:
        call_command("match", str(file), "--json")

    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")

    for name in ("nothing.json", "bytes.json"):
        with pytest.raises(CommandError, match=name):
            call_command("match", str(tmp_path / name))
    with pytest.raises(CommandError, match="not text in UTF-8"):
        call_command("match", str(tmp_path / "bytes.json"))


STRANGE = {  # a problem whose lists are as in the example but for one thing
    "unknown": {"colour": "green"},
    "scale": {"points": {"match": 10**40}},
    "twice": {"groups": lambda told: [*told["groups"], told["groups"][0]]},
    "negative": {"offers": lambda told: [told["offers"][0] | {"most": -3}, *told["offers"][1:]]},
    "week": {"groups": lambda told: [told["groups"][0] | {"weeks_free": ["2025-W53"]}]},
    "type": {"groups": {"Mäki 3A": 1}},
}
WHY = {
    "unknown": "colour: not known here",
    "scale": "expected a whole number from 1 to 10000",
    "twice": "group 'Mäki 3A' comes twice",
    "negative": "expected a whole number from 1 to 1000000, got -3",
    "week": "there is no week 2025-W53",
    "type": "groups: expected a list",
}


@pytest.mark.parametrize("case", STRANGE)
def test_a_strange_problem_is_refused_in_one_line_that_says_where(tmp_path, case):
    told = json.loads(EXAMPLE.read_text("utf-8"))
    changed = {key: v(told) if callable(v) else v for key, v in STRANGE[case].items()}

    with pytest.raises(CommandError) as refusal:
        call_command("match", str(written(tmp_path, **changed)), "--json")

    assert WHY[case] in str(refusal.value) and "\n" not in str(refusal.value)


def test_where_everybody_vetoes_everybody_nobody_is_matched_and_each_is_told_why(tmp_path, capsys):
    told = json.loads(EXAMPLE.read_text("utf-8"))
    offers = [one["id"] for one in told["offers"]]
    groups = [group | {"ranks": [], "vetoes": offers} for group in told["groups"]]

    call_command("match", str(written(tmp_path, groups=groups, decisions={})), "--json")

    answer = json.loads(capsys.readouterr().out)
    reasons = {one["reason"] for one in answer["refusals"]["groups"]}
    assert (answer["matches"], answer["standing"]) == ([], "optimal")
    assert (len(answer["refusals"]["groups"]), reasons) == (5, {"no_offer_fits"})
