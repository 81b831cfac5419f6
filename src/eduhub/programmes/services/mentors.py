"""Mentors: their profiles, from whom they stand apart, in which cohorts they help, and wishes."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import holds_code
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation, User
from eduhub.programmes.models import Bench, Cohort, Mentor, MentorConflict, MentorWish, Seat
from eduhub.programmes.queries.mentors import find_bench
from eduhub.programmes.rules.cohorts import MENTOR_RULES, SEAT_RULES, SeatAt
from eduhub.programmes.services.cohorts import hold_cohort
from eduhub.programmes.states.cohorts import Expertise, Liking, Side

LONGEST_WORDS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorFields:
    expertise: Sequence[str]
    languages: Sequence[str]
    hours_a_month: int
    most_companies: int
    words: str
    is_active: bool = True

    def columns(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


@transaction.atomic
def add_mentor(email: str, fields: MentorFields, *, by: Actor, now: dt.datetime) -> Mentor:
    """A person with an account, once."""
    require(by, "manage", None, MENTOR_RULES)
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise Invalid({"email": _("Nobody with this address has an account here.")})
    _refuse(fields)
    try:
        with transaction.atomic():
            mentor = Mentor.objects.create(person=person, **fields.columns())
    except IntegrityError:
        raise Invalid({"email": _("This person is a mentor already.")}) from None
    record(by, "mentor.added", mentor, now=now)
    return mentor


@transaction.atomic
def edit_mentor(
    pk: int, fields: MentorFields, *, seen: int, by: Actor, now: dt.datetime
) -> Mentor:
    """By the mentor or the hub; who has a mentor already keeps them."""
    mentor = find(Mentor.objects.select_for_update(), pk=pk)
    require(by, "edit", mentor, MENTOR_RULES)
    require_version(mentor, seen)
    _refuse(fields)
    for name, value in fields.columns().items():
        setattr(mentor, name, value)
    mentor.version += 1
    mentor.save()
    record(by, "mentor.changed", mentor, now=now)
    return mentor


def _refuse(fields: MentorFields) -> None:
    wrong = {}
    if not fields.expertise or not {*fields.expertise} <= {*Expertise.values}:
        wrong["expertise"] = _("Choose at least one.")
    if not fields.languages or not {*fields.languages} <= {*dict(settings.LANGUAGES)}:
        wrong["languages"] = _("Choose at least one.")
    if not 1 <= fields.hours_a_month <= 80:
        wrong["hours_a_month"] = _("Write from 1 to %(n)s.") % {"n": 80}
    if not 1 <= fields.most_companies <= 20:
        wrong["most_companies"] = _("Write from 1 to %(n)s.") % {"n": 20}
    if len(fields.words) > LONGEST_WORDS or holds_code(fields.words):
        wrong["words"] = _("Write it shorter, and leave out the personal identity code.")
    if wrong:
        raise Invalid(wrong)


@transaction.atomic
def stand_apart(pk: int, organisation_id: int, *, by: Actor, now: dt.datetime) -> MentorConflict:
    """From now on no pair with this organisation is proposed. It is not taken back."""
    mentor = find(Mentor.objects.select_for_update(), pk=pk)
    require(by, "edit", mentor, MENTOR_RULES)
    if not Organisation.objects.approved().filter(pk=organisation_id).exists():
        raise Invalid({"organisation": _("Choose an organisation from the list.")})
    conflict, is_new = MentorConflict.objects.get_or_create(
        mentor=mentor, organisation_id=organisation_id, defaults={"declared_at": now}
    )
    if is_new:
        record(by, "mentor.apart", conflict, now=now)
    return conflict


@transaction.atomic
def join_cohort(cohort_id: int, mentor_id: int, *, by: Actor, now: dt.datetime) -> Bench:
    """The mentor takes part; companies can wish for them from now on."""
    cohort = hold_cohort(cohort_id, by)
    rows = Mentor.objects.filter(is_active=True, person__is_active=True)
    if not rows.filter(pk=mentor_id).exists():
        raise Invalid({"mentor": _("Choose a mentor from the list.")})
    bench, is_new = Bench.objects.get_or_create(
        cohort=cohort, mentor_id=mentor_id, defaults={"joined_at": now}
    )
    if is_new or bench.left_at is not None:
        bench.left_at = None
        bench.save(update_fields=["left_at"])
        record(by, "cohort.mentor_joined", bench, now=now)
    return bench


@transaction.atomic
def leave_bench(bench_id: int, *, by: Actor, now: dt.datetime) -> Bench:
    """Proposals with them go, companies that they helped are without a mentor."""
    require(by, "manage", None, MENTOR_RULES)
    bench = find(Bench.objects.select_for_update(), pk=bench_id)
    if bench.left_at is None:
        bench.left_at = now
        bench.save(update_fields=["left_at"])
        bench.pairs.filter(published_at=None).delete()
        bench.pairs.filter(ended_at=None).update(ended_at=now)
        record(by, "cohort.mentor_left", bench, now=now)
    return bench


@dataclass(frozen=True, slots=True)
class Asks:
    """What a company asks of its mentor; likings by the place on the bench."""

    needs: Sequence[str]
    languages: Sequence[str]
    likings: Mapping[int, str]


@transaction.atomic
def wish_for_mentors(
    seat_id: int, asks: Asks, *, seen: int, by: Actor, now: dt.datetime, today: dt.date
) -> Seat:
    """The company's wishes and vetoes in place of those before."""
    rows = Seat.objects.visible_to(by).select_for_update(of=("self",), no_key=True)
    seat = find(rows.select_related("cohort"), pk=seat_id)
    require(by, "wish", SeatAt(seat, today), SEAT_RULES)
    require_version(seat, seen)
    if not asks.languages:
        raise Invalid({"languages": _("Choose at least one.")})
    seat.needs, seat.languages = list(asks.needs), list(asks.languages)
    seat.version += 1
    seat.save(update_fields=["needs", "languages", "version"])
    there = _bench_keys(seat.cohort)
    said = {pk: liking for pk, liking in asks.likings.items() if pk in there}
    MentorWish.objects.filter(seat=seat, side=Side.COMPANY).delete()
    MentorWish.objects.bulk_create(
        MentorWish(seat=seat, bench_id=pk, side=Side.COMPANY, liking=Liking(liking))
        for pk, liking in sorted(said.items())
        if liking
    )
    record(by, "mentoring.company_wished", seat, now=now)
    return seat


def _bench_keys(cohort: Cohort) -> set[int]:
    return set(cohort.bench.filter(left_at=None).values_list("pk", flat=True))


@transaction.atomic
def wish_for_companies(
    bench_id: int, likings: Mapping[int, str], *, by: Actor, now: dt.datetime
) -> Bench:
    """The mentor's wishes and vetoes in place of those before."""
    bench = find_bench(bench_id, by)
    require(by, "wish", bench, MENTOR_RULES)
    Bench.objects.select_for_update(no_key=True).get(pk=bench.pk)
    seats = set(Seat.objects.taken().filter(cohort=bench.cohort_id).values_list("pk", flat=True))
    MentorWish.objects.filter(bench=bench, side=Side.MENTOR).delete()
    MentorWish.objects.bulk_create(
        MentorWish(seat_id=pk, bench=bench, side=Side.MENTOR, liking=Liking(liking))
        for pk, liking in sorted(likings.items())
        if liking and pk in seats
    )
    record(by, "mentoring.mentor_wished", bench, now=now)
    return bench
