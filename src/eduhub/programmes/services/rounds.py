"""A round of judging: its facts, what is scored, and which applications take part."""

import base64
import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.programmes.models import (
    HIGHEST,
    LOWEST,
    MOST_WEIGHT,
    Anchor,
    Call,
    Criterion,
    Entry,
    Round,
)
from eduhub.programmes.queries.rounds import may_take_part
from eduhub.programmes.rules.juries import JURY_RULES, ROUND_RULES

MOST_CRITERIA = 12
SCALE = range(LOWEST, HIGHEST + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A round as it is planned; `hidden` are questions whose answers a blind round leaves out."""

    name: Text
    is_blind: bool
    opens_at: dt.datetime
    closes_at: dt.datetime
    sheets: int
    places: int
    other_places: Sequence[int] = ()
    hidden: Collection[int] = ()


@transaction.atomic
def plan_round(
    call_id: int,
    facts: Facts,
    applications: Collection[int],
    *,
    key: uuid.UUID,
    by: Actor,
    now: dt.datetime,
    seed: str = "",
) -> Round:
    """A new round of these applications; the same key again is the same round.

    Args:
        seed: of the lot and the codes; drawn if it is empty.
    """
    require(by, "manage", None, JURY_RULES)
    call = find(Call.objects.select_for_update(), pk=call_id)
    if there := Round.objects.filter(key=key).first():
        return there
    _check(facts, now)
    last = Round.objects.filter(call=call).aggregate(last=Max("number"))["last"] or 0
    one = Round(call=call, number=last + 1, seed=seed or secrets.token_hex(32), key=key)
    _write(one, facts)
    record(by, "round.planned", one, now=now, blind=facts.is_blind, sheets=facts.sheets)
    _enter(one, applications)
    return one


@transaction.atomic
def change_round(
    round_id: int,
    facts: Facts,
    applications: Collection[int],
    *,
    seen: int,
    by: Actor,
    now: dt.datetime,
) -> Round:
    """Before the sheets are given out everything; after that its name, its end and its line."""
    one = hold_round(round_id, "change", by)
    require_version(one, seen)
    if one.is_published:
        stands = (one.is_blind, one.opens_at, one.sheets)
        if (facts.is_blind, facts.opens_at, facts.sheets) != stands:
            raise NotNow(
                "given_out", _("The sheets are given out. What jurors see stays as it is.")
            )
        if facts.closes_at <= one.opens_at or facts.closes_at <= now:
            raise Invalid({"closes_at": _("Choose a time that is still to come.")})
        one.name, one.closes_at = facts.name, facts.closes_at
        one.places, one.other_places = facts.places, list(facts.other_places)
        one.version += 1
        one.save()
    else:
        _check(facts, now)
        one.version += 1
        _write(one, facts)
        _enter(one, applications)
    record(by, "round.changed", one, now=now, version=one.version)
    return one


def _check(facts: Facts, now: dt.datetime) -> None:
    if facts.closes_at <= facts.opens_at:
        raise Invalid({"closes_at": _("A round ends after it begins.")})
    if facts.closes_at <= now:
        raise Invalid({"closes_at": _("Choose a time that is still to come.")})
    if not 1 <= facts.sheets <= 20:
        raise Invalid({"sheets": _("Write a whole number from 1 to 20.")})
    if facts.places < 1:
        raise Invalid({"places": _("Write how many can be chosen.")})


def _write(one: Round, facts: Facts) -> None:
    one.name, one.is_blind, one.sheets = facts.name, facts.is_blind, facts.sheets
    one.opens_at, one.closes_at = facts.opens_at, facts.closes_at
    one.places = facts.places
    one.other_places = sorted({n for n in facts.other_places if n >= 1 and n != facts.places})
    asked = one.call.questions.filter(pk__in=list(facts.hidden))
    one.hidden = sorted(asked.values_list("pk", flat=True))
    one.save()


def _enter(one: Round, applications: Collection[int]) -> None:
    """Exactly these take part; who is taken out goes with their sheets' assignments."""
    chosen = set(
        may_take_part(one.call_id).filter(pk__in=applications).values_list("pk", flat=True)
    )
    if not chosen:
        raise Invalid({"applications": _("Choose the applications that are judged.")})
    Entry.objects.filter(round=one).exclude(application__in=chosen).delete()
    there = set(Entry.objects.filter(round=one).values_list("application", flat=True))
    Entry.objects.bulk_create(
        Entry(round=one, application_id=pk, code=_code(one.seed, pk)) for pk in chosen - there
    )


def _code(seed: str, application: int) -> str:
    """Eight signs that tell nothing: neither number nor order nor another round's code."""
    digest = hashlib.sha256(f"{seed}|code|{application}".encode()).digest()
    return base64.b32encode(digest)[:8].decode()


# What is scored


@transaction.atomic
def write_criterion(
    round_id: int,
    name: Text,
    weight: int,
    anchors: Mapping[int, Text],
    *,
    criterion_id: int | None = None,
    by: Actor,
    now: dt.datetime,
) -> Criterion:
    """A new criterion, or another wording of one; each score has its words."""
    one = hold_round(round_id, "plan", by)
    if not 1 <= weight <= MOST_WEIGHT:
        words = _("Write a whole number from 1 to %(most)s.") % {"most": MOST_WEIGHT}
        raise Invalid({"weight": words})
    if missing := [score for score in SCALE if anchors.get(score, Text()) == Text()]:
        raise Invalid({f"anchor_{score}": _("Say what this score means.") for score in missing})
    if criterion_id is None:
        if one.criteria.count() >= MOST_CRITERIA:
            words = _("A round has at most %(most)s criteria.") % {"most": MOST_CRITERIA}
            raise Invalid({"": words})
        place = (one.criteria.aggregate(last=Max("place"))["last"] or 0) + 1
        criterion = Criterion(round=one, place=place)
    else:
        criterion = find(Criterion.objects.filter(round=one), pk=criterion_id)
    criterion.name, criterion.weight = name, weight
    criterion.save()
    criterion.anchors.all().delete()
    Anchor.objects.bulk_create(
        Anchor(criterion=criterion, score=score, words=anchors[score]) for score in SCALE
    )
    record(by, "criterion.written", criterion, now=now, weight=weight)
    return criterion


@transaction.atomic
def drop_criterion(round_id: int, criterion_id: int, *, by: Actor, now: dt.datetime) -> None:
    one = hold_round(round_id, "plan", by)
    criterion = find(Criterion.objects.filter(round=one), pk=criterion_id)
    record(by, "criterion.dropped", criterion, now=now)
    criterion.delete()


@transaction.atomic
def copy_criteria(round_id: int, *, by: Actor, now: dt.datetime) -> int:
    """Those of the call's round before this one; how many."""
    one = hold_round(round_id, "plan", by)
    earlier = Criterion.objects.filter(round__call=one.call, round__number__lt=one.number)
    last = earlier.aggregate(last=Max("round__number"))["last"]
    if last is None or one.criteria.exists():
        raise NotNow("nothing", _("There is nothing to copy, or something stands here already."))
    found = list(earlier.filter(round__number=last).prefetch_related("anchors"))
    for old in found:
        new = Criterion.objects.create(
            round=one, place=old.place, name=old.name, weight=old.weight
        )
        Anchor.objects.bulk_create(
            Anchor(criterion=new, score=a.score, words=a.words) for a in old.anchors.all()
        )
    record(by, "criterion.copied", one, now=now, count=len(found))
    return len(found)


def hold_round(round_id: int, action: str, by: Actor) -> Round:
    """The round, locked, if this actor may do that with it now."""
    require(by, "manage", None, JURY_RULES)
    one = find(Round.objects.select_for_update(of=("self",)).select_related("call"), pk=round_id)
    require(by, action, one, ROUND_RULES)
    return one
