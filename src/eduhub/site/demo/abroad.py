"""The demo's way abroad: markets, one company's lists, partners, a mission, and elsewhere a pilot
with a school in it."""

import datetime as dt
import uuid

from eduhub.catalogue.models import Market, Solution
from eduhub.catalogue.services.markets import keep_market
from eduhub.kit.access import Actor
from eduhub.people.models import Organisation
from eduhub.people.states import Kind, OrganisationState, Role
from eduhub.pilots import services as pilots
from eduhub.pilots.models import Pilot
from eduhub.pilots.services.jurisdictions import place_pilot
from eduhub.pilots.services.schools import place_school
from eduhub.programmes.models import Mission
from eduhub.programmes.services import abroad, missions
from eduhub.site.demo.abroad_words import (
    AGENDA,
    HOPES,
    MARKETS,
    MISSION,
    OWN_MEETING,
    PARTNERS,
    PURPOSE,
    SCHOOL,
    STANDS,
)
from eduhub.site.demo.cast import Cast, actor_of, add_people

DAY = dt.timedelta(days=1)
KEYS = uuid.UUID("3c8e7f6e-0a53-4d4a-a8c4-0f3f5a1a7b29")  # the same keys in every city


def make_abroad(cast: Cast, now: dt.datetime) -> None:
    markets = {
        told.code: keep_market(told, None, seen=0, by=cast.staff, now=now) for told in MARKETS
    }
    company = cast.places["company"].pk
    lead = cast.at(Role.COMPANY_LEAD, company)
    own = list(Solution.objects.published().filter(company=company).order_by("pk")[:2])
    _lists(own, markets, lead, now)
    _partners(cast, markets, now)
    _mission(cast, markets["ee"], lead, now)
    pilot = _pilot(cast, own[0], markets["ee"], lead, now)
    _school(cast, pilot, markets["ee"], now)


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))


def _lists(own: list[Solution], markets: dict[str, Market], lead: Actor, now: dt.datetime) -> None:
    """One list well under way, one that has just begun."""
    first = abroad.begin_readiness(own[0].pk, markets["ee"].pk, by=lead, now=now)
    for item in first.items.filter(template__in=STANDS).order_by("pk"):
        fields = abroad.ItemFields(owner_id=lead.user_id, **STANDS[item.template])
        abroad.keep_item(item.pk, fields, seen=1, by=lead, now=now)
    abroad.begin_readiness(own[-1].pk, markets["de"].pk, by=lead, now=now)


def _partners(cast: Cast, markets: dict[str, Market], now: dt.datetime) -> None:
    for code, told in PARTNERS:
        fields = missions.PartnerFields(market_id=markets[code].pk, **told)
        key = _key("partner", told["name"])
        missions.keep_partner(fields, None, key=key, seen=0, by=cast.staff, now=now)


def _mission(cast: Cast, market: Market, lead: Actor, now: dt.datetime) -> Mission:
    """Announced, with the one-click company on its way."""
    first = now.date() + 77 * DAY  # a Monday after the holidays
    fields = missions.MissionFields(
        market_id=market.pk,
        begins_on=first,
        ends_on=first + 2 * DAY,
        places=6,
        apply_until=now + 30 * DAY,
        state="announced",
        **MISSION,
    )
    made = missions.keep_mission(fields, None, key=_key("mission"), seen=0, by=cast.staff, now=now)
    asked = missions.ask_along(made.pk, HOPES, by=lead, now=now)
    missions.decide_traveller(asked.pk, "going", "", by=cast.staff, now=now)
    for number, (title, place, hour) in enumerate((*AGENDA, OWN_MEETING)):
        line = missions.MeetingFields(
            title=title, place=place, day=first, begins=dt.time(hour), ends=dt.time(hour + 1)
        )
        by = lead if number == len(AGENDA) else cast.staff
        missions.add_meeting(made.pk, line, key=_key("meeting", number), by=by, now=now)
    return made


def _pilot(cast: Cast, solution: Solution, market: Market, lead: Actor, now: dt.datetime) -> Pilot:
    """The same pilot as at home, by the rules of another market."""
    terms = pilots.Terms(
        purpose=PURPOSE,
        wanted=PURPOSE,
        minutes_a_week=30,
        starts=now.date() + 70 * DAY,
        ends=now.date() + 120 * DAY,
        places=4,
    )
    pilot = pilots.post_pilot(solution.pk, terms, by=lead, now=now)
    return place_pilot(pilot.pk, market.pk, seen=1, by=cast.staff, now=now)


def _school(cast: Cast, pilot: Pilot, market: Market, now: dt.datetime) -> None:
    """A school there, with a group in the pilot that is run there."""
    told = {"state": OrganisationState.APPROVED, "founded_at": now, "decided_at": now}
    school = Organisation.objects.create(kind=Kind.SCHOOL, name=SCHOOL, **told)
    roles = (Role.TEACHER, Role.PRINCIPAL)
    add_people([(f"{role}-abroad", role, school.pk) for role in roles], now)
    place_school(school.pk, market.pk, seen=0, by=cast.staff, now=now)
    teacher, principal = (actor_of(one) for one in school.memberships.order_by("pk"))
    group = pilots.join(pilot.pk, label="5A", grade=5, pupils=19, by=teacher, now=now)
    pilots.accept_group(group.pk, by=principal, now=now)
