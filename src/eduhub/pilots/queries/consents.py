"""May the data of a pupil be used? One function decides, and everything asks it."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Dossier
from eduhub.kit.access import Actor, find
from eduhub.pilots.models import (
    Clearance,
    ConsentEntry,
    Group,
    Pack,
    Permit,
    Pilot,
    Seat,
    Standing,
)
from eduhub.pilots.queries.standings import find_group
from eduhub.pilots.rules.privacy import shown_count
from eduhub.pilots.states import BEFORE_THE_PLAN, ENDED, GroupState, Lane, PilotState
from eduhub.pilots.states.lanes import PermitEnd
from eduhub.pilots.states.privacy import Answer, Band, Party, Purpose, Source

OVER = (*ENDED, PilotState.ARCHIVED)
BEFORE_ANY_DATA = BEFORE_THE_PLAN | {PilotState.PREREGISTERED}


def usable_seats(purpose: str, at: dt.datetime) -> QuerySet[Seat]:
    """The seats whose data may be used for a purpose at a moment. One query, read each time.

    Nothing here waits for a job: a permit whose last day is over, a changed dossier, a birthday
    on which consent is renewed, and a withdrawal all count from their own moment on.
    """
    part = Q(group__state=GroupState.ACCEPTED, pilot__lane__in=(Lane.B, Lane.C))
    seats = _seats_at(purpose, at).exclude(pilot__state__in=OVER)
    permitted = _lane_permits(purpose, at, timezone.localdate(at))
    return seats.filter(part, permitted, _agreed(), band_since__lte=at)


def _seats_that_were_in(purpose: str, at: dt.datetime) -> QuerySet[Seat]:
    """The seats whose data may have been used at a past moment, whatever became of it since.

    A pilot that was stopped, a group that left, a permit that was revoked, and an age that was
    passed since do not take out what was given before. What was said for an earlier age is not
    weighed as closely as it was then: one yes is enough to be counted as in.
    """
    anything = _standing_answers(purpose, at).filter(
        seat=OuterRef("pk"), given__contains=[purpose]
    )
    then = Q(band_since__lte=at) & _agreed()
    for_another_age = Q(band_since__gt=at) & (Q(asked=False) | Exists(anything))
    return _seats_at(purpose, at).filter(then | for_another_age)


def _seats_at(purpose: str, at: dt.datetime) -> QuerySet[Seat]:
    """The seats that were open at a moment and of which nobody who has a say had said no."""
    day = timezone.localdate(at)
    packs = Pack.objects.filter(pilot=OuterRef("pilot"), issued_at__lte=at).order_by("-version")
    seats = Seat.objects.annotate(
        pack_now=Subquery(packs.values("pk")[:1]),
        asked=Subquery(packs.values("asks_consent")[:1]),
        needed=Subquery(packs.values("guardians")[:1]),
        purposes=Subquery(packs.values("purposes")[:1]),
    )
    here = Q(opened_at__lte=at) & (Q(closed_at=None) | Q(closed_at__gt=at))
    still = Q(renew_on=None) | Q(renew_on__gt=day)
    answers = _standing_answers(purpose, at)
    yes = answers.filter(
        _counts(), paper__pack=OuterRef("pack_now"), band=OuterRef("band")
    ).filter(at__gte=OuterRef("band_since"), given__contains=[purpose])
    noes = answers.filter(_counts()).exclude(given__contains=[purpose])
    said = Subquery(
        yes.order_by().values("seat").annotate(n=Count("pk")).values("n"),
        output_field=IntegerField(),
    )
    open_then = seats.filter(here, still, Q(purposes__contains=[purpose]))
    return open_then.annotate(yes=Coalesce(said, 0)).filter(~Exists(noes))


def _agreed() -> Q:
    """Of `_seats_at`: as many have said yes as the papers ask, if they ask."""
    return (
        Q(asked=False)
        | Q(band=Band.UNDER_15, yes__gte=F("needed"))
        | Q(band__in=(Band.TEENS, Band.ADULT), yes__gte=1)
    )


def _counts() -> Q:
    """Whose answers count for the outer seat: from 15 on the pupil's own, before that all."""
    return Q(seat=OuterRef("pk")) & (Q(party=Party.PUPIL) | Q(seat__band=Band.UNDER_15))


def _standing_answers(purpose: str, at: dt.datetime) -> QuerySet[ConsentEntry]:
    """Each party's latest answer that counts; a yes on paper counts once it is checked."""
    takes_effect = (
        ~Q(given__contains=[purpose]) | ~Q(source=Source.PAPER) | Q(check_row__at__lte=at)
    )
    answers = ConsentEntry.objects.filter(takes_effect, at__lte=at)
    later = answers.filter(seat=OuterRef("seat"), party=OuterRef("party"), pk__gt=OuterRef("pk"))
    return answers.filter(~Exists(later))


def _lane_permits(purpose: str, at: dt.datetime, day: dt.date) -> Q:
    """What pilot, clearance and permit let be done on a day."""
    if purpose != Purpose.COLLECT:
        lasting = permits_lasting(day).filter(pilot=OuterRef("pilot"))
        return Q(pilot__lane=Lane.B) | Q(Exists(lasting))
    in_force = Permit.objects.filter(pilot=OuterRef("pilot")).filter(
        Q(ended_at=None) | Q(ended_at__gt=at), valid_from__lte=day, valid_until__gte=day
    )
    later = Clearance.objects.filter(pilot=OuterRef("pilot"), pk__gt=OuterRef("pk"))
    changed = Dossier.objects.filter(
        solution=OuterRef("pilot__solution"),
        published_at__gt=OuterRef("decided_at"),
        published_at__lte=at,
    )
    cleared = Clearance.objects.filter(
        ~Exists(later.filter(decided_at__lte=at)),
        ~Exists(changed),
        pilot=OuterRef("pilot"),
        is_cleared=True,
        decided_at__lte=at,
    )
    runs = Q(pilot__state=PilotState.RUNNING) & Q(Exists(cleared))
    return runs & (Q(pilot__lane=Lane.B) | Q(Exists(in_force)))


def permits_lasting(day: dt.date) -> QuerySet[Permit]:
    """The permits by which data may be kept on a day; one that was revoked keeps none."""
    return Permit.objects.filter(destroy_by__gte=day).exclude(ended_how=PermitEnd.REVOKED)


def may_be_used(seat: Seat, purpose: str, at: dt.datetime) -> bool:
    """Whether the data of one pupil may be used for a purpose at this moment."""
    return usable_seats(purpose, at).filter(pk=seat.pk).exists()


def may_collect(group: Group, at: dt.datetime) -> bool:
    """Whether anything of this group may be collected now: of one seat at the least."""
    return usable_seats(Purpose.COLLECT, at).filter(group=group).exists()


def pupils_usable(pilot: Pilot, at: dt.datetime) -> dict[int, int]:
    """By group: of how many of its pupils results may be counted now.

    A group has no entry where nobody is asked: in lane A, and in lane B without consents as
    long as it has no seats, on which an objection would be noted.
    """
    if pilot.lane not in (Lane.B, Lane.C):
        return {}
    pack = pack_in_force(pilot.pk)
    groups = Group.objects.filter(pilot=pilot)
    if pilot.lane == Lane.B and not (pack is not None and pack.asks_consent):
        groups = groups.filter(seats__isnull=False)
    seats = usable_seats(Purpose.STUDY, at).filter(pilot=pilot)
    usable = Counter(seats.values_list("group", flat=True))
    return {key: usable[key] for key in groups.values_list("pk", flat=True)}


def withdrawn_since(
    pilot: Pilot, given: Collection[tuple[int, dt.datetime]]
) -> set[tuple[int, dt.datetime]]:
    """Those of (group, moment) after which somebody said no whose data could be used till then.

    Whatever the pilot's state is by now: sums that no output serves are still there.
    """
    noes = ConsentEntry.objects.filter(seat__pilot=pilot, seat__group__in={g for g, _at in given})
    noes = noes.exclude(given__contains=[Purpose.STUDY])
    said = list(noes.values_list("seat", "seat__group", "at"))
    gone = set()
    for group, moment in given:
        seats = {seat for seat, of_group, at in said if of_group == group and at > moment}
        if seats and _seats_that_were_in(Purpose.STUDY, moment).filter(pk__in=seats).exists():
            gone.add((group, moment))
    return gone


# What the school sees


@dataclass(frozen=True, slots=True)
class SeatSeen:
    """A seat as its teacher sees it.

    Attributes:
        answers: of each party that has a say, one of three states.
        usable: the purposes for which the data may be used now.
        waiting: the answer on paper that a second person has to check.
    """

    seat: Seat
    answers: tuple[tuple[str, Answer], ...]
    usable: frozenset[str]
    waiting: ConsentEntry | None
    is_due: bool

    @property
    def waits_for_pilot(self) -> bool:
        """All have said yes, so that what keeps the data out lies in the pilot."""
        given = all(answer == Answer.GIVEN for _party, answer in self.answers)
        return given and not self.usable and not self.is_due


def seats_seen(group: Group, at: dt.datetime) -> list[SeatSeen]:
    """The open seats of a group in the order of their codes. Six queries, however many."""
    seats = list(Seat.objects.filter(group=group, closed_at=None).order_by("code"))
    pack = pack_in_force(group.pilot_id)
    usable = {
        purpose: set(usable_seats(purpose, at).filter(group=group).values_list("pk", flat=True))
        for purpose in Purpose
    }
    entries: dict[int, list[ConsentEntry]] = {seat.pk: [] for seat in seats}
    rows = ConsentEntry.objects.filter(seat__in=seats).select_related("paper", "check_row")
    for entry in rows.order_by("pk"):
        entries[entry.seat_id].append(entry)
    return [_seen(seat, entries[seat.pk], pack, usable, at) for seat in seats]


def _seen(
    seat: Seat,
    entries: Iterable[ConsentEntry],
    pack: Pack | None,
    usable: dict[Purpose, set[int]],
    at: dt.datetime,
) -> SeatSeen:
    latest: dict[str, ConsentEntry] = {}
    waiting = None
    for entry in entries:
        if is_unchecked(entry):
            waiting = entry
        else:
            latest[entry.party] = entry
    if waiting is not None and any(
        e.party == waiting.party and e.pk > waiting.pk for e in latest.values()
    ):
        waiting = None
    due = seat.renew_on is not None and seat.renew_on <= timezone.localdate(at)
    return SeatSeen(
        seat=seat,
        answers=tuple(
            (party, _answer(latest.get(party), seat, pack)) for party in asked_of(seat, pack)
        ),
        usable=frozenset(p for p in Purpose if seat.pk in usable[p]),
        waiting=waiting,
        is_due=due,
    )


def is_unchecked(entry: ConsentEntry) -> bool:
    """A yes on paper that nobody else has seen yet."""
    checked = getattr(entry, "check_row", None) is not None
    return entry.source == Source.PAPER and bool(entry.given) and not checked


def asked_of(seat: Seat, pack: Pack | None) -> tuple[Party, ...]:
    if seat.band != Band.UNDER_15:
        return (Party.PUPIL,)
    both = pack is not None and pack.guardians == 2
    return (Party.GUARDIAN_1, Party.GUARDIAN_2) if both else (Party.GUARDIAN_1,)


def _answer(entry: ConsentEntry | None, seat: Seat, pack: Pack | None) -> Answer:
    if entry is None:
        return Answer.NOT_ANSWERED
    if not entry.given:
        return Answer.REFUSED
    now = pack is not None and entry.paper.pack_id == pack.pk and entry.band == seat.band
    return Answer.GIVEN if now and entry.at >= seat.band_since else Answer.NOT_ANSWERED


def what_a_no_leaves_out(entry: ConsentEntry) -> str:
    """What becomes of data that are there already when somebody says no; "" before there are any.

    One query.
    """
    state = Pilot.objects.values_list("state", flat=True).get(seats=entry.seat_id)
    if entry.given or state in BEFORE_ANY_DATA:
        return ""
    if state in (PilotState.PUBLISHED, PilotState.ARCHIVED):
        return _(
            "The result is public already and stays as it is: it holds sums of whole classes, in"
            " which nobody can be recognised. Nothing new is worked out from the data."
        )
    if state in ENDED:
        return _(
            "The pilot was stopped, so there is no result. Sums of the class that were given"
            " before are emptied."
        )
    return _("What was collected before is left out of the result.")


def pack_in_force(pilot_id: int) -> Pack | None:
    """The papers that were issued last."""
    return Pack.objects.filter(pilot=pilot_id).order_by("-version").first()


def find_seat(seat_id: int, actor: Actor) -> tuple[Standing, Group, Seat]:
    """A seat of a group that this person may know of; its page asks who may see seats."""
    visible = Seat.objects.filter(group__school=actor.organisation_id)
    seat = find(visible, pk=seat_id)
    standing, group = find_group(seat.group_id, actor)
    seat.group, seat.pilot = group, standing.pilot
    return standing, group, seat


# What all others see


@dataclass(frozen=True, slots=True)
class Counted:
    """How many pupils' data may be used for a purpose; None: fewer than five."""

    purpose: str
    words: str
    count: int | None


def counts_of(pilot_id: int, at: dt.datetime) -> list[Counted]:
    """For company, hub and officials: in whole fives, of the whole pilot, never of a group."""
    pack = pack_in_force(pilot_id)
    if pack is None:
        return []
    return [
        Counted(
            purpose,
            str(Purpose(purpose).label),
            shown_count(usable_seats(purpose, at).filter(pilot=pilot_id).count()),
        )
        for purpose in pack.purposes
    ]


@dataclass(frozen=True, slots=True)
class ToDo:
    """A group whose seats wait for somebody of its school."""

    group: Group
    unchecked: int
    due: int


def seats_to_see_to(actor: Actor, at: dt.datetime) -> list[ToDo]:
    """Groups of one's own with answers on paper to be checked or consents to be renewed."""
    day = timezone.localdate(at)
    groups = Group.objects.filter(school=actor.organisation_id, state=GroupState.ACCEPTED)
    groups = groups.exclude(pilot__state__in=OVER).select_related("pilot__solution")
    unchecked = Q(
        seats__entries__source=Source.PAPER,
        seats__entries__check_row=None,
        seats__closed_at=None,
    ) & ~Q(seats__entries__given=[])
    rows: Any = groups.annotate(
        unchecked=Count("seats__entries", filter=unchecked, distinct=True),
        due=Count(
            "seats", filter=Q(seats__closed_at=None, seats__renew_on__lte=day), distinct=True
        ),
    ).filter(Q(unchecked__gt=0) | Q(due__gt=0))
    return [ToDo(row, row.unchecked, row.due) for row in rows.order_by("pk")]
