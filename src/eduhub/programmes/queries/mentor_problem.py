"""A cohort's mentors and companies as the engine's problem: by number, no name in it.

Companies are the engine's groups and mentors its offers: each company gets one mentor or none,
a mentor as many companies as there is room for. Capacity, language and vetoes are the engine's
own limits; expertise and standing apart are told to it pair by pair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from django.db.models import Exists, OuterRef, Q, Value

from eduhub.engines import matching
from eduhub.engines.matching import Forbid, Limit, Lock, Waiver
from eduhub.programmes.models import (
    Bench,
    Cohort,
    MentorConflict,
    MentorRun,
    MentorWish,
    Pair,
    Seat,
    no_near,
)
from eduhub.programmes.queries.mentors import bench_of, companies_of
from eduhub.programmes.states.cohorts import Liking, Side, Why

COMPANY_POINTS, MENTOR_POINTS = 60, 40  # of a wish, beside 5 for each field that fits
WEEKS_A_MONTH = 4.35
ONE_WEEK, ONE_AGE = frozenset({1}), (1, 1)  # which the engine asks for and mentors know nothing of
EXPERTISE, APART, LOCKED = "expertise", "apart", "locked"

type Pairs = frozenset[tuple[int, int]]  # seat, bench


@dataclass(frozen=True, slots=True)
class Tables:
    """Both sides, read at one moment.

    Attributes:
        likings: by seat, bench and side.
        places: of each place on the bench, how many companies there is room for.
        apart: where one stands apart from the other.
        kept: pairs that stay: locked, or published and not ended.
    """

    seats: Sequence[Seat]
    bench: Sequence[Bench]
    likings: Mapping[tuple[int, int, str], str]
    places: Mapping[int, int]
    apart: Pairs
    kept: Pairs

    def likes(self, seat: Seat, bench: Bench, side: str) -> str:
        return self.likings.get((seat.pk, bench.pk, side), "")

    def is_vetoed(self, seat: Seat, bench: Bench) -> bool:
        return any(self.likes(seat, bench, side) == Liking.VETO for side in Side)


def seat_key(pk: int) -> str:
    return f"s{pk}"


def bench_key(pk: int) -> str:
    return f"m{pk}"


def number_in(key: str) -> int:
    return int(key[1:])


def tables_of(cohort: Cohort) -> Tables:
    """Five queries and one for each mentor."""
    seats = list(Seat.objects.taken().filter(cohort=cohort).order_by("pk"))
    bench = bench_of(cohort)
    rows = MentorWish.objects.filter(seat__cohort=cohort)
    wishes = rows.values_list("seat", "bench", "side", "liking")
    kept = Pair.objects.filter(seat__cohort=cohort, ended_at=None).filter(
        Q(is_locked=True) | Q(published_at__isnull=False)
    )
    elsewhere = companies_of([one.mentor_id for one in bench], without=cohort)
    return Tables(
        seats=seats,
        bench=bench,
        likings={(seat, place, side): liking for seat, place, side, liking in wishes},
        places={one.pk: places_of(one, cohort, elsewhere.get(one.mentor_id, 0)) for one in bench},
        apart=frozenset((seat, one.pk) for one in bench for seat in seats_apart(cohort, one)),
        kept=frozenset(kept.values_list("seat", "bench")),
    )


def places_of(bench: Bench, cohort: Cohort, elsewhere: int) -> int:
    """Room for so many companies of this cohort: by the mentor's number, and by their hours.

    A company's share of hours is spread over the months of the cohort; companies of other
    cohorts are taken to need as much.
    """
    months = max(1, ceil(cohort.weeks / WEEKS_A_MONTH))
    needed = max(1, ceil(cohort.minutes_each / 60 / months))
    most = min(bench.mentor.most_companies, bench.mentor.hours_a_month // needed)
    return max(0, most - elsewhere)


def seats_apart(cohort: Cohort, bench: Bench) -> list[int]:
    """Companies from which this mentor stands apart, by the one condition of jurors. One query."""
    person = bench.mentor.person
    if person is None:
        return []
    declared = MentorConflict.objects.filter(
        mentor=bench.mentor_id, organisation=OuterRef("organisation")
    )
    near = no_near(OuterRef("organisation"), Value(person.pk), Value(person.email))
    clear = Seat.objects.filter(near, ~Exists(declared)).values("pk")
    rows = Seat.objects.taken().filter(cohort=cohort).exclude(pk__in=clear)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def problem_of(run: MentorRun, tables: Tables) -> matching.Problem:
    """The engine's problem; mentors without room are in it only with what they keep."""
    held = {one.pk: sum(b == one.pk for _s, b in tables.kept) for one in tables.bench}
    room = {pk: max(places, held[pk]) for pk, places in tables.places.items()}
    bench = [one for one in tables.bench if room[one.pk]]
    there = {one.pk for one in bench}
    kept = {(seat, place) for seat, place in tables.kept if place in there}
    return matching.Problem(
        groups=tuple(_group(one, bench, tables) for one in tables.seats),
        offers=tuple(_offer(one, room[one.pk], tables) for one in bench),
        seed=run.seed,
        fairness=matching.Fairness(rule=matching.FairnessRule.NONE, kinds=()),
        locks=tuple(
            Lock(group=seat_key(s), offer=bench_key(b), reason=LOCKED) for s, b in sorted(kept)
        ),
        forbids=tuple(_forbids(bench, tables)),
        waivers=tuple(_waivers(bench, tables)),
    )


def _group(seat: Seat, bench: Sequence[Bench], tables: Tables) -> matching.Group:
    said = {bench_key(one.pk): tables.likes(seat, one, Side.COMPANY) for one in bench}
    return matching.Group(
        id=seat_key(seat.pk),
        school=seat_key(seat.pk),
        district="-",
        languages=frozenset(seat.languages),
        ages=ONE_AGE,
        weeks_free=ONE_WEEK,
        most_minutes=0,
        topics=frozenset(seat.needs),
        scores={key: COMPANY_POINTS for key, liking in said.items() if liking == Liking.WISH},
        vetoes=frozenset(key for key, liking in said.items() if liking == Liking.VETO),
    )


def _offer(bench: Bench, room: int, tables: Tables) -> matching.Offer:
    said = {seat_key(one.pk): tables.likes(one, bench, Side.MENTOR) for one in tables.seats}
    return matching.Offer(
        id=bench_key(bench.pk),
        languages=frozenset(bench.mentor.languages),
        ages=ONE_AGE,
        weeks=ONE_WEEK,
        weeks_needed=1,
        minutes=0,
        most=room,
        topics=frozenset(bench.mentor.expertise),
        scores={key: MENTOR_POINTS for key, liking in said.items() if liking == Liking.WISH},
        vetoes=frozenset(key for key, liking in said.items() if liking == Liking.VETO),
    )


def knows(bench: Bench, seat: Seat) -> bool:
    """Knows something of what the company asks for; one that asks for nothing takes anybody."""
    return not seat.needs or bool({*seat.needs} & {*bench.mentor.expertise})


def speaks(bench: Bench, seat: Seat) -> bool:
    return bool({*seat.languages} & {*bench.mentor.languages})


def _forbids(bench: Sequence[Bench], tables: Tables) -> list[Forbid]:
    """What a person chose by hand may lack the expertise, never stand apart."""
    found = []
    for seat in tables.seats:
        for one in bench:
            pair = (seat.pk, one.pk)
            unknowing = not knows(one, seat) and pair not in tables.kept
            if pair in tables.apart or unknowing:
                why = APART if pair in tables.apart else EXPERTISE
                forbid = Forbid(group=seat_key(seat.pk), offer=bench_key(one.pk), reason=why)
                found.append(forbid)
    return found


def _waivers(bench: Sequence[Bench], tables: Tables) -> list[Waiver]:
    """And may share no language: the hub knows why."""
    return [
        Waiver(
            group=seat_key(seat.pk),
            offer=bench_key(one.pk),
            limits=frozenset({Limit.LANGUAGE}),
            reason=LOCKED,
        )
        for seat in tables.seats
        for one in bench
        if (seat.pk, one.pk) in tables.kept and not speaks(one, seat)
    ]


def whys_for(seat: Seat, bench: Bench, tables: Tables) -> list[str]:
    """What speaks for a pair."""
    told = {
        Why.EXPERTISE: bool({*seat.needs} & {*bench.mentor.expertise}),
        Why.LANGUAGE: speaks(bench, seat),
        Why.COMPANY_WISH: tables.likes(seat, bench, Side.COMPANY) == Liking.WISH,
        Why.MENTOR_WISH: tables.likes(seat, bench, Side.MENTOR) == Liking.WISH,
    }
    return [why.value for why, holds in told.items() if holds] or [Why.LEFT.value]


def why_without(seat: Seat, tables: Tables) -> str:
    """The first thing that is wanting, for a company that the engine has found no mentor for."""
    if not tables.bench:
        return Why.NOBODY
    speaking = [one for one in tables.bench if speaks(one, seat)]
    if not speaking:
        return Why.NO_LANGUAGE
    knowing = [one for one in speaking if knows(one, seat)]
    if not knowing:
        return Why.NO_EXPERTISE
    clear = [
        one
        for one in knowing
        if (seat.pk, one.pk) not in tables.apart and not tables.is_vetoed(seat, one)
    ]
    return Why.FULL if clear else Why.APART
