"""`eduhub score`: a file in, an answer out; what is malformed is refused in one line."""

import json
import warnings
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
SCORES, JURY = REFERENCE / "scoring-example.json", REFERENCE / "jury-example.json"


def written(tmp_path, example, **changed):
    file = tmp_path / "asked.json"
    file.write_text(json.dumps(json.loads(example.read_text("utf-8")) | changed), "utf-8")
    return file


def answered(capsys, file):
    call_command("score", str(file), "--json")
    return json.loads(capsys.readouterr().out)


def test_the_scores_of_the_reference_are_ranked_with_all_there_is_to_say(capsys):
    answer = answered(capsys, SCORES)

    assert [one["application"] for one in answer["applications"]] == [
        "Elm exercises", "Birch board", "Hazel homework", "Alder app",
        "Gorse game", "Dogwood desk", "Cedar club", "Fir forum",
    ]  # fmt: skip
    assert [one["juror"] for one in answer["jurors"] if one["severity"] > 0] == [
        "Juror 2",
        "Juror 3",
    ]
    assert [one["places"] for one in (answer["cut"], *answer["other_cuts"])] == [3, 2, 4]
    assert [one["juror"] for one in answer["without"]] == [f"Juror {at}" for at in range(1, 5)]
    assert set(answer["agreement"]["alpha"]) == {"nominal", "ordinal", "interval"}
    assert "spread" not in answer


def test_the_same_file_has_the_same_answer(capsys):
    assert answered(capsys, SCORES) == answered(capsys, SCORES)


def test_without_places_there_is_no_line_and_with_spread_there_are_spreads(tmp_path, capsys):
    file = written(tmp_path, SCORES, places=None, other_places=[], spread=True, draws=200)

    answer = answered(capsys, file)

    assert "cut" not in answer and answer["draws"] == 200
    assert all(0.5 < one["spread"] < 2 for one in answer["jurors"])
    assert answer["spread"]["settled"]


def test_the_jury_of_the_reference_gets_its_work(capsys):
    answer = answered(capsys, JURY)

    assert [one["sheets"] for one in answer["jurors"]] == [6, 6, 6, 6]
    assert (answer["connection"], answer["gap"], len(answer["parts"])) == ("connected", 0, 1)
    assert "Hazel homework" in answer["jurors"][3]["applications"]


@pytest.mark.parametrize(
    ("example", "first"), [(SCORES, "1 (1 to "), (JURY, "Juror 1 (6 of 7): ")]
)
def test_without_json_the_answer_is_lines(capsys, example, first):
    call_command("score", str(example))

    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(first)
    assert len(lines) == (13 if example == SCORES else 5)


@pytest.mark.parametrize(
    "scores",
    [
        {"a": {"j": 5, "k": 4}, "b": {"k": 4, "l": 4}},  # without j all are the same
        {"a": {"j": 1, "k": 2}, "b": {"k": 2}},  # without k one sheet is left
    ],
)
def test_little_may_be_left_without_one_juror(tmp_path, capsys, scores):
    file = written(tmp_path, SCORES, scores=scores, places=1, other_places=[])

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answer = answered(capsys, file)

    jurors = sorted({juror for sheets in scores.values() for juror in sheets})
    assert [one["juror"] for one in answer["without"]] == jurors


def test_limits_that_contradict_each_other_are_told_and_the_command_fails(tmp_path, capsys):
    with pytest.raises(CommandError) as refusal:
        call_command("score", str(written(tmp_path, JURY, sheets=4)), "--json")

    answer = json.loads(capsys.readouterr().out)
    assert answer["connection"] == "contradiction"
    assert answer["needed"] > answer["offered"]
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("example", "changed", "words"),
    [
        (SCORES, {"format": "x"}, "format: expected 'eduhub-jury/1' or 'eduhub-scores/1'"),
        (SCORES, {"scores": {"a": {"j": "9"}}}, "scores.a.j: expected a number, got '9'"),
        (SCORES, {"scores": {"a": {"j": True}}}, "scores.a.j: expected a number"),
        (SCORES, {"scores": {"a": {"j": 10**400}}}, "scores.a.j: expected a number of usual"),
        (SCORES, {"scores": {"a": [9]}}, "scores.a: expected an object, got [9]"),
        (SCORES, {"scores": {}}, "scores: expected two applications at least"),
        (SCORES, {"scores": {"a": {"j": 1}}}, "scores: expected two applications at least"),
        (SCORES, {"scores": {"a": {"j": 1}, "b": {}}}, "scores.b: expected one number at least"),
        (SCORES, {"scores": {" ": {"j": 1}}}, "scores: expected text that is not empty"),
        (SCORES, {"scores": {"\ud800": {"j": 1}}}, "scores: expected text, got half a character"),
        (JURY, {"applications": ["a", ""]}, "applications[1]: expected text that is not empty"),
        (SCORES, {"scores": {"a": {"j": 1}}, "places": None, "other_places": []}, "two applica"),
        (SCORES, {"places": 8}, "places: expected 1 to 7, got 8"),
        (SCORES, {"places": 2.5}, "places: expected a whole number, got 2.5"),
        (SCORES, {"places": None}, "other_places: expected places to compare them with"),
        (SCORES, {"other_places": 4}, "other_places: expected a list, got 4"),
        (SCORES, {"confidence": 95}, "confidence: expected a number between 0 and 1"),
        (SCORES, {"spread": "yes"}, "spread: expected true or false"),
        (SCORES, {"sevrity": 1}, "sevrity: not known here; known are"),
        (SCORES, {"seed": " "}, "seed: expected text that is not empty"),
        (JURY, {"jurors": [{"id": "a"}]}, "jurors[0].most: is missing"),
        (JURY, {"jurors": [{"id": "a", "most": 1, "x": 2}]}, "jurors[0].x: not known here"),
        (JURY, {"applications": ["a", "a"]}, "applications: 'a' comes twice"),
        (JURY, {"sheets": None}, "sheets: expected a whole number, got None"),
    ],
)
def test_a_file_that_is_malformed_is_refused_in_one_line(tmp_path, example, changed, words):
    with pytest.raises(CommandError) as refusal:
        call_command("score", str(written(tmp_path, example, **changed)))

    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "not JSON"),
        ("[]", "the file: expected an object"),
        ("{}", "format: is missing"),
        ('{"a": 1, "a": 2}', "the key 'a' comes twice"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": ' + "9" * 5_000 + "}", "a number of 5,000 digits is no score"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_file_that_is_no_question_is_refused_in_one_line(tmp_path, content, words):
    file = tmp_path / "asked.json"
    file.write_text(content, "utf-8")

    with pytest.raises(CommandError, match=words):
        call_command("score", str(file))


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")

    for name in ("nothing.json", "bytes.json"):
        with pytest.raises(CommandError, match=name):
            call_command("score", str(tmp_path / name))
