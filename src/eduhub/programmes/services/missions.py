"""Partners and missions are kept by the hub; companies ask to come along and fill the agenda."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.engines.timetable import at_wall
from eduhub.kit import mail
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import why_refused
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.queries import to_tell
from eduhub.people.states import Role
from eduhub.programmes.models import Meeting, Mission, Partner, Traveller
from eduhub.programmes.queries.missions import look_at
from eduhub.programmes.rules.missions import MEETING_RULES, MISSION_RULES, Asking, may_become
from eduhub.programmes.states.abroad import MissionState, Seat

LEADS = frozenset({Role.COMPANY_LEAD})
LONGEST_AGENDA = 300  # meetings of one mission


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerFields:
    market_id: int
    name: str
    place: str
    offers: Text
    languages: str = ""
    contact: str = ""
    website: str = ""
    is_shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionFields:
    """What the hub writes of a mission; zone is a name of the IANA's list of time zones."""

    market_id: int
    title: Text
    words: Text
    place: str
    zone: str
    begins_on: dt.date
    ends_on: dt.date
    places: int
    apply_until: dt.datetime
    asked: Text = field(default_factory=Text)
    state: str = MissionState.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFields:
    """One line of the agenda; day and hours by the clocks of the mission's place."""

    title: str
    day: dt.date
    begins: dt.time
    ends: dt.time
    place: str = ""
    partner_id: int | None = None
    is_private: bool = False
    companies: tuple[int, ...] = ()


def _plain(fields: PartnerFields | MissionFields) -> dict[str, Any]:
    return {name: getattr(fields, name) for name in fields.__slots__}


@transaction.atomic
def keep_partner(
    fields: PartnerFields, pk: int | None, *, key: uuid.UUID, seen: int, by: Actor,
    now: dt.datetime,
) -> Partner:  # fmt: skip
    """A new partner (the same key again is the same one), or another version of one."""
    require(by, "keep", None, MISSION_RULES)
    for name in ("contact", "name"):
        if refused := why_refused(getattr(fields, name)):
            raise Invalid({name: refused})
    if pk is None:
        made, is_new = Partner.objects.get_or_create(key=key, defaults=_plain(fields))
        if is_new:
            record(by, "partner.added", made, now=now)
        return made
    partner = find(Partner.objects.select_for_update(), pk=pk)
    require_version(partner, seen)
    for name, value in _plain(fields).items():
        setattr(partner, name, value)
    partner.version += 1
    partner.save()
    record(by, "partner.changed", partner, now=now)
    return partner


@transaction.atomic
def keep_mission(
    fields: MissionFields, pk: int | None, *, key: uuid.UUID, seen: int, by: Actor,
    now: dt.datetime,
) -> Mission:  # fmt: skip
    """A new mission, or another version of one; those who go are told when it is cancelled."""
    require(by, "keep", None, MISSION_RULES)
    _hold_together(fields)
    if pk is None:
        made, is_new = Mission.objects.get_or_create(key=key, defaults=_plain(fields))
        if is_new:
            record(by, "mission.added", made, now=now)
        return made
    mission = find(Mission.objects.select_for_update(), pk=pk)
    require_version(mission, seen)
    _keeps_its_word(mission, fields)
    was = mission.state
    for name, value in _plain(fields).items():
        setattr(mission, name, value)
    mission.version += 1
    mission.save()
    record(by, "mission.changed", mission, now=now, state=mission.state)
    if mission.state == MissionState.CANCELLED and was != mission.state:
        asked = mission.travellers.filter(seat__in=(Seat.ASKED, Seat.GOING))
        for traveller in asked.select_related("organisation"):
            _write(mission, traveller, "mission_cancelled", now)
    return mission


def _hold_together(fields: MissionFields) -> None:
    wrong = {}
    if fields.ends_on < fields.begins_on:
        wrong["ends_on"] = _("The last day cannot be before the first.")
    if fields.zone not in available_timezones():
        wrong["zone"] = _("There is no such time zone. Write it as Europe/Tallinn.")
    if timezone.localdate(fields.apply_until) > fields.begins_on:
        wrong["apply_until"] = _("That is after the mission has begun.")
    if fields.state != MissionState.DRAFT and (fields.title.missing or fields.words.missing):
        wrong["title"] = _("An announced mission stands in all three languages.")
    if wrong:
        raise Invalid(wrong)


def _keeps_its_word(mission: Mission, fields: MissionFields) -> None:
    """What others count on does not shrink under them."""
    going = mission.travellers.filter(seat=Seat.GOING).count()
    if fields.places < going:
        message = _("%(going)s companies have a place already.")
        raise Invalid({"places": message % {"going": going}})
    if fields.state == MissionState.DRAFT and mission.state != MissionState.DRAFT:
        raise Invalid({"state": _("It was announced. Cancel it, or leave it announced.")})
    if fields.zone != mission.zone and mission.meetings.exists():
        raise Invalid({"zone": _("The agenda has begun by these clocks.")})


@transaction.atomic
def ask_along(mission_id: int, words: str, *, by: Actor, now: dt.datetime) -> Traveller:
    """A company would like to come along; after a withdrawal it may ask once more."""
    asking = look_at(mission_id, by, now, lock=True)
    require(by, "ask", asking, MISSION_RULES)
    told = words.strip()
    if not told:
        raise Invalid({"words": _("Say in a few sentences what you hope for.")})
    if refused := why_refused(told):
        raise Invalid({"words": refused})
    values = {
        "seat": Seat.ASKED,
        "words": told,
        "grounds": "",
        "asked_at": now,
        "asked_by_id": by.user_id,
        "decided_at": None,
    }
    assert by.organisation_id is not None  # who leads a company acts for it
    made, _new = Traveller.objects.update_or_create(
        mission=asking.mission, organisation_id=by.organisation_id, defaults=values
    )
    record(by, "mission.asked", made, now=now, mission=mission_id)
    return made


@transaction.atomic
def withdraw_from(mission_id: int, *, by: Actor, now: dt.datetime) -> Traveller:
    """The company stays at home; its own meetings leave the agenda."""
    asking = look_at(mission_id, by, now, lock=True)
    require(by, "withdraw", asking, MISSION_RULES)
    own = asking.own
    assert own is not None
    own.seat = Seat.WITHDRAWN
    own.save(update_fields=["seat"])
    _leave_agenda(asking.mission, own)
    record(by, "mission.withdrawn", own, now=now, mission=mission_id)
    return own


def _leave_agenda(mission: Mission, traveller: Traveller) -> None:
    company = traveller.organisation_id
    Meeting.objects.filter(mission=mission, organisation=company).delete()
    Meeting.companies.through.objects.filter(
        meeting__mission=mission, organisation=company
    ).delete()


@transaction.atomic
def decide_traveller(
    traveller_id: int, seat: str, grounds: str, *, by: Actor, now: dt.datetime
) -> Traveller:
    """The hub gives a place, or says why there is none; the company gets a letter."""
    found = find(Traveller.objects.select_related("organisation"), pk=traveller_id)
    asking = look_at(found.mission_id, by, now, lock=True)
    traveller = Traveller.objects.select_related("organisation").get(pk=traveller_id)
    require(by, "decide", Asking(asking.mission, now, traveller), MISSION_RULES)
    words = grounds.strip()
    if seat not in (Seat.GOING, Seat.NOT_GOING) or not may_become(traveller, seat):
        raise Invalid({"seat": _("Give a place, or say that there is none.")})
    if seat == Seat.NOT_GOING and not words:
        raise Invalid({"grounds": _("Say why there is no place. The company reads it.")})
    if (traveller.seat, traveller.grounds) == (seat, words):
        return traveller
    going = asking.mission.travellers.filter(seat=Seat.GOING).exclude(pk=traveller.pk)
    if seat == Seat.GOING and going.count() >= asking.mission.places:
        raise Invalid({"seat": _("All places are given. Raise their number first.")})
    if seat == Seat.NOT_GOING and traveller.seat == Seat.GOING:
        _leave_agenda(asking.mission, traveller)
    traveller.seat, traveller.grounds, traveller.decided_at = seat, words, now
    traveller.save(update_fields=["seat", "grounds", "decided_at"])
    record(by, "mission.decided", traveller, now=now, seat=str(seat))
    _write(asking.mission, traveller, "mission_seat", now)
    return traveller


def _write(mission: Mission, traveller: Traveller, kind: str, now: dt.datetime) -> None:
    told = {"mission": mission, "traveller": traveller, "goes": traveller.seat == Seat.GOING}
    for address, language in to_tell(traveller.organisation_id, LEADS, timezone.localdate(now)):
        mail.write(address, f"programmes/{kind}", told, language=language, now=now)


@transaction.atomic
def add_meeting(
    mission_id: int, fields: MeetingFields, *, key: uuid.UUID, by: Actor, now: dt.datetime
) -> Meeting:
    """The hub adds to what all share, a company its own; the same key again is the same one."""
    asking = look_at(mission_id, by, now, lock=True)
    require(by, "add_meeting", asking, MISSION_RULES)
    if there := Meeting.objects.filter(key=key, mission=mission_id).first():
        return there
    if asking.mission.meetings.count() >= LONGEST_AGENDA:
        raise Invalid({"title": _("The agenda is full.")})
    of = by.organisation_id if asking.goes else None
    meeting = Meeting(mission=asking.mission, organisation_id=of, key=key)
    _set(meeting, fields, by, now)
    meeting.save()
    meeting.companies.set(fields.companies if of is None else ())
    record(by, "mission.meeting_added", meeting, now=now, mission=mission_id)
    return meeting


@transaction.atomic
def keep_meeting(
    pk: int, fields: MeetingFields, *, seen: int, by: Actor, now: dt.datetime
) -> Meeting:
    meeting = _hold_meeting(pk, by)
    require_version(meeting, seen)
    _set(meeting, fields, by, now)
    meeting.version += 1
    meeting.save()
    meeting.companies.set(fields.companies if meeting.organisation_id is None else ())
    record(by, "mission.meeting_changed", meeting, now=now)
    return meeting


@transaction.atomic
def remove_meeting(pk: int, *, by: Actor, now: dt.datetime) -> int:
    """Off the agenda; the mission's number."""
    meeting = _hold_meeting(pk, by)
    record(by, "mission.meeting_removed", meeting, now=now)
    mission = meeting.mission_id
    meeting.delete()
    return mission


def _hold_meeting(pk: int, by: Actor) -> Meeting:
    rows = Meeting.objects.visible_to(by).select_for_update(of=("self",))
    meeting = find(rows.select_related("mission"), pk=pk)
    require(by, "write", meeting, MEETING_RULES)
    return meeting


def _set(meeting: Meeting, fields: MeetingFields, by: Actor, now: dt.datetime) -> None:
    mission, wrong = meeting.mission, {}
    if not fields.title.strip():
        wrong["title"] = _("Say what it is.")
    if not mission.begins_on <= fields.day <= mission.ends_on:
        wrong["day"] = _("Choose a day of the mission.")
    if fields.ends <= fields.begins:
        wrong["ends"] = _("It must end after it begins, on the same day.")
    if fields.is_private and meeting.organisation_id is None:
        wrong["is_private"] = _("What the hub adds is for all who go.")
    going = mission.travellers.filter(seat=Seat.GOING, organisation__in=fields.companies)
    if going.count() != len(set(fields.companies)):
        wrong["companies"] = _("Choose from those who go.")
    partners = Partner.objects.visible_to(by)
    if fields.partner_id is not None and not partners.filter(pk=fields.partner_id).exists():
        wrong["partner"] = _("Choose from the list.")
    if wrong:
        raise Invalid(wrong)
    begins, ends = (at_wall(fields.day, at, mission.clock) for at in (fields.begins, fields.ends))
    if begins is None or ends is None:
        raise Invalid({"begins": _("The clocks go forward there at that hour.")})
    meeting.begins_at, meeting.ends_at = begins, ends
    meeting.title, meeting.place = fields.title.strip(), fields.place.strip()
    meeting.partner_id, meeting.is_private = fields.partner_id, fields.is_private
    meeting.changed_at = now
