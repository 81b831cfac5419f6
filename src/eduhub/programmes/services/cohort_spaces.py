"""What this room lends to workspaces and bookings: whole cohorts, and one company with its mentor."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from eduhub.bookings.models import Lent as LentToBookings
from eduhub.bookings.models import lend as lend_to_bookings
from eduhub.kit.access import Actor, machine
from eduhub.kit.identifiers import holds_code, why_refused
from eduhub.people.models import Membership
from eduhub.people.states import STAFF
from eduhub.programmes.models import Bench, Cohort, Pair, Seat
from eduhub.workspaces.models import Lent, Member, lend
from eduhub.workspaces.services import close_workspace, open_workspace

COHORT, SEAT = "cohort", "seat"
MOST = 100


def open_spaces(cohort: Cohort, seat: Seat | None, *, now: dt.datetime) -> None:
    """Of the cohort, and of a company that has joined it."""
    open_workspace(COHORT, cohort.pk, by=machine("programmes"), now=now)
    if seat is not None:
        open_workspace(SEAT, seat.pk, by=machine("programmes"), now=now)


def close_seat(seat: Seat, *, now: dt.datetime) -> None:
    close_workspace(SEAT, seat.pk, by=machine("programmes"), now=now)


def close_over(*, now: dt.datetime, today: dt.date) -> int:
    """The spaces of cohorts that ended yesterday or in the week before; of how many cohorts.

    A space that is closed already stays so, and a week without a worker does no harm.
    """
    over = Cohort.objects.filter(ends__lt=today, ends__gte=today - dt.timedelta(days=7))
    for cohort in over:
        close_workspace(COHORT, cohort.pk, by=machine("programmes"), now=now)
        for seat in cohort.seats.all():
            close_seat(seat, now=now)
    return len(over)


def cohorts_seen_by(actor: Actor) -> "QuerySet[Cohort, int]":
    return Cohort.objects.joined_by(actor).order_by().values_list("pk", flat=True)


def seats_seen_by(actor: Actor) -> "QuerySet[Seat, int]":
    return Seat.objects.visible_to(actor).order_by().values_list("pk", flat=True)


def cohort_members(keys: Collection[int], today: dt.date) -> Mapping[int, list[Member]]:
    """Everybody of the companies in it, its mentors, and the hub's people. Three queries."""
    seats = Seat.objects.taken().filter(cohort__in=keys).values_list("cohort", "organisation")
    bench = Bench.objects.filter(cohort__in=keys, left_at=None)
    return _members(keys, seats, bench.values_list("cohort", "mentor__person"), today)


def seat_members(keys: Collection[int], today: dt.date) -> Mapping[int, list[Member]]:
    """The company's people, its mentor, and the hub's people. Three queries."""
    seats = Seat.objects.taken().filter(pk__in=keys).values_list("pk", "organisation")
    pairs = Pair.objects.going_on().filter(seat__in=keys)
    return _members(keys, seats, pairs.values_list("seat", "bench__mentor__person"), today)


def _members(
    keys: Collection[int],
    homes: "QuerySet[Seat, tuple[int, int]]",
    mentors: "QuerySet[Bench, tuple[int, int | None]] | QuerySet[Pair, tuple[int, int | None]]",
    today: dt.date,
) -> Mapping[int, list[Member]]:
    """A mentor is a member with each role that they hold anywhere: they may come in any of them."""
    home_of, mentor_of = list(homes), list(mentors)
    held = Membership.objects.held_on(today).filter(
        Q(organisation__in={home for _key, home in home_of})
        | Q(user__in={person for _key, person in mentor_of if person})
        | Q(role__in=STAFF),
        user__is_active=True,
    )
    rows = [Member(*told) for told in held.values_list("organisation", "role", F("user"))]
    staff = [one for one in rows if one.role in STAFF]
    by_home, by_person = defaultdict(list), defaultdict(list)
    for one in rows:
        by_home[one.organisation_id].append(one)
        by_person[one.user_id].append(one)
    found = {key: list(staff) for key in keys}
    for key, home in home_of:
        found[key] += by_home[home]
    for key, person in mentor_of:
        found[key] += by_person[person or 0]
    return found


def cohort_names(keys: Collection[int]) -> dict[int, str]:
    rows = Cohort.objects.filter(pk__in=keys).values_list("pk", "name")
    return {pk: str(name) for pk, name in rows}


def seat_names(keys: Collection[int]) -> dict[int, str]:
    rows = Seat.objects.filter(pk__in=keys)
    told = rows.values_list("pk", "organisation__name", "cohort__name")
    return {pk: f"{company}, {cohort}" for pk, company, cohort in told}


def _why_refused(_key: int, words: str) -> str:
    """Grown-ups at work: addresses may stand there, personal identity codes may not."""
    return why_refused(words) if holds_code(words) else ""


def choices(actor: Actor) -> Mapping[int, str]:
    """The cohorts for which rooms are booked: those that one is in, the newest first."""
    keys = list(cohorts_seen_by(actor).order_by("-pk")[:MOST])
    named = cohort_names(keys)
    return {pk: named[pk] for pk in keys}


lend(
    Lent(
        kind=COHORT,
        names=cohort_names,
        address=lambda pk: reverse("programmes:cohort", args=[pk]),
        seen_by=cohorts_seen_by,
        may_write=lambda actor, pk: cohorts_seen_by(actor).filter(pk=pk).exists(),
        members=cohort_members,
        why_refused=_why_refused,
    )
)
lend(
    Lent(
        kind=SEAT,
        names=seat_names,
        address=lambda pk: reverse("programmes:seat", args=[pk]),
        seen_by=seats_seen_by,
        may_write=lambda actor, pk: seats_seen_by(actor).filter(pk=pk).exists(),
        members=seat_members,
        why_refused=_why_refused,
    )
)
lend_to_bookings(
    LentToBookings(
        kind=COHORT,
        choices=choices,
        names=cohort_names,
        address=lambda pk: reverse("programmes:cohort", args=[pk]),
    )
)
