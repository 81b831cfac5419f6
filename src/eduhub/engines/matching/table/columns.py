"""A problem as columns, with groups and offers in the order of the lot."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.matching.problem.parties import Group, Offer
from eduhub.engines.matching.problem.whole import ClassKind, Problem
from eduhub.engines.matching.table.fit import Fit, fit_of
from eduhub.engines.matching.table.lot import in_lot_order
from eduhub.engines.matching.table.pairs import Flags, Ints, Pairs, pairs_of


@dataclass(frozen=True, slots=True)
class ServedClass:
    """A named class of groups whose share of served groups is watched."""

    kind: ClassKind
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Columns:
    """The compiled problem. Rows of `groups` and `offers` are what all indices refer to."""

    problem: Problem
    groups: tuple[Group, ...]
    offers: tuple[Offer, ...]
    fit: Fit
    pairs: Pairs
    school: NDArray[np.int32]
    schools: tuple[str, ...]
    school_limit: Ints
    """(schools,) most groups of each; as many as there are groups when there is no limit."""

    least: Ints
    most: Ints
    per_school: Ints
    classes: tuple[ServedClass, ...]
    member: Flags
    """(classes, groups) which group is of which class; not those that are out this term."""

    @property
    def can_be_chosen(self) -> Flags:
        """(offers,) whether opening the offer is a decision: it takes two groups or more."""
        return self.least > 1


def columns_of(problem: Problem) -> Columns:
    """Put a problem in the order of its lot and work out what is allowed and its worth."""
    group_ids = [group.id for group in problem.groups]
    offer_ids = [offer.id for offer in problem.offers]
    groups = tuple(problem.groups[at] for at in in_lot_order(problem.seed, "group", group_ids))
    offers = tuple(problem.offers[at] for at in in_lot_order(problem.seed, "offer", offer_ids))
    fit = fit_of(problem, groups, offers)
    schools = tuple(sorted({group.school for group in groups}))
    at_school = {school: at for at, school in enumerate(schools)}
    unlimited = len(groups)
    usual = unlimited if problem.per_school is None else problem.per_school
    classes, member = _classes(problem, groups)
    return Columns(
        problem=problem,
        groups=groups,
        offers=offers,
        fit=fit,
        pairs=pairs_of(problem, groups, offers, fit),
        school=np.array([at_school[group.school] for group in groups], dtype=np.int32),
        schools=schools,
        school_limit=_ints(problem.school_limits.get(school, usual) for school in schools),
        least=_ints(offer.least for offer in offers),
        most=_ints(offer.most for offer in offers),
        per_school=_ints(
            unlimited if offer.per_school is None else offer.per_school for offer in offers
        ),
        classes=classes,
        member=member,
    )


def _classes(problem: Problem, groups: tuple[Group, ...]) -> tuple[tuple[ServedClass, ...], Flags]:
    """The classes that have members, by kind and name, and who is in them."""
    members: dict[tuple[ClassKind, str], list[int]] = {}
    for at, group in enumerate(groups):
        if group.not_this_term:
            continue
        for kind in problem.fairness.kinds:
            for name in _names(group, kind):
                members.setdefault((kind, name), []).append(at)
    order = sorted(members, key=lambda one: (list(ClassKind).index(one[0]), one[1]))
    member = np.zeros((len(order), len(groups)), dtype=bool)
    for row, one in enumerate(order):
        member[row, members[one]] = True
    classes = tuple(ServedClass(kind, name, len(members[kind, name])) for kind, name in order)
    return classes, member


def _names(group: Group, kind: ClassKind) -> tuple[str, ...]:
    match kind:
        case ClassKind.DISTRICT:
            return (group.district,)
        case ClassKind.LANGUAGE:
            return tuple(group.languages)
        case ClassKind.NEED_GROUP:
            return (group.need_group,) if group.need_group else ()


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)
