"""What holds of every study: no rating above its design, and no reward for saying less."""

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eduhub.engines.evidence.ratings import (
    Design,
    EefLevel,
    EssaLevel,
    NestaLevel,
    Status,
    StudyFacts,
    WwcLevel,
    eef_rating,
    essa_rating,
    nesta_rating,
    wwc_rating,
)
from tests.engines.ratings.studies import ANY_STUDY, FLAWLESS

SCHEMES = {
    wwc_rating: list(WwcLevel),
    essa_rating: list(EssaLevel),
    eef_rating: list(EefLevel),
    nesta_rating: list(NestaLevel),
}
# The most that each design allows: WWC, ESSA, EEF, Nesta.
CEILINGS = {
    Design.LOT: ("without_reservations", "tier_1", "padlocks_5", "level_5"),
    Design.DISCONTINUITY: ("not_eligible", "tier_3", "padlocks_4", "level_5"),
    Design.DIFFERENCES: ("with_reservations", "tier_2", "padlocks_4", "level_5"),
    Design.MATCHED: ("with_reservations", "tier_2", "padlocks_3", "level_5"),
    Design.UNMATCHED: ("with_reservations", "tier_2", "padlocks_2", "level_2"),
    Design.CORRELATION: ("not_eligible", "tier_3", "padlocks_0", "level_2"),
    Design.BEFORE_AFTER: ("not_eligible", "tier_4", "padlocks_0", "level_2"),
    Design.DESCRIPTION: ("not_eligible", "tier_4", "padlocks_0", "level_1"),
}
BROKEN_LOT = ("with_reservations", "tier_2", "padlocks_3", "level_5")
ONE_CLASS = ("does_not_meet", "tier_4", "padlocks_0", "level_2")
KEPT_APART = ("unit", "design", "boundary")
BETTER_DESIGN = {
    Design.DESCRIPTION: Design.BEFORE_AFTER,
    Design.BEFORE_AFTER: Design.UNMATCHED,
    Design.UNMATCHED: Design.MATCHED,
    Design.MATCHED: Design.LOT,
    Design.DIFFERENCES: Design.LOT,
}


def ranks(facts):
    return [levels.index(rate(facts).level) for rate, levels in SCHEMES.items()]


def allowed(facts):
    """The lowest of what design, broken lot and single classes allow, scheme by scheme."""
    told = [CEILINGS[facts.design]]
    if facts.design is Design.LOT and facts.lot_kept is False:
        told.append(BROKEN_LOT)
    if 1 in (facts.units_treated, facts.units_control) and facts.has_comparison:
        told.append(ONE_CLASS)
    scales = list(SCHEMES.values())
    return [
        min(scales[at].index(scales[at][0].__class__(each[at])) for each in told)
        for at in range(len(scales))
    ]


@settings(deadline=None, max_examples=400)
@given(facts=ANY_STUDY)
def test_no_rating_is_above_what_the_design_allows(facts):
    pairs = zip(ranks(facts), allowed(facts), strict=True)

    assert all(rank <= most for rank, most in pairs)


@pytest.mark.parametrize("design", Design)
def test_a_study_that_lacks_nothing_reaches_what_its_design_allows(design):
    facts = replace(FLAWLESS, design=design)

    assert tuple(rate(facts).level.value for rate in SCHEMES) == CEILINGS[design]
    assert tuple(rate(facts).ceiling.value for rate in SCHEMES) == CEILINGS[design]


@pytest.mark.parametrize(
    ("changed", "levels"),
    [({"lot_kept": False}, BROKEN_LOT), ({"units_control": 1}, ONE_CLASS)],
)
def test_a_broken_lot_or_a_single_class_lowers_the_ceiling(changed, levels):
    facts = replace(FLAWLESS, **changed)

    assert tuple(rate(facts).ceiling.value for rate in SCHEMES) == levels
    assert ranks(facts) == allowed(facts)


@settings(deadline=None, max_examples=400)
@given(
    facts=ANY_STUDY,
    name=st.sampled_from([each.name for each in fields(StudyFacts)]),
)
def test_adding_a_strength_never_lowers_a_rating(facts, name):
    if name == "design":
        better = replace(facts, design=BETTER_DESIGN.get(facts.design, facts.design))
        if better.design is Design.LOT is not facts.design:
            better = replace(better, lot_kept=True)
    elif name in KEPT_APART:
        return
    else:
        better = replace(facts, **{name: getattr(FLAWLESS, name)})

    pairs = zip(ranks(better), ranks(facts), strict=True)
    assert all(after >= rank for after, rank in pairs)


@settings(deadline=None, max_examples=400)
@given(facts=ANY_STUDY, hidden=st.sets(st.sampled_from([f.name for f in fields(StudyFacts)])))
def test_saying_less_never_raises_a_rating_and_leaves_open_what_it_could_be(facts, hidden):
    silent = {name: None for name in hidden - {*KEPT_APART, "threats"}}
    if "threats" in hidden:
        silent["threats"] = {}
    unsaid = replace(facts, **silent)

    for rate, levels in SCHEMES.items():
        known, unknown = rate(facts), rate(unsaid)
        order = [
            levels.index(level)
            for level in (unknown.level, known.level, unknown.could_be, unknown.ceiling)
        ]
        assert order == sorted(order)


@settings(deadline=None, max_examples=200)
@given(facts=ANY_STUDY)
def test_whoever_mends_what_would_raise_a_rating_raises_it(facts):
    for rate, levels in SCHEMES.items():
        found = rate(facts)
        assert [each.level for each in found.raises] == levels[levels.index(found.level) + 1 :]
        for each in found.raises:
            above = levels.index(each.level) > levels.index(found.ceiling)
            assert each.needs_another_design is above
            assert each.criteria or each.needs_another_design
            for name in each.criteria:
                assert found.criterion(name).status not in (Status.PASSED, Status.NOT_NEEDED)


@pytest.mark.parametrize("rate", SCHEMES)
@pytest.mark.parametrize("facts", [FLAWLESS, StudyFacts(design=Design.LOT)])
def test_every_question_has_its_limit_source_date_and_certainty(rate, facts):
    found = rate(facts)

    assert found.claim == "would_correspond_to"
    for each in found.criteria:
        limit = each.threshold
        assert limit.source and limit.date and limit.unit and limit.certainty
        assert (each.value is None) == (each.status in (Status.NOT_KNOWN, Status.NOT_NEEDED)) or (
            each.name == "eef_threats"
        )


def test_a_study_of_which_nothing_is_known_is_rated_lowest_and_could_be_anything():
    facts = StudyFacts(design=Design.LOT)

    levels = [(r.level.value, r.could_be.value) for r in (rate(facts) for rate in SCHEMES)]

    assert levels == [
        ("does_not_meet", "without_reservations"),
        ("none", "tier_1"),
        ("padlocks_0", "padlocks_5"),
        ("none", "level_5"),
    ]
