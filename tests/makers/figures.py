"""Companies in a programme, asked for their key figures."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

from django.core import mail as outbox

from eduhub.kit.access import Actor
from eduhub.people.models import Organisation
from eduhub.people.states import Role
from eduhub.programmes.models import Ask, FigureRound, Programme, Stay
from eduhub.programmes.queries.figures import figures_asked
from eduhub.programmes.services import figures
from eduhub.programmes.services import stays as services
from eduhub.programmes.services.figures import KeyFigureFields, Saying
from eduhub.programmes.services.stays import StayFields
from tests.makers import NOW, make_actor, make_company
from tests.makers.programmes import make_programme, said

DAY = dt.timedelta(days=1)
YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


def make_stay(programme: Programme, organisation: Organisation | None = None, **told: Any) -> Stay:
    fields = StayFields(
        (organisation or make_company()).pk,
        told.get("since", dt.date(2024, 9, 1)),
        told.get("until", dt.date(2025, 1, 31)),
    )
    return services.keep_stay(
        fields,
        None,
        programme_id=programme.pk,
        key=uuid.uuid4(),
        seen=0,
        by=make_actor(Role.HUB_STAFF),
        now=told.get("now", NOW),
    )


def make_key_figure(programme: Programme, words: str = "Pupils", **told: Any):
    fields = KeyFigureFields(
        said(words), said("All of them"), told.get("unit", "count"), told.get("span", "at_end")
    )
    return figures.keep_figure(
        fields,
        None,
        programme_id=programme.pk,
        key=uuid.uuid4(),
        seen=0,
        by=make_actor(Role.HUB_STAFF),
        now=told.get("now", NOW),
    )


def make_round(programme: Programme | None = None, companies: int = 1, **told: Any) -> FigureRound:
    """Asked of last year for three weeks; with so many companies, more than are there."""
    now = told.get("now", NOW)
    programme = programme or make_programme(now=now)
    for _number in range(companies - programme.stays.count()):
        make_stay(programme, now=now)
    first, last = told.get("period", YEAR)
    due = told.get("due", now + 21 * DAY)
    return figures.open_round(
        programme.pk, first, last, due, by=make_actor(Role.HUB_STAFF), now=now
    )


def tell(ask: Ask, by: Actor, now: dt.datetime = NOW, **said: Any) -> Ask:
    """Answer by the codes of figures: a number, or "dont_know" or "wont_say"."""
    ask.refresh_from_db()
    known = {one.code.replace("-", "_"): one.pk for one in figures_asked(ask)}
    sayings = {
        known[code]: Saying(why=value) if isinstance(value, str) else Saying(Decimal(value))
        for code, value in said.items()
    }
    return figures.answer(ask.pk, sayings, seen=ask.version, by=by, now=now)


def lead_of(ask: Ask) -> Actor:
    return make_actor(Role.COMPANY_LEAD, ask.stay.organisation)


def letters_to(address: str) -> list[str]:
    return [one.body for one in outbox.outbox if address in one.to]
