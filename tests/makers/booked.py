"""What the small world's people have booked: in each state, a series, a place in the queue."""

import datetime as dt
import uuid

from django.utils import timezone

from eduhub.bookings import services
from eduhub.bookings.models import Quota, Site, SpecialDay
from eduhub.bookings.queries import token_of
from eduhub.bookings.services import (
    Asked,
    Counts,
    Repeat,
    season_decisions,
    season_wishes,
    seasons,
)
from eduhub.bookings.services.season_wishes import WishWords
from eduhub.bookings.services.seasons import SeasonWords
from eduhub.kit.lang import Text
from tests.makers.bookings import make_unit
from tests.makers.visits import enrol, make_group, make_time, make_visit

KEYS = uuid.UUID("0d9e8a55-34c3-4b07-8a56-9a4c3f0b5a11")
DAY, HOUR, WEEK = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(weeks=1)


def make_booked(world, actor, secret) -> None:
    """By the own company's lead all but what the rival has."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    always = {"always_open": True, "on_holidays": True, "lead_hours": 0, "is_open": False}
    room, hidden = make_unit(**always), make_unit(state="draft", about=_words(secret("unit")))
    approved = make_unit(**always, needs_approval=True, name=_words("Kysytty"))
    part = make_unit(**always, name=_words("Osa"))
    services.join_part(room.pk, part.pk, by=actor("staff"), now=now)
    title = f"Robots {secret('booking')}"

    def book(unit, who, begins, words="Robots", length=HOUR):
        key = uuid.uuid5(KEYS, f"{unit.pk} {begins}")
        what = Asked(begins=begins, ends=begins + length, title=words)
        return services.book(unit.pk, what, key=key, by=actor(who), now=now)

    later = now + 3 * DAY
    coming = book(room, "company_lead", later, title)
    begun = book(room, "company_lead", now, length=3 * HOUR)  # a walk may go past the full hour
    rival = book(room, "rival", later + 2 * HOUR)
    asked = book(approved, "company_lead", later)
    what = Asked(begins=later + 4 * HOUR, ends=later + 5 * HOUR, title="Series")
    series = services.book_series(
        room.pk, what, Repeat(last=(later + WEEK).date(), weekdays=frozenset()),
        skips_clashes=True, key=KEYS, by=actor("company_lead"), now=now,
    )  # fmt: skip
    busy = Asked(begins=rival.begins, ends=rival.ends, title="Please")
    wait = services.wait_for(room.pk, busy, key=KEYS, by=actor("company_lead"), now=now)
    world.things |= {
        "unit": room.pk,
        "unit.draft": hidden.pk,
        "unit.approved": approved.pk,
        "unit.part": part.pk,
        "door": room.door,
        "booking": coming.pk,
        "booking.begun": begun.pk,
        "booking.rival": rival.pk,
        "booking.asked": asked.pk,
        "booking.offered": _offered(actor, book, part, later, now).pk,
        "series": series.pk,
        "wait": wait.pk,
        **_seasons(actor, room, now),
        "calendar.token": services.make_link("fi", by=actor("teacher"), now=now),
        "unit.special": SpecialDay.objects.create(unit=room, first="2030-01-07", last="2030-01-08").pk,
        "unit.quota": Quota.objects.create(unit=room, words=_words("x"), period="week", most_minutes=9999).pk,
        "unit.site": Site.objects.create(unit=part, place=_words("x"), first="2030-01-07", last="2030-01-08").pk,
    }  # fmt: skip
    _visits(world, actor, secret, now)


def _visits(world, actor, secret, now) -> None:
    """The own company holds a visit: a time to come with a queue, one that is over, a draft."""
    by, before = actor("staff"), now - 3 * DAY
    unit = make_unit(always_open=True, on_holidays=True, is_open=False, size=60)
    told = {"host_id": world.homes["company"].pk, "closes_days": 0, "unit": unit, "by": by}
    told |= {"product": world.things["solution.own"], "now": before}
    visit = make_visit(**told)
    draft = make_visit(**told | {"state": "draft", "about": _words(secret("visit"))})
    coming = make_time(visit, start=now + 5 * DAY, by=by, now=now)
    over = make_time(visit, start=now - DAY, by=by, now=before)
    name = f"Teacher {secret('group')}"
    group = make_group(coming, name=name, now=now)
    came = make_group(over, name=name, now=before)
    line = services.log_workshop(
        over.pk, world.things["solution.own"], Counts(groups=1, learners=9, minutes=45),
        key=KEYS, by=by, now=now,
    )  # fmt: skip
    world.things |= {
        "visit": visit.pk,
        "visit.draft": draft.pk,
        "time": coming.pk,
        "time.over": over.pk,
        "group.booked": group.pk,
        "group.over": came.pk,
        "group.token": token_of(group),
        "group.new": token_of(enrol(coming, now=now)),
        "line": line.pk,
    }


def _offered(actor, book, unit, later, now):
    """Booked by the rival, waited for by the own company's lead, and given up."""
    begins = later + 10 * HOUR
    held = book(unit, "rival", begins)
    busy = Asked(begins=begins, ends=begins + HOUR, title="Offered")
    wait = services.wait_for(unit.pk, busy, key=unit.key, by=actor("company_lead"), now=now)
    services.cancel(held.pk, by=actor("rival"), now=now)
    wait.refresh_from_db()
    return wait.booking


def _seasons(actor, room, now):
    """One takes wishes; of the other the time is over, and it has two proposals."""
    staff, key = actor("staff"), iter(uuid.uuid5(KEYS, f"season {n}") for n in range(9))
    first = now.date() + 20 * DAY
    told = {"first": first, "last": first + 4 * WEEK}
    told |= {"unit_ids": [room.pk], "opens_at": now - 3 * DAY}

    def opened(name, closes):
        words = SeasonWords(**told, name=_words(name), closes_at=closes)
        return seasons.open_season(words, key=next(key), by=staff, now=now, seed="lot")

    def wished(season, who):
        words = WishWords(
            title="Robots", unit_ids=[room.pk], weekday=0, earliest=dt.time(16), minutes=60
        )
        sent = now - 2 * DAY
        return season_wishes.send_wish(season.pk, words, key=next(key), by=actor(who), now=sent)

    season, closed = opened("Kausi", now + 5 * DAY), opened("Suljettu kausi", now - DAY)
    wish, rival = wished(season, "company_lead"), wished(season, "rival")
    of_closed, _other = wished(closed, "company_lead"), wished(closed, "rival")
    seasons.work_out_anew(closed.pk, by=staff, now=now)
    no = season_decisions.Decided(kind="refuse", reason="The floor is mended")
    decision = season_decisions.decide(of_closed.pk, no, seen=1, by=staff, now=now)
    return {
        "season": season.pk,
        "season.closed": closed.pk,
        "season.wish": wish.pk,
        "season.wish.rival": rival.pk,
        "season.wish.closed": of_closed.pk,
        "season.decision": decision.pk,
    }


def _words(words: str) -> Text:
    return Text(words, words, words)
