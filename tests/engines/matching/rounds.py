"""Small rounds for tests: written by hand, or drawn by hypothesis with every kind of limit."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from eduhub.engines.matching import (
    Fairness,
    FairnessRule,
    Forbid,
    Group,
    Limit,
    Lock,
    Offer,
    Points,
    Problem,
    Waiver,
)

NO_FAIRNESS = Fairness(rule=FairnessRule.NONE)


def group(name, **changed):
    usual = {
        "school": "S1",
        "district": "D1",
        "languages": frozenset({"fi"}),
        "ages": (9, 10),
        "weeks_free": frozenset(range(36, 44)),
        "most_minutes": 45,
    }
    return Group(id=name, **usual | changed)


def offer(name, **changed):
    usual = {
        "languages": frozenset({"fi"}),
        "ages": (7, 12),
        "weeks": frozenset(range(36, 44)),
        "weeks_needed": 4,
        "minutes": 45,
        "most": 2,
    }
    return Offer(id=name, **usual | changed)


def problem(groups, offers, **changed):
    usual = {"seed": "lot", "fairness": NO_FAIRNESS}
    return Problem(groups=tuple(groups), offers=tuple(offers), **usual | changed)


def shuffled(one, luck):
    """The same problem with every list in another order."""
    lists = {}
    for name in ("groups", "offers", "locks", "forbids", "waivers"):
        rows = list(getattr(one, name))
        luck.shuffle(rows)
        lists[name] = tuple(rows)
    return replace(one, **lists)


scores = st.integers(0, 3).map(lambda n: n * 10)
few = st.integers(0, 9).map(lambda n: n == 0)
"""True now and then."""


@st.composite
def groups_of(draw, number, offers):
    return group(
        f"g{number}",
        school=draw(st.sampled_from(["S1", "S2"])),
        district=draw(st.sampled_from(["D1", "D2"])),
        languages=draw(st.sampled_from([{"fi"}, {"fi"}, {"sv"}, {"fi", "sv"}]).map(frozenset)),
        ages=draw(st.sampled_from([(9, 10), (9, 10), (13, 14)])),
        weeks_free=draw(
            st.sampled_from([range(36, 44), range(36, 44), range(36, 41)]).map(frozenset)
        ),
        busy_weeks=frozenset(range(39, 42)) if draw(few) else frozenset(),
        most_minutes=draw(st.sampled_from([30, 45, 45, 60])),
        devices=frozenset({"tablet"}) if draw(st.booleans()) else frozenset(),
        need_group=draw(st.sampled_from(["", "", "N"])),
        topics=draw(st.sampled_from([(), ("maths",), ("maths", "music")]).map(frozenset)),
        not_this_term=draw(few),
        scores={name: draw(scores) for name in offers if draw(st.booleans())},
        vetoes=frozenset(name for name in offers if draw(few)),
    )


@st.composite
def offers_of(draw, number, groups):
    most = draw(st.integers(1, 3))
    return offer(
        f"o{number}",
        languages=draw(st.sampled_from([{"fi"}, {"fi", "sv"}, {"sv"}]).map(frozenset)),
        ages=draw(st.sampled_from([(7, 12), (7, 12), (7, 16)])),
        weeks_needed=draw(st.sampled_from([2, 4, 6])),
        minutes=draw(st.sampled_from([30, 45])),
        devices=frozenset({"tablet"}) if draw(few) else frozenset(),
        most=most,
        least=draw(st.integers(1, most)),
        per_school=draw(st.sampled_from([None, None, 1, 2])),
        topics=draw(st.sampled_from([(), ("maths",)]).map(frozenset)),
        scores={name: draw(scores) for name in groups if draw(st.booleans())},
        vetoes=frozenset(name for name in groups if draw(few)),
    )


@st.composite
def rounds(draw, rule=FairnessRule.NONE, most_groups=6, most_offers=3):
    """A round small enough to try everything; without people's decisions."""
    group_names = [f"g{n}" for n in range(draw(st.integers(1, most_groups)))]
    offer_names = [f"o{n}" for n in range(draw(st.integers(1, most_offers)))]
    groups = [draw(groups_of(n, offer_names)) for n in range(len(group_names))]
    offers = [draw(offers_of(n, group_names)) for n in range(len(offer_names))]
    return problem(
        groups,
        offers,
        seed=draw(st.sampled_from(["a", "b"])),
        points=Points(match=draw(st.sampled_from([1, 30])), topic=5),
        fairness=Fairness(rule=rule),
        per_school=draw(st.sampled_from([None, None, 1, 2])),
    )


@st.composite
def decided_rounds(draw, rule=FairnessRule.NONE, floor=Fraction(0)):
    """A round with locks, forbids and waivers, which may well contradict each other."""
    one = draw(rounds(rule))
    groups, offers = [g.id for g in one.groups], [o.id for o in one.offers]
    pairs = st.tuples(st.sampled_from(groups), st.sampled_from(offers))
    chosen = st.lists(pairs, max_size=2, unique=True)
    waived = st.sets(
        st.sampled_from([limit for limit in Limit if limit is not Limit.LEAST]), min_size=1
    )
    return replace(
        one,
        fairness=replace(one.fairness, floor=floor),
        locks=tuple(Lock(group=g, offer=o, reason="r") for g, o in draw(chosen)),
        forbids=tuple(Forbid(group=g, offer=o, reason="r") for g, o in draw(chosen)),
        waivers=tuple(
            Waiver(group=g, offer=o, limits=frozenset(draw(waived)), reason="r")
            for g, o in draw(chosen)
        ),
    )
