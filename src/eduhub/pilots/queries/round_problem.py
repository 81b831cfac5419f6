"""A round as the engine's problem: groups and offers by number, no label and no name."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from eduhub.engines import matching
from eduhub.pilots.models import Group, Preferred, Round, RoundDecision, Wish
from eduhub.pilots.queries.needs import (
    OfferFacts,
    ProfileFacts,
    offers_of_call,
    profiles_of_call,
    schools_with_the_need,
)
from eduhub.pilots.states import ENDED
from eduhub.pilots.states.offers import weeks_between
from eduhub.pilots.states.rounds import DecisionKind

ANY = "any:"  # a group needs one of these devices
MARKET = "market:"  # where a group's school is, and where an offer is run; 0 is home
NO_WORDS, NO_DEVICE = "language-wordless", "device-nothing"
UNKNOWN = "?"  # the district of a school of which none is known
AGE_BAND = re.compile(r"age-(\d+)-(\d+)")
SPAN = 60  # weeks from now on that a round looks at
STEP = 10  # points between one rank and the next
PREFERRED, HAS_THE_NEED = 40, 20  # points: the company's preferences, a school with the need


@dataclass(frozen=True)
class Sides:
    """What a round is made of, read at one moment. Without slots: it keeps what it has looked up."""

    offers: list[OfferFacts]
    profiles: list[ProfileFacts]
    wishes: Mapping[int, Mapping[int, int | None]]  # profile → offer → rank
    preferred: Mapping[int, Preferred]  # by offer
    busy: Mapping[tuple[int, str], frozenset[int]]  # school and label → weeks
    with_the_need: frozenset[int]  # schools
    decisions: Sequence[RoundDecision]

    @property
    def have_borders(self) -> bool:
        """Somebody is abroad; without that no market stands in the problem."""
        offers = any(one.market_id is not None for one in self.offers)
        return offers or any(one.market_id is not None for one in self.profiles)

    def are_apart(self, profile_id: int, pilot_id: int) -> bool:
        """The group's school is in another market than the offer is run in."""
        groups, offers = self._markets
        return groups.get(profile_id) != offers.get(pilot_id)

    @cached_property
    def _markets(self) -> tuple[dict[int, int | None], dict[int, int | None]]:
        """Of each profile and of each offer; made once, however many decisions ask."""
        groups = {one.profile_id: one.market_id for one in self.profiles}
        return groups, {one.pilot_id: one.market_id for one in self.offers}


def group_key(profile_id: int) -> str:
    return f"g{profile_id}"


def offer_key(pilot_id: int) -> str:
    return f"p{pilot_id}"


def number_in(key: str) -> int:
    """The number of the profile or the offer that a key of the problem stands for."""
    return int(key[1:])


def week_number(monday: dt.date) -> int:
    """Weeks that count on over the new year, as the engine counts them."""
    return (monday.toordinal() - 1) // 7


def monday_of_week(number: int) -> dt.date:
    return dt.date.fromordinal(number * 7 + 1)


def name_key(school_id: int, label: str) -> tuple[int, str]:
    """The group that a school calls so, whoever wrote of it."""
    return school_id, label.upper()


def sides_of(one: Round, today: dt.date) -> Sides:
    """Seven queries, however many groups and offers there are."""
    profiles = profiles_of_call(one.call, today)
    return Sides(
        offers=offers_of_call(one.call),
        profiles=profiles,
        wishes=_wishes(profiles),
        preferred={row.pilot_id: row for row in Preferred.objects.all()},
        busy=busy_weeks({group.school_id for group in profiles}),
        with_the_need=schools_with_the_need(one.call),
        decisions=list(one.decisions.filter(undone_at=None).order_by("pk")),
    )


def _wishes(profiles: Iterable[ProfileFacts]) -> dict[int, dict[int, int | None]]:
    found: dict[int, dict[int, int | None]] = defaultdict(dict)
    rows = Wish.objects.filter(profile__in=[one.profile_id for one in profiles])
    for profile_id, pilot_id, rank in rows.values_list("profile_id", "pilot_id", "rank"):
        found[profile_id][pilot_id] = rank
    return found


def busy_weeks(school_ids: Iterable[int]) -> dict[tuple[int, str], frozenset[int]]:
    """In which weeks a group of these schools is in a pilot that is not over. One query."""
    found: dict[tuple[int, str], frozenset[int]] = defaultdict(frozenset)
    rows = Group.objects.live().filter(school__in=list(school_ids))
    going = rows.exclude(pilot__state__in=ENDED).values_list(
        "school_id", "label", "pilot__starts", "pilot__ends"
    )
    for school_id, label, starts, ends in going:
        weeks = frozenset(week_number(monday) for monday in weeks_between(starts, ends))
        found[name_key(school_id, label)] |= weeks
    return found


def problem_of(one: Round, sides: Sides, today: dt.date) -> matching.Problem:
    """The engine's problem; offers that cannot be run any more are not in it."""
    first = week_number(today) + 1
    offers = [(offer, weeks) for offer in sides.offers if (weeks := _weeks(offer, first))]
    holidays = _holidays(sides.profiles)
    languages = frozenset(group.language for group in sides.profiles) | {NO_WORDS}
    named = [facts for facts, _weeks_left in offers]
    problem = matching.Problem(
        groups=tuple(_group(group, named, sides, holidays) for group in sides.profiles),
        offers=tuple(_offer(facts, weeks, languages, sides) for facts, weeks in offers),
        seed=one.seed,
        fairness=_fairness(one),
        per_school=one.per_school,
    )
    return _decided(problem, sides)


def _fairness(one: Round) -> matching.Fairness:
    return matching.Fairness(
        rule=matching.FairnessRule(one.rule),
        kinds=tuple(matching.ClassKind(kind) for kind in one.classes),
        floor=Fraction(one.floor, 100),
    )


def _weeks(offer: OfferFacts, first: int) -> frozenset[int]:
    """The weeks that are still to come, or none if it cannot be run in them."""
    weeks = {week_number(monday) for monday in offer.weeks}
    left = frozenset(week for week in weeks if first <= week < first + SPAN)
    return left if offer.places_left > 0 and len(left) >= offer.weeks_needed else frozenset()


def _holidays(profiles: Iterable[ProfileFacts]) -> frozenset[int]:
    """Weeks between others in which no group at all is free: a break interrupts no pilot."""
    free = {week_number(monday) for group in profiles for monday in group.weeks}
    return frozenset(range(min(free), max(free))) - free if free else frozenset()


def _group(
    facts: ProfileFacts, offers: Iterable[OfferFacts], sides: Sides, holidays: frozenset[int]
) -> matching.Group:
    free = frozenset(week_number(monday) for monday in facts.weeks)
    pauses = {week for week in holidays if free and min(free) < week < max(free)}
    there = {offer.pilot_id: offer for offer in offers}
    wishes = sides.wishes.get(facts.profile_id, {})
    wished = {pk: rank for pk, rank in wishes.items() if pk in there}
    choices = {_device(offer) for offer in there.values()} - {""}
    return matching.Group(
        id=group_key(facts.profile_id),
        school=f"s{facts.school_id}",
        district=facts.district or UNKNOWN,
        languages=frozenset({facts.language}),
        ages=(_age(facts.grade), _age(facts.grade)),
        weeks_free=free | pauses,
        busy_weeks=sides.busy.get(name_key(facts.school_id, facts.label), frozenset()),
        most_minutes=facts.most_minutes,
        devices=frozenset(one for one in choices if _has(one, facts.devices))
        | _market(facts, sides),
        need_group=facts.need_group,
        topics=frozenset(facts.codes),
        scores={offer_key(pk): 100 - STEP * (rank - 1) for pk, rank in wished.items() if rank},
        vetoes=frozenset(offer_key(pk) for pk, rank in wished.items() if rank is None),
    )


def _offer(
    facts: OfferFacts, weeks: frozenset[int], languages: frozenset[str], sides: Sides
) -> matching.Offer:
    bands = [band for code in facts.ages if (band := _band(code)) is not None]
    ages = (min(low for low, _ in bands), max(high for _, high in bands)) if bands else (0, 120)
    device, held = _device(facts), facts.most_groups - facts.places_left
    any_language = not facts.languages or NO_WORDS in facts.languages
    scores = {group_key(one.profile_id): _liked(one, facts, sides) for one in sides.profiles}
    return matching.Offer(
        id=offer_key(facts.pilot_id),
        languages=languages if any_language else frozenset(facts.languages),
        ages=ages,
        weeks=weeks,
        weeks_needed=facts.weeks_needed,
        minutes=facts.minutes_a_week,
        least=min(max(1, facts.least_groups - held), facts.places_left),
        most=facts.places_left,
        devices=frozenset({device} - {""}) | _market(facts, sides),
        topics=frozenset(facts.codes),
        scores={key: score for key, score in scores.items() if score},
        vetoes=frozenset(  # between two age bands, where the engine's one range does not tell
            group_key(one.profile_id)
            for one in sides.profiles
            if facts.ages and one.age not in facts.ages and ages[0] <= _age(one.grade) <= ages[1]
        ),
    )


def _liked(group: ProfileFacts, offer: OfferFacts, sides: Sides) -> int:
    """The company's score of a group: two preferences, and whether the school had the need."""
    told = sides.preferred.get(offer.pilot_id)
    score = HAS_THE_NEED if group.school_id in sides.with_the_need else 0
    if told is not None:
        score += PREFERRED * (group.age in told.ages)
        score += PREFERRED * (group.language in told.languages)
    return score


def _age(grade: int) -> int:
    """One age for a grade, within the grade's age band."""
    return 5 if grade == 0 else min(grade + 6, 18)


def _band(code: str) -> tuple[int, int] | None:
    found = AGE_BAND.fullmatch(code)
    return None if found is None else (int(found[1]), int(found[2]))


def _device(offer: OfferFacts) -> str:
    """One name for "one of these devices"; "" where none is asked for."""
    if not offer.devices or NO_DEVICE in offer.devices:
        return ""
    return ANY + "|".join(sorted(offer.devices))


def _market(facts: OfferFacts | ProfileFacts, sides: Sides) -> frozenset[str]:
    """The market as one thing more that an offer asks for and a group has: none goes abroad."""
    return frozenset({f"{MARKET}{facts.market_id or 0}"} if sides.have_borders else ())


def _has(choice: str, devices: Iterable[str]) -> bool:
    return bool(set(choice.removeprefix(ANY).split("|")) & set(devices))


def _decided(problem: matching.Problem, sides: Sides) -> matching.Problem:
    """With what people decided; what is about somebody who is no longer in it is left out, and
    a lock between two that have come to be in different markets."""
    groups = {group.id for group in problem.groups}
    offers = {offer.id for offer in problem.offers}
    locks, forbids, waivers = [], [], []
    for one in sides.decisions:
        group, offer = group_key(one.profile_id), offer_key(one.pilot_id)
        if group not in groups or offer not in offers:
            continue
        if one.kind == DecisionKind.FORBID:
            forbids.append(matching.Forbid(group=group, offer=offer, reason=one.reason))
            continue
        if sides.are_apart(one.profile_id, one.pilot_id):
            continue
        locks.append(matching.Lock(group=group, offer=offer, reason=one.reason))
        if one.waived:
            limits = frozenset(matching.Limit(limit) for limit in one.waived)
            waiver = matching.Waiver(group=group, offer=offer, limits=limits, reason=one.reason)
            waivers.append(waiver)
    return replace(problem, locks=tuple(locks), forbids=tuple(forbids), waivers=tuple(waivers))
