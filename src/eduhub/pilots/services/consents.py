"""Seats and consents: codes, links, answers, and the second pair of eyes for paper."""

import datetime as dt
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotFound, NotNow, Stale
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.kit.tokens import digest_of
from eduhub.pilots.models import (
    ConsentCheck,
    ConsentEntry,
    ConsentLink,
    Group,
    Information,
    Pack,
    PackPaper,
    Pilot,
    Seat,
)
from eduhub.pilots.notices import ConsentRefused
from eduhub.pilots.queries.consents import asked_of, find_seat, is_unchecked, pack_in_force
from eduhub.pilots.queries.jurisdictions import jurisdiction_of
from eduhub.pilots.queries.standings import find_group
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.rules.privacy import CHECK_RULES, SEAT_RULES, EntryInPilot
from eduhub.pilots.services.destruction import delete_seats
from eduhub.pilots.services.moves import lock
from eduhub.pilots.states.privacy import (
    ALPHABET,
    CODE_LENGTH,
    HOME_AGE,
    LINK_DAYS,
    PARTIES_OF,
    SESSION_MINUTES,
    Band,
    PaperKind,
    Party,
    Source,
    bands_of,
    next_band,
)

MOST_SEATS = 60  # a group
TOKEN_BYTES = 32  # 256 bits
PAPER_OF = {Party.PUPIL: PaperKind.CONSENT_PUPIL}


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link as it is shown once: the hub keeps only its fingerprint."""

    seat: Seat
    party: str
    token: str


@transaction.atomic
def open_seats(
    group_id: int,
    count: int,
    *,
    band: str,
    renew_on: dt.date | None,
    by: Actor,
    now: dt.datetime,
) -> list[Seat]:
    """Codes for pupils of a group who are of one age band.

    Args:
        renew_on: the day from which on consent is asked anew because the youngest of them
            passes an age; the teacher sets it, no birthday is told.
    """
    place = _lock_group(group_id, by)
    require(by, "keep", place, SEAT_RULES)
    _check_band(place.standing.pilot, band, renew_on, today=timezone.localdate(now))
    there = Seat.objects.filter(group=place.group, closed_at=None).count()
    if not 1 <= count <= MOST_SEATS - there:
        raise Invalid({"count": _("A group has at most %(most)s seats.") % {"most": MOST_SEATS}})
    seats = [
        Seat(
            pilot=place.standing.pilot,
            group=place.group,
            code=code,
            band=band,
            band_since=now,
            renew_on=renew_on,
            opened_at=now,
        )
        for code in _new_codes(count)
    ]
    Seat.objects.bulk_create(seats)
    pilot = place.standing.pilot
    record(by, "pilot.seats_opened", pilot, now=now, group=group_id, count=count, band=str(band))
    return seats


def _lock_group(group_id: int, by: Actor) -> GroupInPilot:
    """The group in its pilot, whose row is held until the transaction ends."""
    standing, group = find_group(group_id, by)
    standing = lock(standing.pilot.pk, by)
    group = Group.objects.select_related("school").get(pk=group.pk)
    group.pilot = standing.pilot
    return GroupInPilot(standing, group)


def _new_codes(count: int) -> set[str]:
    codes: set[str] = set()
    while len(codes) < count:
        codes.add("".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH)))
        codes -= set(Seat.objects.filter(code__in=codes).values_list("code", flat=True))
    return codes


def _check_band(pilot: Pilot, band: str, renew_on: dt.date | None, *, today: dt.date) -> None:
    if band not in Band:
        raise Invalid({"band": _("Choose an age.")})
    if band not in bands_of(pilot.pupil_age):
        where = jurisdiction_of(pilot)
        message = _("In this market guardians answer until 18: %(market)s. Choose another age.")
        raise Invalid({"band": message % {"market": where.market.name if where else ""}})
    if band != Band.ADULT and renew_on is None:
        raise Invalid({"renew_on": _("Choose the day from which on you ask anew.")})
    if renew_on is not None and renew_on <= today:
        raise Invalid({"renew_on": _("Choose a day that is still to come.")})


@transaction.atomic
def set_band(
    seat_id: int, band: str, renew_on: dt.date | None, *, by: Actor, now: dt.datetime
) -> Seat:
    """The pupil has passed an age, or the day is moved; another band empties the consents."""
    place, seat = _lock_seat(seat_id, by)
    require(by, "keep", place, SEAT_RULES)
    pilot = place.standing.pilot
    _check_band(pilot, band, renew_on, today=timezone.localdate(now))
    if band == Band.ADULT:
        renew_on = None
    if (seat.band, seat.renew_on) == (band, renew_on):
        return seat
    if band != seat.band and next_band(seat.band, pilot.pupil_age) != band:
        raise Invalid({"band": _("Nobody gets younger, or skips an age. Choose the next one.")})
    if band != seat.band or (seat.renew_on and seat.renew_on <= timezone.localdate(now)):
        seat.band_since = now  # what was said before was said for another age
    seat.band, seat.renew_on = Band(band), renew_on
    seat.save(update_fields=["band", "band_since", "renew_on"])
    record(by, "pilot.seat_band", pilot, now=now, seat=seat.pk, band=str(band))
    return seat


@transaction.atomic
def close_seat(seat_id: int, *, by: Actor, now: dt.datetime) -> Seat:
    """The pupil has left the group: from now on the seat is in nothing."""
    place, seat = _lock_seat(seat_id, by)
    require(by, "keep", place, SEAT_RULES)
    if seat.closed_at is None:
        seat.closed_at = now
        seat.save(update_fields=["closed_at"])
        record(by, "pilot.seat_closed", place.standing.pilot, now=now, seat=seat.pk)
    return seat


def _lock_seat(seat_id: int, by: Actor) -> tuple[GroupInPilot, Seat]:
    standing, group, _seat = find_seat(seat_id, by)
    seat = find(Seat.objects.select_for_update(), pk=seat_id)
    seat.pilot, seat.group = standing.pilot, group
    return GroupInPilot(standing, group), seat


@transaction.atomic
def make_links(group_id: int, *, by: Actor, now: dt.datetime) -> list[NewLink]:
    """A link for each party that can say yes and has not answered; older ones die unread.

    Raises:
        NotNow: no papers were issued, no consent is asked for, or guardians of pupils of 15 to
            17 have not been informed yet.
    """
    place = _lock_group(group_id, by)
    require(by, "keep", place, SEAT_RULES)
    pack = _pack(place.standing.pilot)
    seats = list(Seat.objects.filter(group=place.group, closed_at=None).order_by("code"))
    if any(seat.band == Band.TEENS for seat in seats):
        _informed(place.group, place.standing.pilot.pupil_age, now)
    answered = set(
        ConsentEntry.objects.filter(seat__in=seats, paper__pack=pack).values_list("seat", "party")
    )
    wanted = [
        (seat, party)
        for seat in seats
        for party in asked_of(seat, pack)
        if (seat.pk, party.value) not in answered
    ]
    made = _mint(wanted, now=now)
    pilot = place.standing.pilot
    record(by, "pilot.consent_links", pilot, now=now, group=group_id, count=len(made))
    return made


@transaction.atomic
def make_link(seat_id: int, party: str, *, by: Actor, now: dt.datetime) -> NewLink:
    """One link anew, for whoever has lost theirs or wants to change an answer."""
    place, seat = _lock_seat(seat_id, by)
    require(by, "keep", place, SEAT_RULES)
    _pack(place.standing.pilot)
    if seat.closed_at is not None or party not in PARTIES_OF[seat.band]:
        raise Invalid({"party": _("Choose who answers for this seat.")})
    if seat.band == Band.TEENS:
        _informed(place.group, place.standing.pilot.pupil_age, now)
    record(by, "pilot.consent_links", place.standing.pilot, now=now, seat=seat.pk, count=1)
    return _mint([(seat, Party(party))], now=now)[0]


def _mint(wanted: Collection[tuple[Seat, Party]], *, now: dt.datetime) -> list[NewLink]:
    made = [NewLink(seat, party, secrets.token_urlsafe(TOKEN_BYTES)) for seat, party in wanted]
    for one in made:
        ConsentLink.objects.filter(seat=one.seat, party=one.party, opened_at=None).delete()
    ConsentLink.objects.bulk_create(
        ConsentLink(
            seat=one.seat,
            party=one.party,
            token_sha256=digest_of(one.token),
            made_at=now,
            expires_at=now + dt.timedelta(days=LINK_DAYS),
        )
        for one in made
    )
    return made


def _pack(pilot: Pilot) -> Pack:
    pack = pack_in_force(pilot.pk)
    if pack is None:
        raise NotNow("no_papers", _("The papers have not been issued yet. Ask the hub for them."))
    if not pack.asks_consent:
        raise NotNow("not_asked", _("In this pilot no consent is asked for."))
    return pack


def _informed(group: Group, age: int, now: dt.datetime) -> None:
    told = Information.objects.filter(group=group, given_on__lte=timezone.localdate(now))
    if not told.exists():
        message = _(
            "Guardians of pupils of 15 to 17 are informed first. Note it on the pilot's page."
        )
        if age != HOME_AGE:
            message = _(
                "Guardians of pupils of %(age)s to 17 are informed first. Note it on the pilot's"
                " page."
            ) % {"age": age}
        raise NotNow("inform_first", message)


@transaction.atomic
def open_link(token: str, *, now: dt.datetime) -> ConsentLink:
    """Use a link up: from now on the session that opened it answers, for half an hour.

    Raises:
        NotFound: there is none, it was used, or it is too old; nothing tells which.
    """
    alive = ConsentLink.objects.select_for_update().filter(
        token_sha256=digest_of(token), opened_at=None, expires_at__gt=now
    )
    link = alive.filter(seat__closed_at=None).first()
    if link is None:
        raise NotFound("not_found", _("This link has been used or is too old. Ask for a new one."))
    link.opened_at = now
    link.save(update_fields=["opened_at"])
    return link


def opened(link_id: int, *, now: dt.datetime) -> ConsentLink:
    """The link that a session has opened, while it may still answer."""
    since = now - dt.timedelta(minutes=SESSION_MINUTES)
    rows = ConsentLink.objects.filter(opened_at__gt=since, seat__closed_at=None)
    return find(rows.select_related("seat__pilot__solution", "seat__group__school"), pk=link_id)


@transaction.atomic
def answer(
    link_id: int, given: Collection[str], sha256: str, *, by: Actor, now: dt.datetime
) -> tuple[ConsentEntry, NewLink]:
    """Say yes or no to each purpose; with it comes a new link, to change or withdraw later.

    Args:
        given: the purposes that are agreed to; all others are refused.
        sha256: of the words that were shown; Stale if others are in force by now.
    """
    link = opened(link_id, now=now)
    seat = Seat.objects.select_for_update().select_related("pilot", "group").get(pk=link.seat_id)
    paper = paper_read(seat, link.party, sha256)
    if link.party not in PARTIES_OF[seat.band]:
        raise NotNow("band", _("Somebody else answers for this seat by now. Ask the teacher."))
    entry = _enter(seat, paper, link.party, given, Source.LINK, by=by, now=now)
    return entry, _mint([(seat, Party(link.party))], now=now)[0]


def paper_read(seat: Seat, party: str, sha256: str) -> PackPaper:
    """The consent form in force with this fingerprint, for this party."""
    pack = _pack(seat.pilot)
    kind = PAPER_OF.get(Party(party), PaperKind.CONSENT_GUARDIAN)
    paper = pack.papers.filter(kind=kind, sha256=sha256).first()
    if paper is None:
        raise Stale("stale", _("The words have changed since you read them. Read them again."))
    return paper


def _enter(
    seat: Seat,
    paper: PackPaper,
    party: str,
    given: Collection[str],
    source: Source,
    *,
    by: Actor,
    now: dt.datetime,
    signed_on: dt.date | None = None,
) -> ConsentEntry:
    """Append an answer to a seat whose row is held; the same answer twice is one."""
    asked = paper.pack.purposes
    if not set(given) <= set(asked):
        raise Invalid({"given": _("Choose from what is asked.")})
    told = [one for one in asked if one in given]
    latest = seat.entries.filter(party=party).order_by("-pk").first()
    if latest is not None and latest.at >= seat.band_since:
        same = (latest.paper_id, latest.given, latest.source, latest.signed_on)
        if same == (paper.pk, told, source, signed_on):
            return latest
    entry = ConsentEntry.objects.create(
        seat=seat,
        paper=paper,
        sha256=paper.sha256,
        band=seat.band,
        party=party,
        given=told,
        source=source,
        signed_on=signed_on,
        at=now,
        entered_by_id=by.user_id,
    )
    verb = "pilot.consent_given" if told else "pilot.consent_refused"
    record(by, verb, seat.pilot, now=now, seat=seat.pk, entry=entry.pk, source=source.value)
    if set(told) != set(asked):
        post(ConsentRefused(pilot_id=seat.pilot_id))
    return entry


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What stands on a form that came back on paper.

    Attributes:
        language: of the form.
    """

    party: str
    given: Collection[str]
    signed_on: dt.date
    language: str


@transaction.atomic
def note_paper(seat_id: int, told: OnPaper, *, by: Actor, now: dt.datetime) -> ConsentEntry:
    """Enter a form that came on paper. A no counts at once, a yes once somebody else checks it."""
    place, seat = _lock_seat(seat_id, by)
    require(by, "keep", place, SEAT_RULES)
    pack = _pack(seat.pilot)
    if told.party not in PARTIES_OF[seat.band]:
        raise Invalid({"party": _("Choose who answers for this seat.")})
    if told.signed_on > timezone.localdate(now):
        raise Invalid({"signed_on": _("Choose the day that stands on the form.")})
    if told.signed_on < timezone.localdate(pack.issued_at):
        raise Invalid({"signed_on": _("The form in force is newer than that. Ask anew with it.")})
    if seat.band == Band.TEENS:
        _informed(place.group, place.standing.pilot.pupil_age, now)
    kind = PAPER_OF.get(Party(told.party), PaperKind.CONSENT_GUARDIAN)
    paper = find(pack.papers.all(), kind=kind, language=told.language)
    return _enter(
        seat,
        paper,
        told.party,
        told.given,
        Source.PAPER,
        by=by,
        now=now,
        signed_on=told.signed_on,
    )


@transaction.atomic
def note_no(seat_id: int, party: str, *, by: Actor, now: dt.datetime) -> ConsentEntry:
    """A no that was told to the teacher, the pupil's own included; it counts at once.

    Where no consent is asked for, this is how somebody objects. It is taken after the pilot was
    stopped, too: sums of the class may still lie there.
    """
    place, seat = _lock_seat(seat_id, by)
    require(by, "refuse", place, SEAT_RULES)
    if party not in Party:
        raise Invalid({"party": _("Choose who answers for this seat.")})
    pack = pack_in_force(seat.pilot_id)
    if pack is None:
        raise NotNow("no_papers", _("The papers have not been issued yet. Ask the hub for them."))
    paper = pack.papers.order_by("-kind", "language").filter(kind__in=_READ_FIRST).first()
    assert paper is not None
    return _enter(seat, paper, party, (), Source.TOLD, by=by, now=now)


_READ_FIRST = (PaperKind.CONSENT_GUARDIAN, PaperKind.CONSENT_PUPIL, PaperKind.SHEET_GUARDIAN)


@transaction.atomic
def check_paper(entry_id: int, *, by: Actor, now: dt.datetime) -> ConsentEntry:
    """A second person of the school has held the form against what was entered."""
    entry = find(ConsentEntry.objects.filter(seat__group__school=by.organisation_id), pk=entry_id)
    place, _seat = _lock_seat(entry.seat_id, by)
    require(by, "check", EntryInPilot(place, entry), CHECK_RULES)
    if is_unchecked(entry):
        ConsentCheck.objects.get_or_create(
            entry=entry, defaults={"at": now, "checked_by_id": by.user_id}
        )
        pilot = place.standing.pilot
        record(by, "pilot.consent_checked", pilot, now=now, entry=entry.pk)
    return entry


@transaction.atomic
def drop_seats(group_id: int, *, by: Actor, now: dt.datetime) -> int:
    """Before anything is collected: the group's seats and what was answered are gone; how many."""
    place = _lock_group(group_id, by)
    require(by, "drop", place, SEAT_RULES)
    count = Seat.objects.filter(group=place.group).count()
    if count:
        delete_seats(Seat.objects.filter(group=place.group))
        pilot = place.standing.pilot
        record(by, "pilot.seats_destroyed", pilot, now=now, group=group_id, count=count)
    return count


# The end
