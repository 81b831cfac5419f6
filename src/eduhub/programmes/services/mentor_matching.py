"""Who mentors whom: proposed by the engine, locked or chosen by hand, published by the hub."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.engines import matching
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.programmes.models import MentorRun, Pair, Seat
from eduhub.programmes.notices import MatchingAsked, PairPublished
from eduhub.programmes.queries.mentor_problem import (
    Tables,
    number_in,
    problem_of,
    tables_of,
    why_without,
    whys_for,
)
from eduhub.programmes.rules.cohorts import COHORT_RULES
from eduhub.programmes.services.cohorts import hold_cohort
from eduhub.programmes.states.cohorts import Why


@transaction.atomic
def ask_matching(
    cohort_id: int, *, by: Actor, now: dt.datetime, seed: str | None = None
) -> MentorRun:
    """The worker works it out. A second press waits for the same; the lot stays the same, too."""
    cohort = hold_cohort(cohort_id, by)
    if not cohort.seats.taken().exists() or not cohort.bench.filter(left_at=None).exists():
        raise NotNow("nobody", _("Companies and mentors are needed first."))
    run, _is_new = MentorRun.objects.get_or_create(
        cohort=cohort, defaults={"seed": seed or secrets.token_hex(16)}
    )
    run.asked_at = now
    run.save(update_fields=["asked_at"])
    record(by, "mentoring.asked", cohort, now=now)
    post(MatchingAsked(cohort_id=cohort.pk))
    return run


@transaction.atomic
def work_out(cohort_id: int, *, now: dt.datetime) -> None:
    """Proposals anew but for what is locked or published, and for each company without, why."""
    rows = MentorRun.objects.select_for_update(of=("self",)).select_related("cohort")
    run = rows.filter(cohort=cohort_id, asked_at__isnull=False).first()
    if run is None:
        return
    tables = tables_of(run.cohort)
    answer = matching.propose(problem_of(run, tables), matching.Ask(solves=0, fairness=False))
    match answer:
        case matching.Contradiction():
            run.answer = {"fingerprint": answer.fingerprint, "contradicts": _held(answer)}
        case matching.Outcome():
            _replace(run, answer.proposal, tables)
            served = {number_in(one.group) for one in answer.proposal.matches}
            run.answer = {
                "fingerprint": answer.fingerprint,
                "without": {
                    str(seat.pk): str(why_without(seat, tables))
                    for seat in tables.seats
                    if seat.pk not in served
                },
            }
    run.asked_at, run.worked_at = None, now
    run.save(update_fields=["asked_at", "worked_at", "answer"])


def _held(answer: matching.Contradiction) -> list[int]:
    """The companies of which too much is asked at once."""
    return sorted({number_in(one.group) for one in answer.held if one.group})


def _replace(run: MentorRun, proposal: matching.Proposal, tables: Tables) -> None:
    """Locked and published pairs stay as they are, with their own reasons."""
    Pair.objects.filter(seat__cohort=run.cohort, published_at=None, is_locked=False).delete()
    seats = {one.pk: one for one in tables.seats}
    bench = {one.pk: one for one in tables.bench}
    found = [(number_in(one.group), number_in(one.offer)) for one in proposal.matches]
    Pair.objects.bulk_create(
        Pair(seat_id=s, bench_id=b, whys=whys_for(seats[s], bench[b], tables))
        for s, b in found
        if (s, b) not in tables.kept
    )


@transaction.atomic
def choose_by_hand(seat_id: int, bench_id: int, *, by: Actor, now: dt.datetime) -> Pair:
    """The hub gives a company a mentor; it stays when it is worked out anew.

    Expertise and language are the hub's to judge. Whoever stands apart is never chosen, nor is
    a veto of either side passed over, nor the mentor's own limit.
    """
    require(by, "manage", None, COHORT_RULES)
    seat = find(Seat.objects.taken(), pk=seat_id)
    cohort = hold_cohort(seat.cohort_id, by)
    if Pair.objects.going_on().filter(seat=seat).exists():
        raise NotNow("has_mentor", _("The company has a mentor already. End that first."))
    tables = tables_of(cohort)
    bench = next((one for one in tables.bench if one.pk == bench_id), None)
    if bench is None:
        raise Invalid({"bench": _("Choose a mentor from the list.")})
    if (seat.pk, bench.pk) in tables.apart:
        raise Invalid({"bench": _("This mentor stands apart from the company.")})
    if tables.is_vetoed(seat, bench):
        raise Invalid({"bench": _("One side does not want this pair.")})
    others = [pair for pair in tables.kept if pair[1] == bench.pk and pair[0] != seat.pk]
    if len(others) >= tables.places[bench.pk]:
        raise Invalid({"bench": _("This mentor has as many companies as they take.")})
    Pair.objects.filter(seat=seat, published_at=None).delete()
    whys = [*whys_for(seat, bench, tables), Why.BY_HAND.value]
    pair = Pair.objects.create(seat=seat, bench=bench, is_locked=True, whys=whys)
    record(by, "mentoring.by_hand", pair, now=now)
    return pair


@transaction.atomic
def lock_pair(pk: int, is_locked: bool, *, by: Actor, now: dt.datetime) -> Pair:
    """A locked proposal stays when it is worked out anew."""
    pair = _hold(pk, by)
    if pair.published_at is not None:
        raise NotNow("published", _("It is published and stays in any case."))
    if pair.is_locked != is_locked:
        pair.is_locked = is_locked
        pair.save(update_fields=["is_locked"])
        record(by, "mentoring.locked", pair, now=now, locked=is_locked)
    return pair


@transaction.atomic
def end_pair(pk: int, *, by: Actor, now: dt.datetime) -> Pair:
    """The mentoring is over; hours that were logged stay. A proposal is simply dropped."""
    pair = _hold(pk, by)
    record(by, "mentoring.ended", pair, now=now)
    if pair.published_at is None:
        pair.delete()
    elif pair.ended_at is None:
        pair.ended_at = now
        pair.save(update_fields=["ended_at"])
    return pair


def _hold(pk: int, by: Actor) -> Pair:
    require(by, "manage", None, COHORT_RULES)
    rows = Pair.objects.select_related("seat").select_for_update(of=("self",))
    return find(rows, pk=pk)


@transaction.atomic
def publish_pairs(cohort_id: int, *, by: Actor, now: dt.datetime) -> int:
    """Company and mentor see each other and get a letter; how many are new."""
    cohort = hold_cohort(cohort_id, by)
    run = MentorRun.objects.select_for_update().filter(cohort=cohort).first()
    if run is not None and run.asked_at is not None:
        raise NotNow("worked_out", _("It is being worked out. Look again in a moment."))
    pairs = Pair.objects.filter(seat__cohort=cohort, published_at=None)
    keys = sorted(pairs.values_list("pk", flat=True))
    if not keys:
        raise NotNow("nothing", _("There is no new pair to publish."))
    pairs.update(published_at=now)
    if run is not None:
        run.published_at = now
        run.save(update_fields=["published_at"])
    record(by, "mentoring.published", cohort, now=now, pairs=len(keys))
    for pk in keys:
        post(PairPublished(pair_id=pk))
    return len(keys)
