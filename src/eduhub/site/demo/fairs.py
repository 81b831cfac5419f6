"""Exhibitions, stands, visitors' requests and references of the demo."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence

from eduhub.catalogue.models import (
    ConsentWording,
    DayCount,
    Exhibit,
    Exhibition,
    Lead,
    Reference,
    Solution,
    Stand,
)
from eduhub.catalogue.models.stands import CONSENTS, PRESENT_CONSENT
from eduhub.catalogue.states import CountOf, ExhibitionState, LeadState, ReferenceState
from eduhub.people.states import Role
from eduhub.site.demo import fair_words as words
from eduhub.site.demo.cast import Cast

DATES = (
    (dt.date(2026, 3, 2), dt.date(2026, 5, 29)),
    (dt.date(2026, 10, 5), dt.date(2027, 6, 4)),
    (dt.date(2027, 8, 16), dt.date(2027, 11, 26)),
)
SUBJECTS = ("subject-mother-tongue", "subject-maths", "subject-environment")
SHOWN = 12  # solutions in an exhibition
DAY = dt.timedelta(days=1)


def make_fairs(cast: Cast, known: Sequence[Solution], now: dt.datetime) -> None:
    """`known`: the solutions in pilots; the first is the one-click company's own."""
    exhibitions = [
        _exhibition(cast, number, known, now) for number in range(len(words.EXHIBITIONS))
    ]
    shown = {one.solution_id for exhibition in exhibitions for one in exhibition.exhibits.all()}
    stands = sorted(shown | {one.pk for one in known})
    Stand.objects.bulk_create(
        Stand(
            solution_id=pk,
            opening=words.OPENINGS[number % len(words.OPENINGS)],
            is_open=True,
            changed_at=now - 20 * DAY,
        )
        for number, pk in enumerate(stands)
    )
    _count(exhibitions, now)
    _ask(known[0], now)
    _name_schools(cast, known, now)


def _exhibition(
    cast: Cast, number: int, known: Sequence[Solution], now: dt.datetime
) -> Exhibition:
    (title, theme), (opens, closes) = words.EXHIBITIONS[number], DATES[number]
    written = min(now, dt.datetime.combine(opens, dt.time(7), dt.UTC)) - 14 * DAY
    exhibition = Exhibition.objects.create(
        title=title,
        theme=theme,
        opens=opens,
        closes=closes,
        state=ExhibitionState.PUBLISHED,
        form_key=_uuid(f"exhibition {number}"),
        created_at=written,
        changed_at=written,
        published_at=written + DAY,
    )
    suits = [one for one in known if SUBJECTS[number] in one.codes and one.is_published]
    others = Solution.objects.published().filter(codes__contains=[SUBJECTS[number]])
    others = others.exclude(pk__in=[one.pk for one in suits]).order_by("pk")[:SHOWN]
    Exhibit.objects.bulk_create(
        Exhibit(exhibition=exhibition, solution=solution, place=place)
        for place, solution in enumerate([*suits, *others][:SHOWN], 1)
    )
    return exhibition


def _count(exhibitions: Sequence[Exhibition], now: dt.datetime) -> None:
    """Visits and opened stands by day, for the figures that staff see."""
    rows = []
    for exhibition in exhibitions:
        last = min(exhibition.closes, now.date())
        days = [last - n * DAY for n in range(10) if last - n * DAY >= exhibition.opens]
        exhibits = list(exhibition.exhibits.order_by("place")[:4])
        for number, day in enumerate(days):
            visits = DayCount(kind=CountOf.VISIT, day=day, exhibition=exhibition)
            visits.count = 12 + 7 * number % 25
            rows.append(visits)
            for place, one in enumerate(exhibits, 1):
                opened = DayCount(kind=CountOf.STAND, day=day, exhibition=exhibition)
                opened.solution_id, opened.count = one.solution_id, 1 + (number + place) % 5
                rows.append(opened)
    DayCount.objects.bulk_create(rows)


def _ask(solution: Solution, now: dt.datetime) -> None:
    """Visitors who wait for an answer of the one-click company, and some who have it."""
    wording, _made = ConsentWording.objects.get_or_create(
        version=PRESENT_CONSENT,
        defaults={"words": CONSENTS[PRESENT_CONSENT], "stored_at": now - 30 * DAY},
    )
    states = (LeadState.NEW, LeadState.NEW, LeadState.ANSWERED, LeadState.CLOSED)
    Lead.objects.bulk_create(
        Lead(
            solution=solution,
            name=f"Demo Visitor {number}",
            organisation="Demo School",
            email=f"visitor-{number}@demo.example",
            wish=wish,
            language=language,
            asked_at=now - number * DAY,
            wording=wording,
            consented_at=now - number * DAY,
            token_digest=hashlib.sha256(f"demo lead {number}".encode()).hexdigest(),
            form_key=_uuid(f"lead {number}"),
            state=state,
            state_since=now - number * DAY,
        )
        for number, (state, (language, wish)) in enumerate(
            zip(states, words.WISHES, strict=True), 1
        )
    )


def _name_schools(cast: Cast, known: Sequence[Solution], now: dt.datetime) -> None:
    """One waits for the one-click principal; of the others most are confirmed."""
    rows = []
    for number, solution in enumerate(known):
        state = ReferenceState.CONFIRMED if number % 3 else ReferenceState.UNCONFIRMED
        school = cast.schools[7 * number % len(cast.schools)]
        use, period = words.USES[number % len(words.USES)]
        named = now - (60 + number) * DAY
        row = Reference(solution=solution, school=school, use=use, period=period, state=state)
        row.named_at = row.state_since = named
        row.named_by_id = cast.at(Role.COMPANY_LEAD, solution.company_id).user_id
        if state == ReferenceState.CONFIRMED:
            row.decided_at = row.state_since = named + 4 * DAY
            row.decided_by_id = cast.principal(school).user_id
        rows.append(row)
    Reference.objects.bulk_create(rows)


def _uuid(what: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demo {what}")
