import hashlib
import json
from decimal import Decimal

import pytest

from eduhub.engines.evidence.assignment import Chance
from eduhub.engines.evidence.effects import Boundary
from eduhub.engines.evidence.multiplicity import Correction
from eduhub.engines.evidence.trial import amended, plan_from
from tests.engines.trial.makers import make_outcome, make_plan


def test_a_plan_has_one_text_and_its_sha256():
    plan = make_plan(classes={"b": "", "a": ""})

    told = json.loads(plan.text)

    assert list(told["classes"]) == ["a", "b"]
    assert plan.text == make_plan(classes={"a": "", "b": ""}).text
    assert plan.fingerprint == hashlib.sha256(plan.text.encode()).hexdigest()
    assert told["outcomes"][0]["smallest_that_matters"] == "1.5"


@pytest.mark.parametrize(
    "change",
    [
        {"trial": "P-2"},
        {"question": "Does it harm?"},
        {"classes": {"a": "north", "b": "north"}},
        {"outcomes": (make_outcome(),)},
        {"chance": None},
        {"confidence": Decimal("0.9")},
        {"attrition": Boundary.OPTIMISTIC},
        {"correction": Correction.HOLM},
    ],
    ids=lambda change: next(iter(change)),
)
def test_every_part_of_the_plan_is_in_its_fingerprint(change):
    assert make_plan(**change).fingerprint != make_plan().fingerprint


@pytest.mark.parametrize("chance", [*Chance, None], ids=str)
def test_a_plan_is_read_back_as_it_was_written(chance):
    outcomes = (make_outcome(baseline=("before",)), make_outcome("liked", margin=Decimal("0.5")))
    plan = make_plan(chance=chance, outcomes=outcomes)

    again = plan_from(json.loads(plan.text))

    assert again == plan and again.fingerprint == plan.fingerprint


def test_an_amendment_is_a_new_version_that_names_the_old_one_and_why():
    first = make_plan()

    second = amended(first, why="The school measures joy too.", outcomes=(make_outcome("liked"),))

    assert (second.version, second.replaces) == (2, first.fingerprint)
    assert (first.version, first.replaces) == (1, "")
    assert second.fingerprint != first.fingerprint
    with pytest.raises(ValueError, match="an amendment says why"):
        amended(first, why="", outcomes=second.outcomes)
    with pytest.raises(ValueError, match="changes nothing"):
        amended(first, why="?", outcomes=first.outcomes)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"outcomes": ()}, "names its trial, its classes and its outcomes"),
        ({"classes": {}}, "names its trial, its classes and its outcomes"),
        ({"outcomes": (make_outcome(), make_outcome())}, "an outcome comes twice in after, after"),
        ({"confidence": Decimal(1)}, "between 0 and 1, not 1"),
        ({"version": 2}, "version 1 replaces nothing"),
        ({"replaces": "ab"}, "version 1 replaces nothing"),
    ],
    ids=["no-outcome", "no-class", "twice", "confidence", "version", "replaces"],
)
def test_a_plan_that_cannot_be_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        make_plan(**wrong)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"unit": ""}, "an outcome has a unit; after has none"),
        ({"margin": Decimal(0)}, "after: a limit is above zero, not 0"),
        ({"smallest_that_matters": Decimal("NaN")}, "after: a limit is above zero, not NaN"),
        ({"baseline": ("after",)}, "after: outcome and baselines are different variables"),
    ],
    ids=["unit", "margin", "smallest", "baseline"],
)
def test_an_outcome_that_cannot_be_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        make_outcome(**wrong)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"outcomes": None}, "a list of outcomes and a mapping of classes"),
        ({"outcomes": ["after"]}, "each outcome is a mapping"),
        ({"colour": "red"}, "a plan cannot be read from this"),
        ({"confidence": "much"}, "much is not a number"),
        ({"chance": "dice"}, "'dice' is not a valid Chance"),
    ],
    ids=["outcomes", "outcome", "key", "number", "chance"],
)
def test_json_that_is_no_plan_is_refused(change, words):
    with pytest.raises(ValueError, match=words):
        plan_from(json.loads(make_plan().text) | change)
