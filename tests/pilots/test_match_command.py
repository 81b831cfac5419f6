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
