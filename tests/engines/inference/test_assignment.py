import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from itertools import product

import numpy as np
import pytest

from eduhub.engines.evidence import draw
from eduhub.engines.evidence.assignment import (
    Balance,
    BalanceRule,
    DrawStatus,
    Gives,
    assign,
    blocked,
    complete,
    crossing_over,
    paired,
    rerandomised,
    scheme_of_lot,
    simple,
)
from tests.engines.inference.every_assignment import every_assignment, imbalance

NONCE = bytes(range(32))
PLAN = "ab" * 32
UNITS = tuple("ABCDEFG")
SCORES = dict(zip(UNITS, (3.0, 8.0, 1.0, 9.0, 4.0, 6.0, 2.0), strict=True))
PUPILS = dict(zip(UNITS, (20.0, 24.0, 18.0, 30.0, 22.0, 21.0, 15.0), strict=True))
ODD = {"A": "x", "B": "x", "C": "x", "D": "y", "E": "y", "F": "y", "G": "z"}
PAIRS = {"A": "1", "B": "1", "C": "2", "D": "2", "E": "3", "F": "3"}
DRAWS = 2000


def sha(text):
    return sha256(text.encode("utf-8")).hexdigest()


def balance(rule=BalanceRule.MAHALANOBIS, limit=0.8, most_draws=500):
    covariates = {"score": SCORES, "pupils": PUPILS}
    return Balance(rule=rule, limit=limit, most_draws=most_draws, covariates=covariates)


SCHEMES = {
    "simple": simple(UNITS),
    "complete": complete(UNITS, treated=3),
    "halves of an odd number": complete(UNITS),
    "blocked": blocked(ODD, treated={"x": 1, "y": 2, "z": 0}),
    "odd blocks": blocked(ODD),
    "paired": paired(PAIRS),
    "re-randomised": rerandomised(complete(UNITS, treated=3), balance()),
    "re-randomised in blocks": rerandomised(
        blocked(ODD), balance(BalanceRule.LARGEST_DIFFERENCE, limit=0.6)
    ),
}


def drawn(scheme, number=0):
    return assign(scheme, nonce=number.to_bytes(16), plan_fingerprint=PLAN)


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_every_assignment_of_a_scheme_is_drawn_equally_often_and_no_other(scheme):
    possible = ["".join(map(str, arms)) for arms in every_assignment(scheme)]

    seen = Counter("".join(map(str, drawn(scheme, n).arm_of)) for n in range(DRAWS))

    expected, freedom = DRAWS / len(possible), len(possible) - 1
    distance = sum((seen[arms] - expected) ** 2 / expected for arms in possible)
    assert set(seen) <= set(possible)
    assert distance < freedom + 4.5 * np.sqrt(2 * freedom)  # 1 in 10,000 or less


def test_this_nonce_gives_this_assignment_for_ever():
    # Worked out with sha256sum from the seed and the four labels.
    found = assign(complete(["7A", "7B", "8A", "8B"]), nonce=NONCE, plan_fingerprint=PLAN)

    told = {
        "nonce": NONCE.hex(),
        "plan": PLAN,
        "scheme": {
            "balance": None,
            "blocks": dict.fromkeys(["7A", "7B", "8A", "8B"], ""),
            "chance": "complete",
            "gives": "arms",
            "treated": None,
        },
    }
    assert found.seed == sha(json.dumps(told, sort_keys=True, separators=(",", ":")))
    queue = sorted(found.arms, key=lambda label: sha(f"{found.seed}|1|unit|{label}"))
    assert found.arms == {queue[0]: 1, queue[1]: 1, queue[2]: 0, queue[3]: 0}
    assert found.commitment == sha256(NONCE).hexdigest()
    assert (found.status, found.accepted_draw, found.imbalance) == (DrawStatus.DRAWN, 1, None)


@pytest.mark.parametrize("number", range(25))
def test_halved_blocks_are_drawn_by_hand_as_the_description_says(number):
    found = drawn(blocked(ODD), number)

    seed, tries, left = found.seed, set(), []
    for block in "xyz":
        queue = [unit for unit in UNITS if ODD[unit] == block]
        queue.sort(key=lambda unit: sha(f"{seed}|1|unit|{unit}"))
        while len(queue) > 1:
            tries.add(queue.pop(0))
            queue.pop()
        left += queue
    one, middle, _ = sorted(left, key=lambda unit: sha(f"{seed}|1|left|{unit}"))
    tries.add(one)
    if sha(f"{seed}|1|last|{middle}")[-1] in "13579bdf":
        tries.add(middle)
    assert {unit for unit, arm in found.arms.items() if arm} == tries


@pytest.mark.parametrize("number", range(25))
def test_the_first_draw_within_the_limit_holds(number):
    scheme = rerandomised(complete(UNITS, treated=3), balance())

    found = drawn(scheme, number)

    seed, tries = found.seed, []
    while not tries or imbalance(scheme, np.array(tries[-1])) > 0.8:
        t = len(tries) + 1
        queue = sorted(UNITS, key=lambda label, t=t: sha(f"{seed}|{t}|unit|{label}"))
        tries.append([int(label in queue[:3]) for label in UNITS])
    assert found.arm_of == tuple(tries[-1])
    assert found.accepted_draw == len(tries)
    assert found.imbalance == pytest.approx(imbalance(scheme, np.array(tries[-1])), abs=1e-9)


def test_a_limit_that_no_draw_meets_is_a_result():
    scheme = rerandomised(complete(UNITS, treated=3), balance(limit=1e-6, most_draws=20))

    found = drawn(scheme)

    assert (found.status, found.accepted_draw, found.arms) == (DrawStatus.NONE_ACCEPTED, None, {})
    assert found.imbalance > 1e-6


def test_orders_say_who_has_the_solution_in_which_period():
    found = drawn(crossing_over(complete(UNITS[:2])))

    first = next(unit for unit, arm in found.arms.items() if arm)
    assert found.scheme.gives is Gives.ORDERS
    assert found.periods[first] == (1, 0)
    assert sorted(found.periods.values()) == [(0, 1), (1, 0)]
    assert drawn(complete(UNITS[:2])).periods == {}


def test_pupils_have_the_arm_of_their_class():
    found = drawn(complete(UNITS[:2]))

    arms = found.of_members({"p1": "A", "p2": "B", "p3": "A"})

    assert arms == {"p1": found.arms["A"], "p2": found.arms["B"], "p3": found.arms["A"]}
    with pytest.raises(ValueError, match="p4 is in C"):
        found.of_members({"p4": "C"})


def test_plan_nonce_units_and_covariates_all_enter_the_seed():
    scheme = rerandomised(complete(UNITS), balance())
    moved = {"score": SCORES | {"A": 3.5}, "pupils": PUPILS}
    other = Balance(BalanceRule.MAHALANOBIS, 0.8, 500, moved)
    found = {
        drawn(scheme).seed,
        drawn(scheme, 1).seed,
        assign(scheme, nonce=bytes(16), plan_fingerprint="cd" * 32).seed,
        drawn(complete(UNITS)).seed,
        drawn(complete(UNITS, treated=3)).seed,
        drawn(complete(UNITS[1:])).seed,
        drawn(crossing_over(complete(UNITS))).seed,
        drawn(rerandomised(complete(UNITS), other)).seed,
    }

    assert len(found) == 8


@pytest.mark.parametrize("blocks", [ODD, dict.fromkeys(UNITS, ""), PAIRS])
def test_a_lot_that_was_drawn_is_an_assignment_of_its_scheme(blocks):
    for number in range(50):
        lot = draw(list(blocks), nonce=number.to_bytes(16), plan_fingerprint=PLAN, blocks=blocks)

        scheme = scheme_of_lot(lot)

        assert scheme.units == tuple(lot.arms)
        assert scheme.permits(list(lot.arms.values()))


@pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)
def test_a_scheme_counts_and_permits_what_trying_all_vectors_finds(scheme):
    plain = replace(scheme, balance=None)
    every = every_assignment(plain)
    mirrors = {tuple(1 - arms) for arms in every}

    assert plain.assignments == len(every)
    vectors = list(product((0, 1), repeat=len(plain.units)))
    assert [arms for arms in vectors if plain.permits(arms)] == sorted(map(tuple, every.tolist()))
    assert plain.is_mirrored == (mirrors == {tuple(arms) for arms in every})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda: complete(["A"]), "two units"),
        (lambda: complete(["A", "A"]), "unit A comes twice"),
        (lambda: complete(["A", ""]), "each with a label"),
        (lambda: complete(["A", "B"], treated=2), "leaves an arm empty"),
        (lambda: complete(["A", "B"], treated=3), "3 of 2 units"),
        (lambda: blocked(ODD, treated={"x": 1}), "one number for each block"),
        (lambda: paired({"A": "1", "B": "1", "C": "1", "D": "2"}), "pair 1 has 3 units"),
        (lambda: balance(limit=0), "limit is 0"),
        (lambda: balance(most_draws=0), "most_draws is 0"),
        (lambda: rerandomised(complete(UNITS[:3]), balance()), "score needs one value"),
        (lambda: assign(simple(UNITS), nonce=b"short", plan_fingerprint=PLAN), "16 bytes"),
        (lambda: assign(simple(UNITS), nonce=NONCE, plan_fingerprint=""), "for a plan"),
    ],
)
def test_what_is_unclear_is_refused_with_its_place(wrong, words):
    with pytest.raises(ValueError, match=words):
        wrong()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"a": dict.fromkeys(UNITS, 2.0)}, "a is the same for all units"),
        ({"a": SCORES, "b": {u: -2 * v for u, v in SCORES.items()}}, "repeats the others"),
        ({"a": SCORES | {"B": float("nan")}}, "a of B is nan"),
        ({}, "at least one covariate"),
    ],
)
def test_covariates_that_measure_nothing_are_refused(values, words):
    with pytest.raises(ValueError, match=words):
        rerandomised(complete(UNITS), Balance(BalanceRule.MAHALANOBIS, 1.0, 10, values))
