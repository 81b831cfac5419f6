import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eduhub.engines.matching import (
    ClassKind,
    Fairness,
    FairnessRule,
    Forbid,
    Limit,
    Lock,
    Points,
    Waiver,
    propose,
)
from eduhub.engines.matching.answers.writing import contradiction_content, outcome_content, text_of
from eduhub.engines.matching.files.reading import problem_from_text
from eduhub.engines.matching.files.weeks import week_number, week_text, weeks_of
from tests.engines.matching.rounds import group, offer, problem

GROUP = {
    "id": "a",
    "school": "S1",
    "district": "D1",
    "languages": ["fi"],
    "ages": [9, 10],
    "weeks_free": ["2026-W36/2026-W43"],
    "most_minutes": 45,
}
OFFER = {
    "id": "x",
    "languages": ["fi"],
    "ages": [7, 12],
    "weeks": ["2026-W36/2026-W43"],
    "weeks_needed": 4,
    "minutes": 45,
    "most": 2,
}
AUTUMN = weeks_of(["2026-W36/2026-W43"])


def text(**changed):
    content = {"format": "eduhub-matching/1", "seed": "s", "groups": [GROUP], "offers": [OFFER]}
    return json.dumps(content | changed)


def test_the_shortest_file_takes_what_is_usual():
    assert problem_from_text(text()) == problem(
        [group("a", weeks_free=AUTUMN)],
        [offer("x", weeks=AUTUMN)],
        seed="s",
        fairness=Fairness(),
    )


def test_rules_and_decisions_are_read():
    rules = text(
        points={"match": 3, "topic": 0},
        fairness={"rule": "maximin", "classes": ["district"], "floor": 0.1},
        limits={"per_school": 4, "schools": {"S1": 2}},
        decisions={
            "locks": [{"group": "a", "offer": "x", "reason": "r", "waives": ["age"]}],
            "forbids": [{"group": None, "offer": "x", "reason": "f"}],
        },
    )

    assert problem_from_text(rules) == replace(
        problem_from_text(text()),
        points=Points(match=3, topic=0),
        fairness=Fairness(
            rule=FairnessRule.MAXIMIN, kinds=(ClassKind.DISTRICT,), floor=Fraction(1, 10)
        ),
        per_school=4,
        school_limits={"S1": 2},
        locks=(Lock(group="a", offer="x", reason="r"),),
        forbids=(Forbid(group=None, offer="x", reason="f"),),
        waivers=(Waiver(group="a", offer="x", limits=frozenset({Limit.AGE}), reason="r"),),
    )


def test_what_a_group_or_an_offer_need_not_say_is_read_if_it_does():
    more = text(
        groups=[GROUP | {"ranks": ["x"], "busy_weeks": ["2026-W36"], "need_group": "N"}],
        offers=[OFFER | {"scores": {"a": 7}, "per_school": 1, "least": 2}],
    )

    read = problem_from_text(more)

    busy = weeks_of(["2026-W36"])
    assert read.groups == (
        group("a", weeks_free=AUTUMN, busy_weeks=busy, need_group="N", scores={"x": 100}),
    )
    assert read.offers == (offer("x", weeks=AUTUMN, scores={"a": 7}, per_school=1, least=2),)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("{", "not JSON: Expecting property name"),
        ("[]", "the file: expected an object, got []"),
        ('{"format": 1, "format": 2}', "the key 'format' comes twice"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": NaN}', "NaN is no number"),
        ('{"a": "\\ud800"}', "half of a sign"),
        ('{"a": ' + "9" * 5000 + "}", "at most 1000 digits, got 5000"),
        (text(format="eduhub-matching/2"), "format: expected 'eduhub-matching/1'"),
        (text(limit={}), "limit: not known here; known are decisions, fairness"),
        (text(groups=[GROUP | {"minutes": 3}]), "groups[0].minutes: not known here"),
        (text(groups=[GROUP, GROUP]), "group 'a' comes twice"),
        (text(groups=[GROUP | {"ages": [9]}]), "groups[0].ages: expected the youngest"),
        (text(groups=[GROUP | {"ages": [10, 9]}]), "oldest age: expected a whole number from 10"),
        (
            text(groups=[GROUP | {"most_minutes": "45"}]),
            "groups[0].most_minutes: expected a whole",
        ),
        (text(groups=[GROUP | {"most_minutes": True}]), "expected a whole number, got True"),
        (text(groups=[GROUP | {"weeks_free": ["36"]}]), "groups[0].weeks_free: expected a week"),
        (text(groups=[GROUP | {"weeks_free": ["2025-W53"]}]), "there is no week 2025-W53"),
        (text(groups=[GROUP | {"vetoes": ["z"]}]), "group 'a': no offer is called 'z'"),
        (text(groups=[GROUP | {"scores": {"x": 101}}]), "from 0 to 100, got 101"),
        (text(groups=[GROUP | {"ranks": ["x"], "scores": {"x": 1}}]), "not both"),
        (text(groups=[{"id": "a"}]), "groups[0].school: is missing"),
        (text(groups={}), "groups: expected a list, got {}"),
        (text(offers=[OFFER | {"least": 3}]), "offers[0]: offer 'x': least groups"),
        (text(offers=[OFFER | {"weeks_needed": 9}]), "its weeks hold no 9 on end"),
        (
            text(fairness={"rule": "equal"}),
            "fairness.rule: expected one of none, maximin, leximin",
        ),
        (text(fairness={"floor": 2}), "floor is 2, expected 0 to 1"),
        (text(decisions={"locks": [{"group": "a", "offer": "x"}]}), "locks[0].reason: is missing"),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(wrong, words):
    with pytest.raises(ValueError) as refusal:
        problem_from_text(wrong)

    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    ),
    st.sampled_from(["groups", "offers", "fairness", "limits", "decisions", "points", "seed"]),
)
def test_whatever_stands_in_the_file_nothing_but_a_value_error_comes_out(anything, key):
    try:
        problem_from_text(text(**{key: anything}))
    except ValueError:
        return


@given(st.integers(week_number("1999-W01"), week_number("2100-W01")))
def test_weeks_count_on_and_come_back(number):
    assert week_number(week_text(number)) == number


def test_the_week_after_the_last_of_a_year_is_the_first_of_the_next():
    assert weeks_of(["2026-W53/2027-W01"]) == {
        week_number("2026-W53"),
        week_number("2026-W53") + 1,
    }


def test_an_answer_can_be_read_by_machines():
    one = problem_from_text(
        text(groups=[GROUP, GROUP | {"id": "b"}], offers=[OFFER | {"most": 1}])
    )

    answer = json.loads(text_of(outcome_content(propose(one))))

    (refused,) = answer["refusals"]["groups"]
    assert answer["standing"] == "optimal"
    assert answer["matches"][0]["weeks"] == "2026-W36/2026-W39"
    assert refused["reason"] == "offers_full"
    assert refused["change"]["limits"] == [{"limit": "most", "amount": 1, "unit": "groups more"}]
    assert (refused["proof"], refused["smallest"]) == ("solved_again", True)


def test_a_contradiction_can_be_read_by_machines():
    locked = {"locks": [{"group": "a", "offer": "x", "reason": "r"}]}
    one = problem_from_text(text(offers=[OFFER | {"ages": [13, 15]}], decisions=locked))

    assert contradiction_content(propose(one))["conflict"] == [
        {"kind": "limit", "limit": "age", "group": "a", "offer": "x"},
        {"kind": "lock", "group": "a", "offer": "x", "reason": "r"},
    ]
