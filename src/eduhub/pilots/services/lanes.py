"""The lane: the questionnaire, the official's decision, and the look through before it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import LaneAnswers, LaneDecision, Pilot, Standing
from eduhub.pilots.notices import LaneAnswered, LaneDecided
from eduhub.pilots.rules.lanes import LANE_RULES, Answers, office_of, recommend
from eduhub.pilots.services.checks import short_reason
from eduhub.pilots.services.moves import end, lock, settle
from eduhub.pilots.states import Lane, PilotState, Side
from eduhub.pilots.states.offers import DataKind

HUB = "hub"


@transaction.atomic
def answer_lane(
    pilot_id: int, answers: Answers, *, seen: int, by: Actor, now: dt.datetime
) -> LaneAnswers:
    """Answer the questions on data and contract. Other answers than before are a new version.

    With a new version the lane is decided anew, and so is all that rests on it: before the plan
    the pilot moves back, while it runs it is paused. The same answers again change nothing.

    Args:
        seen: the version that the person had before them, 0 for none; Stale if there is a later.
    """
    standing = lock(pilot_id, by)
    require(by, "answer", standing, LANE_RULES)
    latest = standing.gates.answers
    told = _checked(answers)
    if latest is not None and _as_told(latest) == told:
        return latest
    if (latest.version if latest else 0) != seen:
        raise Stale("stale", _("Somebody else has answered meanwhile. Read it first."), seen=seen)
    if standing.pilot.data_touched != told["data"]:
        _describe(standing.pilot, answers)
    return keep_answers(standing, told, by=by, now=now)


def _describe(pilot: Pilot, answers: Answers) -> None:
    """The offer says what the answers say; where that rules lane A out, it ends at once."""
    pilot.data_touched = list(answers.data)
    pilot.lane = lane_left(pilot)
    pilot.version += 1
    pilot.save(update_fields=["data_touched", "lane", "version"])


def lane_left(pilot: Pilot) -> str:
    """The pilot's lane, or "" where what it touches now makes that lane impossible."""
    return "" if pilot.lane == Lane.A and pilot.data_touched else pilot.lane


def keep_answers(
    standing: Standing, told: Mapping[str, Any], *, by: Actor, now: dt.datetime
) -> LaneAnswers:
    """The next version of the answers, with the lane that they speak for.

    Args:
        told: what Answers has, as the row holds it.
    """
    found = recommend(Answers(**told))
    latest = standing.gates.answers
    row = LaneAnswers.objects.create(
        pilot=standing.pilot,
        version=latest.version + 1 if latest else 1,
        recommended=found.lane,
        reasons=[reason.value for reason in found.reasons],
        side=Side.COMPANY if by.organisation_id == standing.company_id else HUB,
        answered_at=now,
        answered_by_id=by.user_id,
        **told,
    )
    record(
        by,
        "pilot.lane_answered",
        standing.pilot,
        now=now,
        version=row.version,
        recommended=row.recommended,
    )
    post(LaneAnswered(answers_id=row.pk))
    settle(standing.pilot, by=by, now=now, why="new_answers")
    return row


def _checked(answers: Answers) -> dict[str, object]:
    unknown = set(answers.data) - set(DataKind)
    if unknown:
        raise Invalid({"touches": _("Choose from the list.")})
    if answers.commissioned and not answers.study:
        raise Invalid({"commissioned": _("Only a study can be commissioned. Answer that first.")})
    return {
        "bought": answers.bought,
        "data": [kind.value for kind in DataKind if kind in answers.data],
        "under_agreement": answers.under_agreement,
        "study": answers.study,
        "commissioned": answers.commissioned,
    }


def _as_told(row: LaneAnswers) -> dict[str, object]:
    return {name: getattr(row, name) for name in Answers.__slots__}


def answer_after_edit(standing: Standing, *, by: Actor, now: dt.datetime) -> None:
    """The offer was changed: if it says other things on data than the answers, they follow."""
    latest, touched = standing.gates.answers, standing.pilot.data_touched or []
    if latest is not None and latest.data != touched:
        keep_answers(standing, _as_told(latest) | {"data": touched}, by=by, now=now)


@transaction.atomic
def decide_lane(
    pilot_id: int, lane: str, reason: str, *, seen: int, by: Actor, now: dt.datetime
) -> LaneDecision:
    """A named office fixes the lane. The same decision again changes nothing.

    Args:
        reason: needed when the lane differs from what the questionnaire recommends.
        seen: the version of the answers that the official has read.
    """
    standing = lock(pilot_id, by)
    require(by, "decide", standing, LANE_RULES)
    answers, latest = standing.gates.answers, standing.gates.decision
    assert answers is not None
    if answers.version != seen:
        raise Stale("stale", _("The answers have changed. Read them before you decide."))
    if lane not in Lane:
        raise Invalid({"lane": _("Choose lane A, B or C.")})
    if lane == Lane.A and answers.data:
        raise Invalid({"lane": _("Personal data are touched, so lane A cannot be.")})
    if lane == Lane.A and standing.pilot.seats.exists():
        raise Invalid(
            {"lane": _("Seats of pupils stand in it. First their teachers remove them.")}
        )
    words = short_reason(reason)
    if lane != answers.recommended and not words:
        message = _("Say why: the questionnaire recommends lane %(lane)s.")
        raise Invalid({"reason": message % {"lane": answers.recommended}})
    same = (answers.pk, lane, words)
    if latest is not None and (latest.answers_id, latest.lane, latest.reason) == same:
        return latest
    decision = LaneDecision.objects.create(
        pilot=standing.pilot,
        version=latest.version + 1 if latest else 1,
        answers=answers,
        lane=lane,
        reason=words,
        decided_at=now,
        decided_by_id=by.user_id,
        **office_in(standing, by),
    )
    pilot = standing.pilot
    pilot.lane = lane
    pilot.save(update_fields=["lane"])
    facts = {"lane": lane, "recommended": answers.recommended, "version": decision.version}
    record(by, "pilot.lane_decided", pilot, now=now, office=decision.office, **facts)
    post(LaneDecided(decision_id=decision.pk))
    settle(pilot, by=by, now=now, why="lane_decided")
    return decision


def office_in(standing: Standing, by: Actor) -> dict[str, Any]:
    """The office in which a rule has just let this person decide, and whose it is."""
    return {"office": office_of(by, standing), "organisation_id": by.organisation_id}


@transaction.atomic
def screen_pilot(pilot_id: int, *, by: Actor, now: dt.datetime) -> Pilot:
    """The hub has looked the offer through: it fits the testbed. Once is enough."""
    standing = lock(pilot_id, by)
    require(by, "screen", standing, LANE_RULES)
    pilot = standing.pilot
    if pilot.screened_at is None:
        pilot.screened_at = now
        pilot.save(update_fields=["screened_at"])
        record(by, "pilot.screened", pilot, now=now)
        settle(pilot, by=by, now=now, why="screened")
    return pilot


@transaction.atomic
def decline_pilot(pilot_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Pilot:
    """The offer does not fit the testbed; the company and those who joined are told why."""
    standing = lock(pilot_id, by)
    require(by, "decline", standing, LANE_RULES)
    return end(standing.pilot, PilotState.DECLINED, reason, by=by, now=now)
