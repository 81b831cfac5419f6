"""What mentors, companies and the hub see of mentoring: benches, wishes, pairs, hours, notes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import FETCH_RAISE, Count, F, Q, QuerySet, Sum

from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order
from eduhub.people.models import Organisation
from eduhub.programmes.models import (
    Bench,
    Cohort,
    HourLine,
    Mentor,
    MentorRun,
    MentorWish,
    Pair,
    PrivateNote,
    Seat,
)
from eduhub.programmes.rules.cohorts import runs_the_hub
from eduhub.programmes.states.cohorts import Expertise, Side, Why


def in_words(codes: list[str]) -> str:
    return ", ".join(str(Expertise(code).label) for code in codes)


def mentors_to_list() -> QuerySet[Mentor]:
    """Everybody, those at work first, with how many companies each has. One query."""
    going_on = Q(bench__pairs__published_at__isnull=False, bench__pairs__ended_at=None)
    rows = Mentor.objects.select_related("person").annotate(
        n_companies=Count("bench__pairs", filter=going_on, distinct=True)
    )
    return rows.order_by(F("is_active").desc(), "person__name", "pk").fetch_mode(FETCH_RAISE)


def find_mentor(pk: int) -> Mentor:
    return find(Mentor.objects.select_related("person"), pk=pk)


def mentor_of(actor: Actor) -> Mentor | None:
    return Mentor.objects.filter(person=actor.user_id or 0).first()


def own_bench(cohort: Cohort, actor: Actor) -> Bench | None:
    """The place of the mentor who looks, in this cohort. One query."""
    rows = cohort.bench.filter(mentor__person=actor.user_id or 0, left_at=None)
    return rows.select_related("mentor").first()


def find_bench(pk: int, actor: Actor) -> Bench:
    """The mentor's own, or for hub staff any."""
    rows = Bench.objects.select_related("mentor__person", "cohort__programme")
    if not runs_the_hub(actor):
        rows = rows.filter(mentor__person=actor.user_id or 0)
    return find(rows, pk=pk)


def bench_of(cohort: Cohort) -> list[Bench]:
    """The mentors who take part. One query."""
    rows = cohort.bench.filter(left_at=None, mentor__person__is_active=True)
    rows = rows.select_related("mentor__person")
    return list(rows.order_by("mentor__person__name", "pk").fetch_mode(FETCH_RAISE))


def mentors_to_add(cohort: Cohort) -> list[Mentor]:
    """At work and not on the cohort's bench. One query."""
    sitting = cohort.bench.filter(left_at=None).values("mentor")
    rows = Mentor.objects.filter(is_active=True, person__is_active=True).exclude(pk__in=sitting)
    return list(rows.select_related("person").order_by("person__name", "pk"))


def wishes_of(
    side: str, *, seat: Seat | None = None, bench: Bench | None = None
) -> dict[int, str]:
    """What one side has said, by the key of the other. One query."""
    rows = MentorWish.objects.filter(side=side)
    if side == Side.COMPANY:
        return dict(rows.filter(seat=seat).values_list("bench", "liking"))
    return dict(rows.filter(bench=bench).values_list("seat", "liking"))


def seats_to_wish_for(bench: Bench) -> list[Seat]:
    """Companies of the mentor's cohort, by name. One query."""
    rows = Seat.objects.taken().filter(cohort=bench.cohort_id).select_related("organisation")
    return list(rows.order_by(in_reading_order("organisation__name"), "pk"))


@dataclass(frozen=True, slots=True)
class Told:
    """A published pair with what may be told of it to both: not what either has wished."""

    pair: Pair
    whys: list[str]
    expertise: str
    is_mine: bool


TOLD = (Why.EXPERTISE, Why.LANGUAGE, Why.BY_HAND)


def pairs_of(seat: Seat, actor: Actor) -> list[Told]:
    """The company's published mentors, whoever helps now first. One query."""
    rows = Pair.objects.filter(seat=seat, published_at__isnull=False)
    rows = rows.select_related("bench__mentor__person", "seat")
    return [
        Told(
            pair=one,
            whys=[str(Why(code).label) for code in one.whys if code in TOLD],
            expertise=in_words(one.bench.mentor.expertise),
            is_mine=actor.is_signed_in and one.bench.mentor.person_id == actor.user_id,
        )
        for one in rows.order_by(F("ended_at").asc(nulls_first=True), "pk")
    ]


def find_pair(pk: int, actor: Actor) -> Pair:
    rows = Pair.objects.visible_to(actor)
    return find(
        rows.select_related(
            "seat__organisation", "seat__cohort__programme", "bench__mentor__person"
        ),
        pk=pk,
    )


def is_only_mentor(seat: Seat, actor: Actor) -> bool:
    """Sees the company as its mentor, and neither acts for it nor for the hub."""
    return actor.organisation_id != seat.organisation_id and not runs_the_hub(actor)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the hour ledger as one reader sees it."""

    line: HourLine
    note: str = ""
    private: str = ""
    is_confirmed: bool = False
    is_corrected: bool = False
    may_correct: bool = False
    may_confirm: bool = False


def lines_of(seat: Seat, actor: Actor) -> list[Line]:
    """The newest first, corrected ones among them; private notes for their author. Two queries."""
    rows = HourLine.objects.filter(pair__seat=seat).select_related(
        "pair__bench__mentor__person", "pair__seat", "note", "confirmation", "correction"
    )
    found = list(rows.order_by("-held_on", "-pk"))
    mine = PrivateNote.objects.filter(line__pair__seat=seat, author=actor.user_id or 0)
    private = dict(mine.values_list("line", "words"))
    return [_line(one, private, actor) for one in found]


def _line(one: HourLine, private: Mapping[int, str], actor: Actor) -> Line:
    pair = one.pair
    is_corrected = getattr(one, "correction", None) is not None
    is_confirmed = getattr(one, "confirmation", None) is not None
    is_mentor = pair.bench.mentor.person_id == actor.user_id
    ours = actor.organisation_id == pair.seat.organisation_id and not is_mentor
    note = getattr(one, "note", None)
    return Line(
        line=one,
        note=note.words if note else "",
        private=private.get(one.pk, ""),
        is_confirmed=is_confirmed,
        is_corrected=is_corrected,
        may_correct=not is_corrected and (is_mentor or runs_the_hub(actor)),
        may_confirm=ours and not is_corrected and not is_confirmed and one.minutes > 0,
    )


def find_line(pk: int, actor: Actor) -> HourLine:
    pairs = Pair.objects.visible_to(actor).values("pk")
    rows = HourLine.objects.filter(pair__in=pairs).select_related(
        "pair__seat__organisation", "pair__seat__cohort", "pair__bench__mentor", "correction"
    )
    return find(rows, pk=pk)


# The hub's desk of matching


@dataclass(frozen=True, slots=True)
class Placed:
    """A company at the hub's desk of matching: its pair, or why it has none."""

    seat: Seat
    pair: Pair | None
    whys: list[str] = field(default_factory=list)

    @property
    def needs(self) -> str:
        return in_words(self.seat.needs)


def run_of(cohort: Cohort) -> MentorRun | None:
    return MentorRun.objects.filter(cohort=cohort).first()


def placed_in(cohort: Cohort, run: MentorRun | None) -> list[Placed]:
    """Every company with its pair and the reasons, or with the reason for none. Two queries."""
    rows = Pair.objects.filter(seat__cohort=cohort, ended_at=None)
    pairs = {one.seat_id: one for one in rows.select_related("bench__mentor__person")}
    seats = Seat.objects.taken().filter(cohort=cohort).select_related("organisation")
    without = run.answer.get("without", {}) if run else {}
    return [
        _placed(seat, pairs.get(seat.pk), without)
        for seat in seats.order_by(in_reading_order("organisation__name"), "pk")
    ]


def _placed(seat: Seat, pair: Pair | None, without: Mapping[str, str]) -> Placed:
    codes = pair.whys if pair else [without[str(seat.pk)]] if str(seat.pk) in without else []
    return Placed(seat, pair, [str(Why(code).label) for code in codes])


def loads_of(cohort: Cohort) -> dict[int, int]:
    """Minutes logged so far, by the place on the bench. One query."""
    lines = HourLine.objects.standing().filter(pair__seat__cohort=cohort)
    rows = lines.values("pair__bench").annotate(minutes=Sum("minutes"))
    return dict(rows.values_list("pair__bench", "minutes"))


def companies_of(mentors: list[int], without: Cohort | None = None) -> dict[int, int]:
    """How many companies each mentor has now, in all cohorts or in the others. One query."""
    rows = Pair.objects.going_on().filter(bench__mentor__in=mentors)
    if without is not None:
        rows = rows.exclude(seat__cohort=without)
    counted = rows.values("bench__mentor").annotate(n=Count("pk"))
    return dict(counted.values_list("bench__mentor", "n"))


@dataclass(frozen=True, slots=True)
class Load:
    """A mentor on the bench: companies in this cohort, and hours logged in it."""

    bench: Bench
    companies: int
    minutes: int

    @property
    def hours(self) -> float:
        return self.minutes / 60

    @property
    def expertise(self) -> str:
        return in_words(self.bench.mentor.expertise)


def loads_in(cohort: Cohort, placed: list[Placed]) -> list[Load]:
    """Two queries."""
    minutes = loads_of(cohort)
    paired = [one.pair.bench_id for one in placed if one.pair]
    return [Load(one, paired.count(one.pk), minutes.get(one.pk, 0)) for one in bench_of(cohort)]


def stands_apart_from(mentor: Mentor) -> list[Organisation]:
    """What was declared; what the hub sees by itself is no row. One query."""
    rows = Organisation.objects.filter(pk__in=mentor.conflicts.values("organisation"))
    return list(rows.order_by(in_reading_order("name"), "pk"))


# One's own


def mentored_by(actor: Actor) -> list[Pair]:
    """The companies that one is the mentor of now. One query."""
    rows = Pair.objects.going_on().filter(
        bench__mentor__person=actor.user_id or 0, seat__left_at=None
    )
    return list(rows.select_related("seat__organisation", "seat__cohort").order_by("pk"))


def benches_of(actor: Actor, today: dt.date) -> list[Bench]:
    """The cohorts in which one takes part as a mentor and that are not over. One query."""
    rows = Bench.objects.filter(
        mentor__person=actor.user_id or 0, left_at=None, cohort__ends__gte=today
    )
    return list(rows.select_related("cohort").order_by("cohort__starts", "pk"))


def to_confirm(actor: Actor) -> QuerySet[HourLine]:
    """Hours that the company one acts for has not confirmed. One query."""
    rows = HourLine.objects.standing().filter(
        pair__seat__organisation=actor.organisation_id or 0, confirmation=None, minutes__gt=0
    )
    return rows.select_related("pair__seat").order_by("held_on", "pk")


def late_of(actor: Actor, today: dt.date) -> int:
    """How many milestones are late in the cohorts that one manages. One query."""
    seats = Seat.objects.taken().filter(
        cohort__manager=actor.user_id or 0, cohort__ends__gte=today,
        milestones__done_at=None, milestones__due__lt=today,
    )  # fmt: skip
    return seats.aggregate(n=Count("milestones"))["n"] or 0
