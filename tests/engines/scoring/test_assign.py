"""Who judges what, held against every assignment there is."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.scoring import CannotAssign, Connection, Juror, Jury, assign
from tests.engines.scoring.every_assignment import everything


@st.composite
def juries(draw):
    applications = tuple(f"a{at}" for at in range(draw(st.integers(1, 5))))
    most = draw(st.lists(st.integers(0, 5), min_size=1, max_size=4))
    jurors = tuple(Juror(f"j{at}", one) for at, one in enumerate(most))
    pairs = [(application, one.id) for application in applications for one in jurors]
    sheets = draw(st.integers(1, 3))
    conflicts = draw(st.frozensets(st.sampled_from(pairs), max_size=6))
    held = draw(st.frozensets(st.sampled_from(pairs), max_size=5)) - conflicts
    load, times = Counter(j for _, j in held), Counter(a for a, _ in held)
    if any(load[one.id] > one.most for one in jurors) or any(n > sheets for n in times.values()):
        held = frozenset()
    return Jury(
        applications=applications,
        jurors=jurors,
        sheets=sheets,
        seed=draw(st.sampled_from("xyz")),
        conflicts=conflicts,
        held=held,
    )


def even(applications=8, jurors=4, sheets=2, most=6, **more):
    """A jury of usual size: a0…, j0…"""
    return Jury(
        applications=tuple(f"a{at}" for at in range(applications)),
        jurors=tuple(Juror(f"j{at}", most) for at in range(jurors)),
        sheets=sheets,
        seed="spring",
        **more,
    )


def two_worlds(bridge=frozenset()):
    """Conflicts between half of the applications and half of the jurors, both ways."""
    first = {(f"a{a}", f"j{j}") for a in range(4) for j in (2, 3)}
    second = {(f"a{a}", f"j{j}") for a in range(4, 8) for j in (0, 1)}
    return even(conflicts=frozenset(first | second) - bridge)


def keeps_all(jury, pairs):
    times, load = Counter(a for a, _ in pairs), Counter(j for _, j in pairs)
    return (
        len(set(pairs)) == len(pairs)
        and all(times[one] == jury.sheets for one in jury.applications)
        and all(load[one.id] <= one.most for one in jury.jurors)
        and jury.held <= set(pairs)
        and not jury.conflicts & set(pairs)
    )


@given(jury=juries())
@settings(deadline=None)
def test_an_assignment_is_as_even_as_any_and_exists_when_any_does(jury):
    best = everything(jury)

    if best.least_gap is None:
        with pytest.raises(CannotAssign):
            assign(jury)
        return
    found = assign(jury)
    assert keeps_all(jury, found.pairs)
    assert found.least_gap == best.least_gap
    assert (found.connection is Connection.CONNECTED) == (len(found.parts) == 1)
    proven = (Connection.TOO_FEW_SHEETS, Connection.APART_BY_CONFLICTS)
    if found.connection in proven and jury.sheets > 1:  # a single juror is no comparison
        assert best.least_connected_gap is None


@given(jury=juries())
@settings(max_examples=50, deadline=None)
def test_a_refusal_is_a_proof(jury):
    """What the applications need from these jurors, counted anew, is more than they take on."""
    try:
        assign(jury)
    except CannotAssign as refusal:
        held = Counter(application for application, _ in jury.held)
        others = [one.id for one in jury.jurors if one.id not in refusal.jurors]
        taken = [juror for _, juror in jury.held]
        needed = sum(
            jury.sheets
            - held[application]
            - sum((application, other) not in jury.conflicts | jury.held for other in others)
            for application in refusal.applications
        )
        offered = sum(
            one.most - taken.count(one.id) for one in jury.jurors if one.id in refusal.jurors
        )
        assert (refusal.needed, refusal.offered) == (needed, offered)
        assert needed > offered


@given(jury=juries(), luck=st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_rows_means_nothing(jury, luck):
    shuffled = replace(
        jury,
        applications=tuple(luck.sample(jury.applications, len(jury.applications))),
        jurors=tuple(luck.sample(jury.jurors, len(jury.jurors))),
    )

    assert _outcome(shuffled) == _outcome(jury)


def _outcome(jury):
    try:
        return assign(jury)
    except CannotAssign as refusal:
        return str(refusal)


def test_eight_applications_and_four_jurors_by_hand():
    found = assign(even())

    assert [one.sheets for one in found.loads] == [4, 4, 4, 4]
    assert (found.gap, found.least_gap, found.connection) == (0, 0, Connection.CONNECTED)
    assert keeps_all(even(), found.pairs)
    assert found.of_juror("j0") == tuple(a for a, juror in found.pairs if juror == "j0")


def test_another_seed_is_another_lot():
    assert assign(even()).pairs != assign(replace(even(), seed="autumn")).pairs


def test_parts_that_conflicts_hold_apart_are_told():
    found = assign(two_worlds())

    assert found.connection is Connection.APART_BY_CONFLICTS
    assert found.parts == (("a0", "a1", "a2", "a3"), ("a4", "a5", "a6", "a7"))


def test_one_pair_that_may_meet_connects_two_worlds_at_the_price_of_evenness():
    found = assign(two_worlds(bridge=frozenset({("a0", "j2")})))

    assert ("a0", "j2") in found.pairs
    assert (found.connection, found.gap, found.least_gap) == (Connection.CONNECTED, 2, 0)


def test_one_sheet_each_cannot_connect_anything():
    found = assign(even(sheets=1))

    assert found.connection is Connection.TOO_FEW_SHEETS
    assert sorted(len(part) for part in found.parts) == [2, 2, 2, 2]


def test_too_few_without_a_conflict_are_told_by_name():
    conflicts = frozenset(("a5", f"j{at}") for at in range(3))

    with pytest.raises(CannotAssign) as refusal:
        assign(even(conflicts=conflicts))

    assert (refusal.value.applications, refusal.value.jurors) == (("a5",), ())
    assert str(refusal.value) == (
        "application 'a5': 1 more sheets needed than jurors without a conflict can give"
    )


def test_too_little_time_in_all_is_told_with_both_sums():
    with pytest.raises(CannotAssign) as refusal:
        assign(even(most=3))

    assert (refusal.value.needed, refusal.value.offered) == (16, 12)


def test_sheets_that_were_given_stay_when_a_juror_drops_out():
    before = assign(even())
    held = frozenset(pair for pair in before.pairs if pair[1] != "j3")
    jurors = (*(Juror(f"j{at}", 6) for at in range(3)), Juror("j3", 0))

    after = assign(replace(even(), jurors=jurors, held=held))

    assert held <= set(after.pairs)
    assert sorted(one.sheets for one in after.loads) == [0, 5, 5, 6]


def test_what_is_held_is_not_handed_on_though_others_have_less():
    held = frozenset((f"a{at}", "j0") for at in range(6))

    found = assign(even(held=held))

    assert held <= set(found.pairs)
    assert sorted(one.sheets for one in found.loads) == [3, 3, 4, 6]
    assert (found.gap, found.least_gap) == (3, 3)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"applications": ("a0", "a0")}, "application 'a0' comes twice"),
        ({"applications": ()}, "expected at least one application"),
        ({"jurors": (Juror("j0", 1), Juror("j0", 1))}, "juror 'j0' comes twice"),
        ({"jurors": (Juror(" ", 1),)}, "juror: expected text"),
        ({"jurors": (Juror("j0", -1),)}, "most of juror 'j0'"),
        ({"sheets": 0}, "sheets for each application"),
        ({"sheets": True}, "sheets for each application"),
        ({"seed": ""}, "seed: expected text"),
        ({"conflicts": frozenset({("b", "j0")})}, "conflict: no application is called 'b'"),
        ({"held": frozenset({("a0", "k")})}, "held: no juror is called 'k'"),
        (
            {"held": frozenset({("a0", "j0")}), "conflicts": frozenset({("a0", "j0")})},
            "'j0' is held for 'a0' and in conflict with it",
        ),
        ({"sheets": 1, "held": frozenset({("a0", "j0"), ("a0", "j1")})}, "2 are held for it"),
        ({"jurors": (Juror("j0", 0),), "held": frozenset({("a0", "j0")})}, "1 are held for them"),
    ],
)
def test_a_jury_that_is_none_is_refused(changed, words):
    with pytest.raises(ValueError, match=words):
        replace(even(), **changed)
