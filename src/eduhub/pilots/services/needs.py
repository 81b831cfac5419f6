"""Needs: posted, echoed, merged into a challenge, answered, withdrawn or lapsed."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.jobs import once
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.models import Organisation
from eduhub.pilots.models import Echo, Need, NeedAsked
from eduhub.pilots.notices import NeedClosed
from eduhub.pilots.queries.needs import asked_by
from eduhub.pilots.rules.needs import NEED_RULES
from eduhub.pilots.services.checks import (
    hold_against_model,
    hold_against_topics,
    names_nobody,
    reason_given,
)
from eduhub.pilots.states.needs import NeedState

LASTS = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class NeedFields:
    """What a teacher writes; codes are subjects, ages and a language of the shared topics."""

    title: Text
    words: Text
    codes: list[str]
    ages: list[str]
    language: str
    audience: str


def post_need(fields: NeedFields, *, by: Actor, now: dt.datetime, key: UUID | None = None) -> Need:
    """Put a need on the board.

    Args:
        key: of the form that was sent; the same form sent twice makes one need.
    """
    if key is None:
        with transaction.atomic():
            return _post(fields, by=by, now=now)
    with once(f"pilots.need:{by.user_id}:{key}") as first:
        if first:
            return _post(fields, by=by, now=now)
    return find(Need.objects.filter(teacher=by.user_id).order_by("-pk"))


def _post(fields: NeedFields, *, by: Actor, now: dt.datetime) -> Need:
    require(by, "post", None, NEED_RULES)
    need = Need(
        school=find(Organisation.objects.visible_to(by), pk=by.organisation_id),
        teacher_id=by.user_id,
        posted_at=now,
        state_since=now,
        lapses_on=timezone.localdate(now) + LASTS,
        **_told(fields),
    )
    _check(need, fields)
    need.save()
    record(by, "need.posted", need, now=now, audience=need.audience)
    return need


@transaction.atomic
def edit_need(need_id: int, fields: NeedFields, *, seen: int, by: Actor, now: dt.datetime) -> Need:
    """Change the words of an open need.

    Args:
        seen: the version that the person had before them; Stale if it is no longer the latest.
    """
    need = _lock(need_id, by).need
    require(by, "edit", asked_by(by, need), NEED_RULES)
    require_version(need, seen)
    changed = [name for name, value in _told(fields).items() if getattr(need, name) != value]
    for name, value in _told(fields).items():
        setattr(need, name, value)
    _check(need, fields)
    need.version += 1
    need.save()
    record(by, "need.edited", need, now=now, fields=changed)
    return need


@transaction.atomic
def say_too(need_id: int, *, by: Actor, now: dt.datetime) -> Need:
    """Say "we too"; said twice it is said once."""
    asked = _lock(need_id, by)
    if asked.said:
        return asked.need
    require(by, "say_too", asked, NEED_RULES)
    assert by.user_id is not None and asked.own is not None  # the rules have seen to it
    Echo.objects.create(need=asked.need, person_id=by.user_id, school=asked.own, said_at=now)
    record(by, "need.echoed", asked.need, now=now)
    return asked.need


@transaction.atomic
def take_too_back(need_id: int, *, by: Actor, now: dt.datetime) -> Need:
    """Take one's own "we too" back; without one nothing happens."""
    asked = _lock(need_id, by)
    if asked.said:
        Echo.objects.filter(need=asked.need, person=by.user_id).delete()
        record(by, "need.echo_taken_back", asked.need, now=now)
    return asked.need


@transaction.atomic
def withdraw_need(need_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Need:
    """Taken off the board, by its teacher or by the hub; the reason goes to the teacher."""
    asked = _lock(need_id, by)
    require(by, "withdraw", asked, NEED_RULES)
    need = asked.need
    need.grounds = reason_given(reason)
    need.challenge = None
    need.save(update_fields=["grounds", "challenge"])
    step(need, NeedState.WITHDRAWN, by=by, now=now)
    if not need.is_of(by):
        post(NeedClosed(need_id=need.pk, state=need.state))
    return need


@transaction.atomic
def renew_need(need_id: int, *, by: Actor, now: dt.datetime) -> Need:
    """Still needed: open for another year."""
    asked = _lock(need_id, by)
    require(by, "renew", asked, NEED_RULES)
    need = asked.need
    need.lapses_on = timezone.localdate(now) + LASTS
    need.save(update_fields=["lapses_on"])
    record(by, "need.renewed", need, now=now)
    if need.state == NeedState.LAPSED:
        step(need, NeedState.POSTED, by=by, now=now)
    return need


@transaction.atomic
def answer_need(need_id: int, answer: Text, *, by: Actor, now: dt.datetime) -> Need:
    """The hub answers a need by itself; its teacher and those who said "we too" hear it."""
    asked = _lock(need_id, by)
    require(by, "answer", asked, NEED_RULES)
    need = asked.need
    need.answer = answer
    names_nobody({"answer": answer})
    hold_against_model(need, ("answer",))
    if not answer.spoken:
        raise Invalid({"answer": _("Write what has come of it.")})
    need.save(update_fields=["answer"])
    step(need, NeedState.ANSWERED, by=by, now=now)
    post(NeedClosed(need_id=need.pk, state=need.state))
    return need


@transaction.atomic
def lapse_needs(*, by: Actor, now: dt.datetime) -> int:
    """Open needs whose day has come lapse, and their teachers are asked; how many."""
    due = Need.objects.filter(state=NeedState.POSTED, lapses_on__lt=timezone.localdate(now))
    found = list(due.select_for_update(skip_locked=True).order_by("pk")[:500])
    for need in found:
        step(need, NeedState.LAPSED, by=by, now=now)
        post(NeedClosed(need_id=need.pk, state=need.state))
    return len(found)


def step(need: Need, to: NeedState, *, by: Actor, now: dt.datetime) -> None:
    """Move a need whose row is held, and write it down; the rules have asked whether."""
    before, need.state, need.state_since = need.state, to, now
    need.save(update_fields=["state", "state_since", "challenge", "answer"])
    record(by, "need.moved", need, now=now, before=before, to=to.value)


def _lock(need_id: int, by: Actor) -> NeedAsked:
    visible = Need.objects.visible_to(by).select_related("school")
    return asked_by(by, find(visible.select_for_update(of=("self",)), pk=need_id))


def _told(fields: NeedFields) -> dict[str, object]:
    return {name: getattr(fields, name) for name in fields.__slots__}


def _check(need: Need, fields: NeedFields) -> None:
    names_nobody({"title": fields.title, "words": fields.words})
    hold_against_model(need, fields.__slots__)
    codes: dict[str, Iterable[str]] = {"codes": fields.codes, "ages": fields.ages}
    hold_against_topics(codes | {"language": [fields.language] if fields.language else []})
