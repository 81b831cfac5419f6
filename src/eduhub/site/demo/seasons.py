"""The demo's seasons of regular times: one takes wishes, one has a proposal, one is shared out."""

import datetime as dt
import uuid
from dataclasses import dataclass

from eduhub.bookings.models import Season, SeasonWish, Unit
from eduhub.bookings.services import season_decisions, season_publish, season_wishes, seasons
from eduhub.bookings.services.season_decisions import Decided
from eduhub.bookings.services.season_wishes import WishWords
from eduhub.bookings.services.seasons import SeasonWords
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.site.demo.cast import Cast

KEYS = uuid.UUID("7d3a9c14-5b0e-4f62-9a77-1c8e2d4b6f03")  # the same keys in every city
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)
SEED = "demo-seasons-2027"
ABOUT = Text(
    "Kerhoille, ryhmille ja yrityksille, jotka tulevat joka viikko samaan aikaan (demo).",
    "För klubbar, grupper och företag som kommer vid samma tid varje vecka (demo).",
    "For clubs, groups and companies that come at the same time every week (demo).",
)
LATE_SPRING = Text("Loppukevät 2027", "Senvåren 2027", "Late spring 2027")
SPRING = Text("Alkukevät 2027", "Förvåren 2027", "Early spring 2027")
AUTUMN = Text("Syksy 2027", "Hösten 2027", "Autumn 2027")
BREAK = (dt.date(2027, 2, 22), dt.date(2027, 2, 26))
REASON = "Toiveet sovittiin yhteen ja hylättyjen syyt luettiin läpi."
BY_HAND = "Kerho tarvitsee hissin, ja se on vain tässä tilassa."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A wish of the demo: who by number (a company from 100 on), where, when, for how long."""

    who: int
    places: tuple[str, ...]
    weekday: int
    earliest: tuple[int, int]
    wide: int = 0  # minutes that it may begin later
    minutes: int = 60
    people: int = 12
    title: str = "Robottikerho"


WANTED = (
    Wanted(2, ("studio",), 0, (15, 0)),
    Wanted(5, ("studio",), 0, (15, 0), title="Videokerho"),
    Wanted(9, ("studio",), 0, (15, 0), 120, title="Podcast-paja"),
    Wanted(2, ("studio", "lab"), 2, (14, 0), 60, title="Rakentajat"),
    Wanted(7, ("south", "hall"), 1, (15, 0), 0, 120, 30, "Näytelmäryhmä"),
    Wanted(11, ("hall",), 1, (16, 0), 0, 90, 60, "Tanssiryhmä"),
    Wanted(100, ("quiet",), 3, (13, 0), 60, 60, 4, "Käyttäjätestit"),
    Wanted(101, ("quiet",), 3, (13, 0), 0, 90, 4, "Tiimin demopäivä"),
)


def make_seasons(cast: Cast, units: dict[str, Unit], now: dt.datetime) -> None:
    spring = _season(cast, units, SPRING, (dt.date(2027, 1, 11), dt.date(2027, 3, 26)), now)
    _publish(cast, _wished(cast, units, spring, now), now)
    late = _season(cast, units, LATE_SPRING, (dt.date(2027, 4, 5), dt.date(2027, 5, 28)), now)
    _propose(cast, _wished(cast, units, late, now), now)
    autumn = _season(
        *(cast, units, AUTUMN, (dt.date(2027, 8, 16), dt.date(2027, 12, 10)), now),
        closes_at=now + 150 * DAY,
    )
    for number, wanted in enumerate(WANTED[:3]):
        _wish(cast, units, autumn, (number, wanted), now)


def _season(
    cast: Cast,
    units: dict[str, Unit],
    name: Text,
    days: tuple[dt.date, dt.date],
    now: dt.datetime,
    *,
    closes_at: dt.datetime | None = None,
) -> Season:
    shared = ("hall", "north", "south", "studio", "lab", "quiet")
    words = SeasonWords(
        name=name,
        about=ABOUT,
        first=days[0],
        last=days[1],
        opens_at=now - 3 * WEEK,
        closes_at=closes_at or now - 3 * DAY,
        unit_ids=[units[key].pk for key in shared],
        most_minutes=180,
        floor=50,
        breaks=[BREAK] if days[0] < BREAK[0] < days[1] else [],
    )
    key = uuid.uuid5(KEYS, name.en)
    return seasons.open_season(words, key=key, by=cast.staff, now=now - 3 * WEEK, seed=SEED)


def _wished(cast: Cast, units: dict[str, Unit], season: Season, now: dt.datetime) -> Season:
    for number, wanted in enumerate(WANTED):
        _wish(cast, units, season, (number, wanted), now - WEEK)
    return season


def _wish(
    cast: Cast,
    units: dict[str, Unit],
    season: Season,
    told: tuple[int, Wanted],
    now: dt.datetime,
) -> SeasonWish:
    number, wanted = told
    hour, minute = wanted.earliest
    latest, rest = divmod(hour * 60 + minute + wanted.wide, 60)
    words = WishWords(
        title=wanted.title,
        unit_ids=[units[key].pk for key in wanted.places],
        weekday=wanted.weekday,
        earliest=dt.time(hour, minute),
        latest=dt.time(latest, rest),
        minutes=wanted.minutes,
        people=wanted.people,
        accepts_terms=True,
    )
    key = uuid.uuid5(KEYS, f"{season.name.en} {number}")
    return season_wishes.send_wish(season.pk, words, key=key, by=_who(cast, wanted), now=now)


def _who(cast: Cast, wanted: Wanted) -> Actor:
    if wanted.who < 100:
        return cast.teacher(cast.schools[wanted.who])
    place = cast.places[("company", "company_2")[wanted.who - 100]]
    return cast.at(Role.COMPANY_LEAD, place.pk)


def _propose(cast: Cast, season: Season, now: dt.datetime) -> None:
    """A second proposal after one decision by hand, so that there is something to compare."""
    seasons.work_out_anew(season.pk, by=cast.staff, now=now)
    wish = SeasonWish.objects.get(application__season=season, title="Podcast-paja")
    place = Decided(
        kind="place",
        reason=BY_HAND,
        unit_id=wish.units.get().unit_id,
        weekday=0,
        begins=dt.time(15),
    )
    season_decisions.decide(wish.pk, place, seen=season.version, by=cast.staff, now=now)


def _publish(cast: Cast, season: Season, now: dt.datetime) -> None:
    version = seasons.work_out_anew(season.pk, by=cast.staff, now=now)
    season_publish.publish_season(season.pk, REASON, seen=version.number, by=cast.staff, now=now)
    season_publish.carry_out(season.pk, now=now)
