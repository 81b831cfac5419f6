"""What a reader of the trial adds for its ratings: append-only, with grounds that all may read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.engines.evidence.ratings import Design as Studied
from eduhub.engines.evidence.ratings import ReliabilityKind, Severity, Threat
from eduhub.evidence.models import Review
from eduhub.evidence.notices import ResultReviewed
from eduhub.evidence.queries.rating_facts import rate
from eduhub.evidence.queries.ratings import latest_review
from eduhub.evidence.rules import TRIAL_RULES
from eduhub.evidence.services.study import STUDIED
from eduhub.evidence.services.trials import lock_trial, plan_in
from eduhub.evidence.states import Design
from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid, Stale
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.services.checks import names_nobody

QUESTIONS = (
    "face_validity",
    "overaligned",
    "same_collection",
    "free_of_joiners",
    "logic_model",
    "independently_replicated",
    "reasonable_cost",
    "operated_by_others",
    "at_scale",
)
"""Of yes and no; None is not known."""

MOST_GROUNDS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What somebody says of a trial; what is left out is not known."""

    answers: Mapping[str, bool]
    lot_kept: bool | None = None
    observables: str = ""
    reliability_kind: str = ""
    reliability: float | None = None
    threats: Mapping[str, str]
    grounds: str


@transaction.atomic
def review(pilot_id: int, reading: Reading, *, seen: int, by: Actor, now: dt.datetime) -> Review:
    """Add what numbers do not tell; the ratings are worked out anew from it.

    Args:
        seen: the version that the writer had before them, 0 for none.

    Raises:
        Invalid: no grounds, a reliability without its kind, or one outside of 0 to 1.
        Stale: somebody else has written meanwhile.
    """
    trial = lock_trial(pilot_id, by)
    require(by, "review", trial, TRIAL_RULES)
    plan = plan_in(trial)
    latest = latest_review(plan)
    version = latest.version if latest else 0
    if version != seen:
        words = _("Somebody has written a review meanwhile. Read it, then add yours.")
        raise Stale("stale", words)
    facts = facts_of(reading, Design(plan.design))
    made = Review.objects.create(
        plan=plan,
        version=version + 1,
        facts=facts,
        grounds=_grounds(reading),
        written_at=now,
        written_as=min(by.roles),
        written_by_id=by.user_id,
    )
    record(by, "trial.reviewed", plan, now=now, version=made.version)
    post(ResultReviewed(result_id=plan.pk))
    return made


def facts_of(reading: Reading, design: Design) -> dict[str, Any]:
    """The reading as `rate` takes it. What the hub knows itself cannot be said here."""
    facts: dict[str, Any] = {n: a for n, a in reading.answers.items() if n in QUESTIONS}
    if design == Design.LOT_ELSEWHERE and reading.lot_kept is not None:
        facts["lot_kept"] = reading.lot_kept
    if design == Design.NO_LOT and reading.observables:
        facts["observables"] = reading.observables
    if reading.reliability is not None or reading.reliability_kind:
        facts["reliability"] = _reliability(reading)
    severities = {Threat(name): Severity(found) for name, found in reading.threats.items()}
    if severities:
        facts["threats"] = {threat.value: [found.value] for threat, found in severities.items()}
    rate({"design": STUDIED.get(design, Studied.DESCRIPTION).value, **facts})  # or it says why
    return facts


def _reliability(reading: Reading) -> dict[str, Any]:
    if not reading.reliability_kind:
        raise Invalid({"reliability_kind": _("Say what kind of reliability it is.")})
    if reading.reliability is None or not 0 <= reading.reliability <= 1:
        raise Invalid({"reliability": _("A reliability lies between 0 and 1.")})
    kind = ReliabilityKind(reading.reliability_kind)
    return {"kind": kind.value, "value": reading.reliability}


def _grounds(reading: Reading) -> str:
    words = " ".join(reading.grounds.split())
    if not words or len(words) > MOST_GROUNDS:
        told = _("Say what you read and why you answer so, in 1,000 characters at most.")
        raise Invalid({"grounds": told})
    names_nobody({"grounds": words})
    return words
