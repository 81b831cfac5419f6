"""A round of matching as a city might have it, drawn from a fixed seed; and simpler methods.

Groups have two ages, one of three languages, three free weeks in four, and five wishes;
offers take three to eleven groups of two to four years, for two to four weeks on end.
Places are about as many as groups, and too few in the smaller languages.
"""

import random
from collections import Counter
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from eduhub.engines.matching import Fairness, FairnessRule, Group, Offer, Problem
from eduhub.engines.matching.table.columns import Columns

LANGUAGES = ("fi", "sv", "en")
DEVICES = ("headset", "laptop", "robot", "tablet")
TOPICS = tuple(f"topic {n}" for n in range(12))
NEEDS = ("", "", "", "", "", "", "", "hearing", "newcomers", "reading")
PER_SCHOOL, PER_SCHOOL_AT_OFFER = 15, 3


def city_round(groups: int, offers: int, rule: FairnessRule, seed: int = 1) -> Problem:
    """A round with every kind of limit; equal for equal arguments."""
    luck = random.Random(seed)
    schools = [
        (f"school {n}", f"district {luck.randrange(8)}") for n in range(max(5, groups // 20))
    ]
    group_ids = [f"g{n}" for n in range(groups)]
    offer_ids = [f"o{n}" for n in range(offers)]
    return Problem(
        groups=tuple(_group(one, luck, schools, offer_ids) for one in group_ids),
        offers=tuple(_offer(one, luck, group_ids) for one in offer_ids),
        seed="benchmark",
        per_school=PER_SCHOOL,
        fairness=Fairness(rule=rule),
    )


def _group(
    name: str, luck: random.Random, schools: list[tuple[str, str]], offers: list[str]
) -> Group:
    school, district = luck.choice(schools)
    youngest = luck.randint(7, 15)
    wishes = luck.sample(offers, min(5, len(offers)))
    return Group(
        id=name,
        school=school,
        district=district,
        languages=frozenset(luck.choices(LANGUAGES, (72, 20, 8))),
        ages=(youngest, youngest + 1),
        weeks_free=frozenset(week for week in range(20) if luck.random() < 0.75),
        most_minutes=luck.choice((30, 45, 60, 90)),
        devices=frozenset(device for device in DEVICES if luck.random() < 0.7),
        need_group=luck.choice(NEEDS),
        topics=frozenset(luck.sample(TOPICS, 2)),
        scores={offer: 50 - 10 * rank for rank, offer in enumerate(wishes)},
    )


def _offer(name: str, luck: random.Random, groups: list[str]) -> Offer:
    youngest, first = luck.randint(7, 12), luck.randrange(14)
    spoken = [
        one
        for one, often in zip(LANGUAGES, (0.85, 0.4, 0.25), strict=True)
        if luck.random() < often
    ]
    wishes = luck.sample(groups, min(10, len(groups)))
    return Offer(
        id=name,
        languages=frozenset(spoken or ["fi"]),
        ages=(youngest, youngest + luck.randint(2, 4)),
        weeks=frozenset(range(first, first + 6)),
        weeks_needed=luck.randint(2, 4),
        minutes=luck.choice((20, 30, 45, 60)),
        devices=frozenset(device for device in DEVICES if luck.random() < 0.2),
        least=luck.randint(2, 4),
        most=luck.randint(4, 11),
        per_school=PER_SCHOOL_AT_OFFER,
        topics=frozenset(luck.sample(TOPICS, 3)),
        scores={group: 50 - 5 * rank for rank, group in enumerate(wishes)},
    )


@dataclass
class Filling:
    """A matching that grows pair by pair and keeps every limit but the least."""

    columns: Columns

    def __post_init__(self) -> None:
        self.offer_of: dict[int, int] = {}
        self.at_offer: Counter[int] = Counter()
        self.at_school: Counter[int] = Counter()
        self.at_both: Counter[tuple[int, int]] = Counter()

    def takes(self, group: int, offer: int) -> bool:
        columns, school = self.columns, int(self.columns.school[group])
        return (
            group not in self.offer_of
            and self.at_offer[offer] < columns.most[offer]
            and self.at_school[school] < columns.school_limit[school]
            and self.at_both[school, offer] < columns.per_school[offer]
        )

    def put(self, group: int, offer: int, by: int = 1) -> None:
        school = int(self.columns.school[group])
        self.at_offer[offer] += by
        self.at_school[school] += by
        self.at_both[school, offer] += by
        if by > 0:
            self.offer_of[group] = offer
        else:
            del self.offer_of[group]

    def closes_more(self, closed: set[int]) -> bool:
        """Close a quarter of the offers that lack their least, the emptiest; False if none do."""
        lacking = [
            (self.at_offer[offer] / self.columns.least[offer], offer)
            for offer in sorted(set(self.offer_of.values()))
            if self.at_offer[offer] < self.columns.least[offer]
        ]
        closed.update(offer for _, offer in sorted(lacking)[: -(-len(lacking) // 4)])
        return bool(lacking)


def greedy(columns: Columns) -> dict[int, int]:
    """Pair by pair, the most points first; offers that lack their least closed by and by."""
    pairs, closed = columns.pairs, set[int]()
    order = np.argsort(-pairs.worth, kind="stable").tolist()
    groups, offers = pairs.group.tolist(), pairs.offer.tolist()
    while True:
        filling = Filling(columns)
        for at in order:
            if offers[at] not in closed and filling.takes(groups[at], offers[at]):
                filling.put(groups[at], offers[at])
        if not filling.closes_more(closed):
            return filling.offer_of


def deferred_acceptance(columns: Columns) -> dict[int, int]:
    """Groups ask in the order of points, offers keep the best; closed as in `greedy`."""
    pairs, closed = columns.pairs, set[int]()
    wishes: dict[int, list[tuple[float, int]]] = {}
    for at in np.argsort(-pairs.worth, kind="stable").tolist():
        wishes.setdefault(int(pairs.group[at]), []).append(
            (float(pairs.worth[at]), int(pairs.offer[at]))
        )
    while True:
        filling = _settled(columns, wishes, closed)
        if not filling.closes_more(closed):
            return filling.offer_of


def _settled(
    columns: Columns, wishes: dict[int, list[tuple[float, int]]], closed: set[int]
) -> Filling:
    filling, asked = Filling(columns), Counter[int]()
    held: dict[int, list[tuple[float, int]]] = {}
    asking = sorted(wishes, reverse=True)
    while asking:
        group = asking.pop()
        if asked[group] == len(wishes[group]):
            continue
        worth, offer = wishes[group][asked[group]]
        asked[group] += 1
        if offer not in closed:
            here = held.setdefault(offer, [])
            if filling.takes(group, offer):
                filling.put(group, offer)
                here.append((worth, group))
                continue
            weakest = min(here, default=(worth, group))
            if weakest < (worth, group):
                filling.put(weakest[1], offer, by=-1)
                if filling.takes(group, offer):
                    here.remove(weakest)
                    filling.put(group, offer)
                    here.append((worth, group))
                    asking.append(weakest[1])
                    continue
                filling.put(weakest[1], offer)
        asking.append(group)
    return filling


def assignment(columns: Columns) -> dict[int, int]:
    """scipy's solver of the plain assignment problem: places, but no least and no schools."""
    place_of = np.repeat(np.arange(len(columns.offers)), columns.most)
    worth = np.zeros((len(columns.groups), len(columns.offers)))
    worth[columns.pairs.group, columns.pairs.offer] = columns.pairs.worth
    rows, places = linear_sum_assignment(worth[:, place_of], maximize=True)
    offers = place_of[places]
    matched = worth[rows, offers] > 0
    return dict(zip(rows[matched].tolist(), offers[matched].tolist(), strict=True))


@dataclass(frozen=True)
class Quality:
    """What a matching is worth, and how many limits of offers and schools it breaks."""

    points: int
    served: int
    lowest_share: float
    broken: int


def quality(columns: Columns, offer_of: dict[int, int]) -> Quality:
    """Worked out from the problem itself, not from what a method says of itself."""
    points = {
        (int(g), int(o)): int(p)
        for g, o, p in zip(
            columns.pairs.group, columns.pairs.offer, columns.pairs.points, strict=True
        )
        if offer_of.get(int(g)) == o
    }
    at_offer = Counter(offer_of.values())
    at_school = Counter(int(columns.school[group]) for group in offer_of)
    at_both = Counter((int(columns.school[g]), o) for g, o in offer_of.items())
    broken = sum(not columns.least[o] <= n <= columns.most[o] for o, n in at_offer.items())
    broken += sum(n > columns.school_limit[s] for s, n in at_school.items())
    broken += sum(n > columns.per_school[o] for (_, o), n in at_both.items())
    broken += len(offer_of) - len(points)
    served = np.zeros(len(columns.groups), dtype=bool)
    served[list(offer_of)] = True
    shares = (columns.member & served).sum(axis=1) / columns.member.sum(axis=1)
    return Quality(sum(points.values()), len(offer_of), float(shares.min()), broken)
