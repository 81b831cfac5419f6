"""Challenges: needs merged by the hub's people into one question in three languages."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Challenge, Need
from eduhub.pilots.notices import NeedClosed, NeedMerged
from eduhub.pilots.rules.needs import CHALLENGE_RULES
from eduhub.pilots.services.checks import hold_against_model, hold_against_topics, names_nobody
from eduhub.pilots.services.needs import step
from eduhub.pilots.states.needs import ChallengeState, NeedState


@dataclass(frozen=True, slots=True)
class ChallengeFields:
    """What a facilitator writes."""

    title: Text
    question: Text
    codes: list[str]
    ages: list[str]


@transaction.atomic
def merge_needs(
    need_ids: Sequence[int],
    fields: ChallengeFields,
    *,
    by: Actor,
    now: dt.datetime,
) -> Challenge:
    """A new challenge of these needs; their teachers hear of it when it is published.

    Needs that are in a challenge already keep to it: the same form sent twice makes one.
    """
    require(by, "merge", None, CHALLENGE_RULES)
    needs = _lock_needs(need_ids)
    if needs and len({need.challenge_id for need in needs}) == 1 and needs[0].challenge_id:
        return find(Challenge.objects.visible_to(by), pk=needs[0].challenge_id)
    challenge = Challenge(written_at=now, written_by_id=by.user_id, state_since=now)
    _write(challenge, fields)
    challenge.save()
    record(by, "challenge.written", challenge, now=now, needs=len(needs))
    _take_in(challenge, needs, by=by, now=now)
    return challenge


@transaction.atomic
def add_needs(
    challenge_id: int, need_ids: Sequence[int], *, by: Actor, now: dt.datetime
) -> Challenge:
    """Needs join a challenge that is there already."""
    challenge = _lock(challenge_id, by)
    require(by, "add", challenge, CHALLENGE_RULES)
    needs = [need for need in _lock_needs(need_ids) if need.challenge_id != challenge.pk]
    if needs:
        _take_in(challenge, needs, by=by, now=now)
    return challenge


@transaction.atomic
def take_need_out(challenge_id: int, need_id: int, *, by: Actor, now: dt.datetime) -> Challenge:
    """A need that was merged by mistake is open again."""
    challenge = _lock(challenge_id, by)
    require(by, "add", challenge, CHALLENGE_RULES)
    need = find(Need.objects.select_for_update().filter(challenge=challenge), pk=need_id)
    need.challenge = None
    step(need, NeedState.POSTED, by=by, now=now)
    return challenge


@transaction.atomic
def edit_challenge(
    challenge_id: int, fields: ChallengeFields, *, seen: int, by: Actor, now: dt.datetime
) -> Challenge:
    challenge = _lock(challenge_id, by)
    require(by, "edit", challenge, CHALLENGE_RULES)
    require_version(challenge, seen)
    _write(challenge, fields)
    if challenge.is_open and (challenge.title.missing or challenge.question.missing):
        raise Invalid({"question": _("A published challenge stays in all three languages.")})
    challenge.version += 1
    challenge.save()
    record(by, "challenge.edited", challenge, now=now)
    return challenge


@transaction.atomic
def publish_challenge(challenge_id: int, *, by: Actor, now: dt.datetime) -> Challenge:
    """Everybody may read it; the teachers hear where their need went."""
    challenge = _lock(challenge_id, by)
    require(by, "publish", challenge, CHALLENGE_RULES)
    _move(challenge, ChallengeState.PUBLISHED, by=by, now=now)
    for need in challenge.needs.order_by("pk"):
        post(NeedMerged(need_id=need.pk, challenge_id=challenge.pk))
    return challenge


@transaction.atomic
def close_challenge(
    challenge_id: int, outcome: Text, *, answered: bool, by: Actor, now: dt.datetime
) -> Challenge:
    """Answered, with its needs; or closed without an answer, and the needs are open again."""
    challenge = _lock(challenge_id, by)
    require(by, "close", challenge, CHALLENGE_RULES)
    if not outcome.spoken:
        raise Invalid({"outcome": _("Write what has come of it. The teachers read it.")})
    if answered and challenge.state == ChallengeState.DRAFT:
        raise Invalid({"outcome": _("Publish the challenge before you answer it.")})
    names_nobody({"outcome": outcome})
    challenge.outcome = outcome
    challenge.save(update_fields=["outcome"])
    was_public = challenge.is_open
    to = ChallengeState.ANSWERED if answered else ChallengeState.CLOSED
    _move(challenge, to, by=by, now=now)
    for need in challenge.needs.select_for_update().order_by("pk"):
        if answered:
            need.answer = outcome
            step(need, NeedState.ANSWERED, by=by, now=now)
        else:
            need.challenge = None
            step(need, NeedState.POSTED, by=by, now=now)
        if was_public:
            post(NeedClosed(need_id=need.pk, state=need.state))
    return challenge


def _lock(challenge_id: int, by: Actor) -> Challenge:
    return find(Challenge.objects.visible_to(by).select_for_update(), pk=challenge_id)


def _lock_needs(need_ids: Sequence[int]) -> list[Need]:
    wanted = set(need_ids)
    found = list(Need.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if not found or len(found) != len(wanted):
        raise Invalid({"needs": _("Choose at least one need from the board.")})
    return found


def _take_in(challenge: Challenge, needs: Sequence[Need], *, by: Actor, now: dt.datetime) -> None:
    if any(need.state != NeedState.POSTED for need in needs):
        raise Invalid({"needs": _("One of these needs is no longer open. Look at them again.")})
    for need in needs:
        need.challenge = challenge
        step(need, NeedState.MERGED, by=by, now=now)
        if challenge.is_open:
            post(NeedMerged(need_id=need.pk, challenge_id=challenge.pk))


def _write(challenge: Challenge, fields: ChallengeFields) -> None:
    names_nobody({"title": fields.title, "question": fields.question})
    for name in fields.__slots__:
        setattr(challenge, name, getattr(fields, name))
    hold_against_model(challenge, fields.__slots__)
    hold_against_topics({"codes": fields.codes, "ages": fields.ages})


def _move(challenge: Challenge, to: ChallengeState, *, by: Actor, now: dt.datetime) -> None:
    before, challenge.state, challenge.state_since = challenge.state, to, now
    challenge.save(update_fields=["state", "state_since"])
    record(by, "challenge.moved", challenge, now=now, before=before, to=to.value)
