"""The demo's alumni: a year told, another asked now, what happened to them, and a demo day."""

import datetime as dt
import uuid
from decimal import Decimal

from django.utils import timezone

from eduhub.kit.access import Actor
from eduhub.people.queries import to_tell
from eduhub.people.states import LEADS, Role
from eduhub.programmes.models import Ask, AskLink, FigureRound, Interest, Programme
from eduhub.programmes.queries.figures import figures_asked
from eduhub.programmes.services import demo_days, figure_letters, figures, records, stays
from eduhub.programmes.services.demo_days import DemoDayFields, InterestFields
from eduhub.programmes.services.figures import KeyFigureFields, Saying
from eduhub.programmes.services.records import EventFields
from eduhub.programmes.services.stays import StayFields
from eduhub.programmes.states.figures import Said
from eduhub.site.demo.calls import leads_of_companies, programme_key
from eduhub.site.demo.cast import Cast
from eduhub.site.demo.records_words import (
    DAY_PLACE,
    DAY_TITLE,
    DAY_WORDS,
    EXPORT,
    FUNDING,
    INTEREST,
    PITCHES,
    SCHOOLS,
    SCHOOLS_HELP,
    YEAR_2024,
)

DAY = dt.timedelta(days=1)
KEYS = uuid.UUID("6e2b7c1f-0d35-4f8e-b4a6-91c7e5d20f33")  # the same keys in every city
ALUMNI = len(YEAR_2024) + 2  # two of them are silent
ASKED_2024 = dt.datetime(2025, 2, 14, 7, 0, tzinfo=dt.UTC)


def make_records(cast: Cast, now: dt.datetime) -> None:
    programme = Programme.objects.get(key=programme_key())
    companies = leads_of_companies(cast)[::-1][:ALUMNI]  # the one-click one's first
    for number, by in enumerate(companies):
        _stay(cast, programme, by, number)
    _own_figure(cast, programme)
    told = _round(cast, programme, (dt.date(2024, 1, 1), dt.date(2024, 12, 31)), ASKED_2024, 28)
    for by, said in zip(companies, YEAR_2024, strict=False):
        _tell(told, by, said, ASKED_2024 + 3 * DAY)
    asked = _round(
        cast, programme, (dt.date(2026, 1, 1), dt.date(2026, 6, 30)), now - 5 * DAY, 365
    )
    for by in companies[2:5]:
        _tell(asked, by, ("1", "70000", "3", "0", "14"), now - DAY)
    _happened(companies[0], now)
    _demo_day(cast, programme, companies, now)


def _key(*told: object) -> uuid.UUID:
    return uuid.uuid5(KEYS, "/".join(str(one) for one in told))


def _stay(cast: Cast, programme: Programme, by: Actor, number: int) -> None:
    since = dt.date(2023, 9, 4) if number % 2 else dt.date(2024, 1, 15)
    stays.keep_stay(
        StayFields(int(by.organisation_id or 0), since, since + 112 * DAY),
        None,
        programme_id=programme.pk,
        key=_key("stay", number),
        seen=0,
        by=cast.staff,
        now=ASKED_2024 - 30 * DAY,
    )


def _own_figure(cast: Cast, programme: Programme) -> None:
    figures.keep_figure(
        KeyFigureFields(SCHOOLS, SCHOOLS_HELP, "count", "at_end"),
        None,
        programme_id=programme.pk,
        key=_key("schools"),
        seen=0,
        by=cast.staff,
        now=ASKED_2024 - 30 * DAY,
    )


def _round(
    cast: Cast, programme: Programme, period: tuple[dt.date, dt.date], now: dt.datetime, days: int
) -> FigureRound:
    made = figures.open_round(programme.pk, *period, now + days * DAY, by=cast.staff, now=now)
    for ask in Ask.objects.filter(round=made).select_related("stay").order_by("pk"):
        for address, language in to_tell(ask.stay.organisation_id, LEADS, timezone.localdate(now)):
            link = figure_letters.send_link(ask.pk, address, language, by=cast.staff, now=now)
            _as_every_time(link)
    return made


def _as_every_time(link: AskLink | Interest) -> None:
    """A secret is drawn anew each time, and the city is the same; no token has this digest."""
    link.token_digest = f"{link.pk:064d}"
    link.save(update_fields=["token_digest"])


def _tell(round_: FigureRound, by: Actor, said: tuple[str, ...], now: dt.datetime) -> None:
    ask = Ask.objects.select_related("round").get(
        round=round_, stay__organisation=by.organisation_id
    )
    sayings = {
        figure.pk: Saying(why=one) if one in Said.values else Saying(Decimal(one))
        for figure, one in zip(figures_asked(ask), said, strict=False)
    }
    figures.answer(ask.pk, sayings, seen=ask.version, by=by, now=now)


def _happened(by: Actor, now: dt.datetime) -> None:
    for fields in (
        EventFields("funding", dt.date(2026, 3, 10), Decimal(60_000), words=FUNDING),
        EventFields("export", dt.date(2026, 5, 4), country="SE", words=EXPORT),
    ):
        records.tell_event(
            int(by.organisation_id or 0), fields, key=_key(fields.kind), by=by, now=now
        )


def _demo_day(cast: Cast, programme: Programme, companies: list[Actor], now: dt.datetime) -> None:
    """In spring; three pitch, the fourth has not answered, an investor is interested."""
    starts = now + 200 * DAY
    day = demo_days.keep_demo_day(
        DemoDayFields(
            programme.pk, DAY_TITLE, DAY_WORDS, DAY_PLACE, starts, starts + dt.timedelta(hours=3)
        ),
        None,
        key=_key("demo day"),
        seen=0,
        by=cast.staff,
        now=now,
    )
    pitches = [
        demo_days.ask_to_pitch(day.pk, int(by.organisation_id or 0), by=cast.staff, now=now)
        for by in companies[: len(PITCHES) + 1]
    ]
    for pitch, by, words in zip(pitches, companies, PITCHES, strict=False):
        demo_days.decide_pitch(pitch.pk, True, words, seen=1, by=by, now=now)
    demo_days.publish_demo_day(day.pk, by=cast.staff, now=now)
    investor = next(actor for (role, _at), actor in cast.actors.items() if role == Role.INVESTOR)
    told = InterestFields(
        "Sijoittaja (demo)", "Demorahasto Oy", "", INTEREST, True, _key("interest"), "demo"
    )
    _as_every_time(demo_days.say_interest(pitches[0].pk, told, by=investor, now=now))
