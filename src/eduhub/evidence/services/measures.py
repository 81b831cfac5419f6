"""The library of measures: researchers and the hub propose, the hub publishes."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.engines.evidence.ratings import ReliabilityKind
from eduhub.evidence.models import Measure
from eduhub.evidence.rules import MEASURE_RULES, is_staff
from eduhub.evidence.states.measures import (
    MEASURE_MOVES,
    Maker,
    MeasureKind,
    MeasureLanguage,
    MeasureState,
)
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_seen
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation
from eduhub.people.states import Kind

MOST_GROUNDS = 1000
MOST_ITEMS = 60
OLDEST = 120  # years


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureTold:
    """What somebody writes of a measure; the fields are those of the model.

    Attributes:
        statements: one a line, in each language as many; empty where none may be shown.
        turned: the places, from 1, of statements that count from the other end.
    """

    name: Text
    kind: str
    about: Text
    age_from: int | None
    age_to: int | None
    languages: Sequence[str]
    licence: Text
    licence_url: str
    maker: str
    maker_is: str
    maker_company_id: int | None
    source: str
    source_url: str
    statements: Text
    turned: Sequence[int]
    may_show_items: bool
    answer_low: int | None
    answer_high: int | None
    answer_low_words: Text
    answer_high_words: Text
    scoring: Text
    low: Decimal | None
    high: Decimal | None
    higher_is_better: bool
    reliability: float | None
    reliability_kind: str
    reliability_source: str
    remark: Text


@transaction.atomic
def propose(
    told: MeasureTold, *, by: Actor, now: dt.datetime, series: uuid.UUID | None = None
) -> Measure:
    """A measure that the library does not hold yet.

    Args:
        series: only a demonstration, which must come out the same each time, gives its own.

    Raises:
        Invalid: see `_check`.
    """
    require(by, "propose", None, MEASURE_RULES)
    measure = Measure(series=series or uuid.uuid4(), edition=0)
    return _written(measure, told, by=by, now=now)


@transaction.atomic
def propose_anew(measure_id: int, told: MeasureTold, *, by: Actor, now: dt.datetime) -> Measure:
    """A new version of a published measure; until it is published the old one stands.

    Raises:
        Invalid: a later version waits already, or see `_check`.
    """
    old = _lock(measure_id, by)
    require(by, "anew", old, MEASURE_RULES)
    if Measure.objects.filter(series=old.series, version__gt=old.version).exists():
        raise Invalid({"": _("A later version is there already. Change that one.")})
    measure = Measure(series=old.series, version=old.version + 1, edition=0)
    return _written(measure, told, by=by, now=now)


@transaction.atomic
def rewrite(
    measure_id: int, told: MeasureTold, *, seen: int, by: Actor, now: dt.datetime
) -> Measure:
    """A proposal is written anew before it is published; a declined one waits again.

    Args:
        seen: the edition that the writer had before them; Stale if there is a later.
    """
    measure = _lock(measure_id, by)
    require(by, "write", measure, MEASURE_RULES)
    require_seen(measure.edition, seen)
    if measure.state == MeasureState.DECLINED:
        _move(measure, MeasureState.PROPOSED)
        measure.told = ""
    return _written(measure, told, by=by, now=now)


@transaction.atomic
def publish_measure(measure_id: int, *, seen: int, by: Actor, now: dt.datetime) -> Measure:
    """From now on anybody may choose it, and nobody changes it.

    Args:
        seen: the edition that the person has read.
    """
    measure = _lock(measure_id, by)
    require(by, "publish", measure, MEASURE_RULES)
    require_seen(measure.edition, seen)
    _move(measure, MeasureState.PUBLISHED)
    measure.published_at, measure.published_by_id = now, by.user_id
    measure.save()
    record(by, "measure.published", measure, now=now, version=measure.version)
    return measure


@transaction.atomic
def decline_measure(measure_id: int, grounds: str, *, by: Actor, now: dt.datetime) -> Measure:
    """The hub says what is missing; who proposed it reads that and may write anew."""
    measure = _lock(measure_id, by)
    require(by, "decline", measure, MEASURE_RULES)
    words = grounds.strip()
    if not words or len(words) > MOST_GROUNDS:
        raise Invalid({"grounds": _("Say why, in 1,000 characters at most.")})
    _move(measure, MeasureState.DECLINED)
    measure.told = words
    measure.save()
    record(by, "measure.declined", measure, now=now, version=measure.version)
    return measure


def _lock(measure_id: int, by: Actor) -> Measure:
    visible = Measure.objects.visible_to(by)
    return find(visible.select_for_update(of=("self",)), pk=measure_id)


def _move(measure: Measure, to: MeasureState) -> None:
    if to not in MEASURE_MOVES[measure.state]:
        raise ValueError(f"a measure does not go from {measure.state} to {to}")
    measure.state = to


def _written(measure: Measure, told: MeasureTold, *, by: Actor, now: dt.datetime) -> Measure:
    _check(told)
    apart = ("statements", "turned", "reliability", "languages")
    for field in fields(told):
        if field.name not in apart:
            setattr(measure, field.name, getattr(told, field.name))
    measure.languages = [code for code in MeasureLanguage.values if code in told.languages]
    measure.items = items_of(told.statements, told.turned)
    known = told.reliability
    measure.reliability = (
        None if known is None else Decimal(repr(known)).quantize(Decimal("0.001"))
    )
    if measure.organisation_id is None and not is_staff(by):
        measure.organisation_id = by.organisation_id
    measure.edition += 1
    measure.written_at, measure.written_by_id = now, by.user_id
    measure.save()
    record(by, "measure.written", measure, now=now, version=measure.version)
    return measure


def items_of(statements: Text, turned: Sequence[int]) -> list[dict[str, Any]]:
    """The statements as they are kept; a language without any gives empty words."""
    told = {code: _lines(words) for code, words in asdict(statements).items()}
    count = max(map(len, told.values()))
    return [
        {
            "text": {code: lines[n] if lines else "" for code, lines in told.items()},
            "reversed": n + 1 in turned,
        }
        for n in range(count)
    ]


def _lines(words: str) -> list[str]:
    return [" ".join(line.split()) for line in words.splitlines() if line.strip()]


def _check(told: MeasureTold) -> None:
    """Refuse what contradicts itself, each thing at its field."""
    wrong = _of_the_kind(told) | _of_the_items(told) | _of_the_numbers(told) | _of_the_maker(told)
    if wrong:
        raise Invalid(wrong)


def _of_the_kind(told: MeasureTold) -> dict[str, str]:
    wrong = {}
    for name in ("name", "about", "licence"):
        if getattr(told, name) == Text():
            wrong[name] = _("Write this in at least one language")
    if told.kind not in MeasureKind.values:
        wrong["kind"] = _("Choose what it is.")
    if not set(told.languages) & set(MeasureLanguage.values):
        wrong["languages"] = _("Choose at least one language.")
    ages = [age for age in (told.age_from, told.age_to) if age is not None]
    if any(not 0 <= age <= OLDEST for age in ages) or ages != sorted(ages):
        wrong["age_to"] = _("The youngest age comes first, in years.")
    return wrong


def _of_the_items(told: MeasureTold) -> dict[str, str]:
    counts = {len(_lines(words)) for words in asdict(told.statements).values()} - {0}
    if not counts:
        return {"turned": _("There are no statements.")} if told.turned else {}
    wrong = {}
    if len(counts) > 1:
        wrong["statements"] = _("Each language needs as many lines, in the same order.")
    elif max(counts) > MOST_ITEMS:
        wrong["statements"] = _("60 statements are the most.")
    elif any(not 1 <= place <= max(counts) for place in told.turned):
        wrong["turned"] = _("There is no statement of that number.")
    if not told.may_show_items:
        wrong["may_show_items"] = _("Statements are shown only if the licence permits it.")
    low, high = told.answer_low, told.answer_high
    if low is None or high is None or low >= high:
        wrong["answer_high"] = _("Write the lowest and the highest answer, such as 1 and 5.")
    return wrong


def _of_the_numbers(told: MeasureTold) -> dict[str, str]:
    wrong = {}
    if (told.low is None) != (told.high is None):
        wrong["low" if told.low is None else "high"] = _("Write both ends, or neither.")
    elif told.low is not None and told.high is not None and told.low >= told.high:
        wrong["high"] = _("The highest value must be above the lowest.")
    if told.reliability is None:
        if told.reliability_kind or told.reliability_source:
            wrong["reliability"] = _("Write the number too, or leave all three empty.")
        return wrong
    if not 0 <= told.reliability <= 1:
        wrong["reliability"] = _("A reliability lies between 0 and 1.")
    if told.reliability_kind not in set(ReliabilityKind):
        wrong["reliability_kind"] = _("Say what kind of reliability it is.")
    if not told.reliability_source.strip():
        wrong["reliability_source"] = _("Say where the number comes from.")
    return wrong


def _of_the_maker(told: MeasureTold) -> dict[str, str]:
    wrong = {}
    if not told.maker.strip():
        wrong["maker"] = _("Say who made it.")
    if told.maker_is not in Maker.values:
        wrong["maker_is"] = _("Choose who that is.")
    company = told.maker_company_id
    if company is None:
        return wrong
    companies = Organisation.objects.approved().filter(kind=Kind.COMPANY, pk=company)
    if told.maker_is != Maker.COMPANY or not companies.exists():
        wrong["maker_company"] = _("Choose a company only if one made it.")
    return wrong
