"""Key figures: defined, asked of a programme's companies, answered and corrected."""

import calendar
import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from eduhub.kit.access import Actor, find, machine, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.programmes.models import (
    Ask,
    AskedFigure,
    AskLink,
    FigureAnswer,
    FigurePlan,
    FigureRound,
    KeyFigure,
    Programme,
    Stay,
)
from eduhub.programmes.notices import FiguresAsked
from eduhub.programmes.queries.figures import (
    OF_AN_ASK,
    figures_asked,
    latest,
    plan_of,
    standing_link,
)
from eduhub.programmes.rules.figures import FIGURE_RULES, AskAt
from eduhub.programmes.states.figures import FIXED, Rhythm, Said

MOST_VALUE = 10**11
MOST_OWN = 20  # figures of a programme's own: a founder answers on a phone


@dataclass(frozen=True, slots=True)
class KeyFigureFields:
    name: Text
    help: Text
    unit: str
    span: str
    is_asked: bool = True


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said of one figure: a value, or why there is none."""

    value: Decimal | None = None
    why: str = ""

    @property
    def said(self) -> str:
        return self.why or Said.KNOWN.value


@transaction.atomic
def keep_figure(
    fields: KeyFigureFields, pk: int | None, *, programme_id: int = 0, key: uuid.UUID,
    seen: int, by: Actor, now: dt.datetime,
) -> KeyFigure:  # fmt: skip
    """A new figure of a programme's own, or other words for one; rounds that ran keep theirs."""
    require(by, "manage", None, FIGURE_RULES)
    if pk is None:
        if there := KeyFigure.objects.filter(key=key).first():
            return there
        programme = find(Programme.objects.select_for_update(), pk=programme_id)
        if KeyFigure.objects.filter(programme=programme, is_asked=True).count() >= MOST_OWN:
            raise Invalid(
                {"": _("A programme asks at most %(most)s figures.") % {"most": MOST_OWN}}
            )
        figure = KeyFigure(programme=programme, key=key)
    else:
        figure = find(KeyFigure.objects.select_for_update(), pk=pk)
        require_version(figure, seen)
        if (fields.unit, fields.span) != (figure.unit, figure.span):
            raise Invalid({"unit": _("Another unit is another figure. Add it beside this one.")})
        figure.version += 1
    for name in KeyFigureFields.__slots__:
        setattr(figure, name, getattr(fields, name))
    figure.save()
    record(by, "figure.kept", figure, now=now)
    return figure


@transaction.atomic
def keep_plan(
    programme_id: int, rhythm: str, wait_days: int, answer_days: int, *,
    seen: int, by: Actor, now: dt.datetime,
) -> FigurePlan:  # fmt: skip
    """How often this programme asks by itself, how long after a period, and for how long."""
    require(by, "manage", None, FIGURE_RULES)
    programme = find(Programme.objects.select_for_update(), pk=programme_id)
    plan = plan_of(programme)
    require_version(plan, seen)
    plan.rhythm, plan.wait_days, plan.answer_days = rhythm, wait_days, answer_days
    plan.version += 1
    plan.save()
    record(by, "figures.planned", programme, now=now, rhythm=rhythm)
    return plan


@transaction.atomic
def open_round(
    programme_id: int, first: dt.date, last: dt.date, due_at: dt.datetime, *,
    by: Actor, now: dt.datetime,
) -> FigureRound:  # fmt: skip
    """Ask everybody who is in the programme or its alumni; a period is asked once."""
    require(by, "manage", None, FIGURE_RULES)
    programme = find(Programme.objects.select_for_update(), pk=programme_id)
    if there := FigureRound.objects.filter(programme=programme, first=first, last=last).first():
        return there
    _in_order(first, last, due_at, now)
    stays = list(Stay.objects.filter(programme=programme).to_ask(last, now))
    if not stays:
        raise NotNow("nobody", _("Nobody was in the programme in that period."))
    round_ = FigureRound.objects.create(
        programme=programme,
        first=first,
        last=last,
        opened_at=now,
        opened_by_id=by.user_id,
        due_at=due_at,
    )
    AskedFigure.objects.bulk_create(_figures(round_))
    asks = Ask.objects.bulk_create(Ask(round=round_, stay=stay) for stay in stays)
    record(by, "figures.asked", round_, now=now, companies=len(asks))
    for ask in asks:
        post(FiguresAsked(ask_id=ask.pk))
    return round_


def _in_order(first: dt.date, last: dt.date, due_at: dt.datetime, now: dt.datetime) -> None:
    wrong = {}
    if last < first:
        wrong["last"] = _("The last day comes after the first.")
    elif last >= timezone.localdate(now):
        wrong["last"] = _("Ask once the period is over.")
    if due_at <= now:
        wrong["due_at"] = _("Choose a moment that is still to come.")
    if wrong:
        raise Invalid(wrong)


def _figures(round_: FigureRound) -> Iterable[AskedFigure]:
    """The four, then the programme's own, as they are worded now."""
    for place, (code, (unit, span, help_)) in enumerate(FIXED.items(), start=1):
        name, words = _three(code.label), _three(help_)
        yield AskedFigure(
            round=round_, place=place, code=code, name=name, help=words, unit=unit, span=span
        )
    own = KeyFigure.objects.filter(programme=round_.programme_id, is_asked=True).order_by("pk")
    for place, one in enumerate(own, start=len(FIXED) + 1):
        yield AskedFigure(
            round=round_, place=place, code=one.code, name=one.name, help=one.help,
            unit=one.unit, span=one.span,
        )  # fmt: skip


def _three(words: object) -> Text:
    """What our own words are in each language."""
    told = {}
    for code in ("fi", "sv", "en"):
        with override(code):
            told[code] = str(words)
    return Text(**told)


def period_before(rhythm: str, day: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day of the last whole period before that day; None when asked by hand."""
    if rhythm == Rhythm.YEARLY:
        return dt.date(day.year - 1, 1, 1), dt.date(day.year - 1, 12, 31)
    if rhythm == Rhythm.HALF_YEARLY:
        if day.month > 6:
            return dt.date(day.year, 1, 1), dt.date(day.year, 6, 30)
        return dt.date(day.year - 1, 7, 1), dt.date(day.year - 1, 12, 31)
    return None


def open_due(*, now: dt.datetime) -> int:
    """Open the rounds whose day has come; how many. A second run finds them open."""
    opened, today = 0, timezone.localdate(now)
    for plan in FigurePlan.objects.exclude(rhythm=Rhythm.BY_HAND).order_by("pk"):
        period = period_before(plan.rhythm, today - dt.timedelta(days=plan.wait_days))
        if period is None or not _is_missing(plan, *period, now):
            continue
        due = now + dt.timedelta(days=plan.answer_days)
        open_round(plan.programme_id, *period, due, by=machine("worker"), now=now)
        opened += 1
    return opened


def _is_missing(plan: FigurePlan, first: dt.date, last: dt.date, now: dt.datetime) -> bool:
    """Somebody could be asked, and nobody was; a period long past is left to the hub's people."""
    mine = FigureRound.objects.filter(programme=plan.programme_id)
    there = mine.filter(first=first, last=last).exists()
    stays = Stay.objects.filter(programme=plan.programme_id).to_ask(last, now)
    return not there and stays.exists()


# Answers


@transaction.atomic
def open_link(token: str, *, now: dt.datetime) -> AskLink:
    """Whoever has the letter opens its link by a press; NotFound once it has ended."""
    link = standing_link(now, token=token)
    AskLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=now)
    seen_by_company(link.ask, now=now)
    return link


def seen_by_company(ask: Ask, *, now: dt.datetime) -> None:
    """The company has looked at what is asked; the first time counts."""
    Ask.objects.filter(pk=ask.pk, opened_at=None).update(opened_at=now)


@transaction.atomic
def answer(
    ask_id: int,
    said: Mapping[int, Saying],
    *,
    seen: int,
    link: AskLink | None = None,
    by: Actor,
    now: dt.datetime,
) -> Ask:
    """Keep what is said of each figure; what differs from before is written beside it.

    Args:
        said: by the figure's key; a figure that is left out stays as it was.
        link: the link by which whoever answers has come, still standing.
    """
    rows = Ask.objects.all() if link else Ask.objects.visible_to(by)
    ask = find(rows.select_for_update(of=("self",)).select_related(*OF_AN_ASK), pk=ask_id)
    by_link = link is not None and link.ask_id == ask.pk
    require(by, "answer", AskAt(ask, now, by_link), FIGURE_RULES)
    require_version(ask, seen)
    figures = {one.pk: one for one in figures_asked(ask)}
    standing = latest(FigureAnswer.objects.filter(ask=ask))
    anew = [
        _answer(ask, figures[pk], saying, standing.get(pk))
        for pk, saying in said.items()
        if pk in figures and not _stands(standing.get(pk), saying)
    ]
    for one in anew:
        one.said_at, one.said_by_id, one.by_link = now, by.user_id, by_link
    FigureAnswer.objects.bulk_create(anew)
    ask.version, ask.opened_at = ask.version + 1, ask.opened_at or now
    ask.save(update_fields=["version", "opened_at"])
    record(by, "figures.answered", ask, now=now, figures=len(anew), by_link=by_link)
    return ask


def _stands(there: FigureAnswer | None, saying: Saying) -> bool:
    return there is not None and (there.said, there.value) == (saying.said, saying.value)


def _answer(
    ask: Ask, figure: AskedFigure, saying: Saying, there: FigureAnswer | None
) -> FigureAnswer:
    if saying.said == Said.KNOWN and not _fits(figure, saying.value):
        raise Invalid({f"f{figure.pk}": _("Write a number from 0 on.")})
    number = there.number + 1 if there else 1
    value = saying.value if saying.said == Said.KNOWN else None
    return FigureAnswer(ask=ask, figure=figure, number=number, said=saying.said, value=value)


def _fits(figure: AskedFigure, value: Decimal | None) -> bool:
    if value is None or not value.is_finite():
        return False
    return value in (0, 1) if figure.is_yes_no else 0 <= value <= MOST_VALUE


@transaction.atomic
def revoke_links(ask_id: int, *, by: Actor, now: dt.datetime) -> int:
    """All links of a company in a round open nothing any more; how many that were."""
    ask = find(Ask.objects.visible_to(by).select_related(*OF_AN_ASK), pk=ask_id)
    require(by, "manage", None, FIGURE_RULES)
    count = AskLink.objects.filter(ask=ask, revoked_at=None).update(revoked_at=now)
    record(by, "figures.links_revoked", ask, now=now, links=count)
    return count


def last_of_years(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; the last of February for the 29th."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))
