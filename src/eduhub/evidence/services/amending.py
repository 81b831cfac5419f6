"""A frozen plan is changed: as a version of its own, with a reason, and only in what may change.

Classes, sides and the way of the lot are fixed by the freezing, since the lot rests on them.
What is measured and what counts is fixed by the first result. The rest may change until the
data are closed; the day of publication moves to a later one by the hub alone.
"""

import datetime as dt
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.engines.evidence import canonical_json, fingerprint
from eduhub.evidence.models import Plan, PlanVersion, Trial
from eduhub.evidence.notices import PlanAmended
from eduhub.evidence.rules import TRIAL_RULES, is_staff, why_fixed
from eduhub.evidence.services.trials import lock_trial, plan_in
from eduhub.kit.access import Actor, require
from eduhub.kit.editing import require_seen
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import SuccessStatement
from eduhub.pilots.services import Definition
from eduhub.pilots.services.checks import names_nobody


@dataclass(frozen=True, slots=True)
class Terms:
    """What may change in a frozen plan, as it is to stand; see `Draft` and `SuccessStatement`."""

    success: Text
    measure: Text
    unit: Text
    smallest_that_matters: Decimal
    higher_is_better: bool
    stop_rule: Text
    baseline: Text
    scale_low: Decimal | None
    scale_high: Decimal | None
    dose_minutes: int | None
    comparison: Text
    collected_by: Text
    paid_by: Text
    publish_on: dt.date


def terms_of(trial: Trial) -> Terms:
    """As they stand in the version in force."""
    plan, statement = plan_in(trial), _statement_of(trial)
    agreed = {name: getattr(statement, name) for name in Definition.__slots__}
    rest = [field.name for field in fields(Terms) if field.name not in agreed]
    return Terms(**agreed, **{name: getattr(plan, name) for name in rest})


@transaction.atomic
def amend(
    pilot_id: int, terms: Terms, reason: Text, *, seen: int, by: Actor, now: dt.datetime
) -> PlanVersion:
    """Add a version to a frozen plan; the ones before it stay, and everybody may read them all.

    Args:
        seen: the number of the version that the person had before them.
    """
    trial = lock_trial(pilot_id, by)
    require(by, "amend", trial, TRIAL_RULES)
    plan = plan_in(trial)
    require_seen(plan.number, seen)
    changed = _changed(terms_of(trial), terms)
    _check(terms, changed, trial, by=by, now=now)
    if reason == Text():
        raise Invalid({"reason": _("Say why. Everybody who reads the plan reads the reason.")})
    names_nobody({"reason": reason})

    role = min(by.roles)
    told = {
        "version": plan.number + 1,
        "first": plan.as_frozen.fingerprint,
        "previous": plan.fingerprint,
        "reason": asdict(reason),
        "amended_at": now.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "amended_as": role,
    }
    content = _content_of(plan, terms) | told
    version = PlanVersion.objects.create(
        plan_id=plan.pk,
        number=plan.number + 1,
        previous=plan.fingerprint,
        reason=reason,
        content=canonical_json(content),
        fingerprint=fingerprint(content),
        amended_at=now,
        amended_as=role,
        amended_by_id=by.user_id,
    )
    Plan.objects.filter(pk=plan.pk).update(latest=version)
    facts = {"version": version.number, "fingerprint": version.fingerprint, "fields": changed}
    record(by, "plan.amended", plan, now=now, **facts)
    post(PlanAmended(version_id=version.pk))
    return version


def _statement_of(trial: Trial) -> SuccessStatement:
    if trial.statement is None:
        raise ValueError("nothing is frozen without a statement")
    return trial.statement


def _changed(standing: Terms, terms: Terms) -> list[str]:
    names = [field.name for field in fields(Terms)]
    return [name for name in names if getattr(standing, name) != getattr(terms, name)]


def _check(terms: Terms, changed: list[str], trial: Trial, *, by: Actor, now: dt.datetime) -> None:
    if not changed:
        raise Invalid({"": _("Nothing is changed yet. Change what is to be another.")})
    written = {name: getattr(terms, name) for name in changed}
    names_nobody({name: words for name, words in written.items() if isinstance(words, Text)})
    fixed = {name: why for name in changed if (why := why_fixed(trial, name))}
    if fixed:
        raise Invalid(fixed)
    low, high = terms.scale_low, terms.scale_high
    if (low is None) != (high is None):
        missing = "scale_low" if low is None else "scale_high"
        raise Invalid({missing: _("Write both ends of the scale, or neither.")})
    if low is not None and high is not None and low >= high:
        raise Invalid({"scale_high": _("The highest value must be above the lowest.")})
    if terms.smallest_that_matters <= 0:
        raise Invalid({"smallest_that_matters": _("It must be more than nought.")})
    if "publish_on" in changed:
        _check_day(terms.publish_on, trial, by=by, today=timezone.localdate(now))


def _check_day(day: dt.date, trial: Trial, *, by: Actor, today: dt.date) -> None:
    if day > plan_in(trial).publish_on and not is_staff(by):
        message = _("Only the hub moves the day of publication to a later one.")
        raise Invalid({"publish_on": message})
    if day < trial.pilot.ends:
        raise Invalid({"publish_on": _("Choose a day after the pilot's last day.")})
    if day <= today:
        raise Invalid({"publish_on": _("The day of publication has passed. Choose a later one.")})


def _content_of(plan: Plan, terms: Terms) -> dict[str, Any]:
    """The version in force with these terms, in the shape of `content_of`."""
    told = plan.frozen
    told.pop("dose", None)
    if told["statement"]["measure"] != asdict(terms.measure):
        told.pop("measured_with", None)  # what the library knows is of another measure
    dose = {"dose": {"minutes_a_week": terms.dose_minutes}} if terms.dose_minutes else {}
    has_scale = terms.scale_low is not None
    scale = {"low": terms.scale_low, "high": terms.scale_high} if has_scale else None
    statement = {
        "success": asdict(terms.success),
        "measure": asdict(terms.measure),
        "unit": asdict(terms.unit),
        "smallest_that_matters": terms.smallest_that_matters,
        "higher_is_better": terms.higher_is_better,
        "stop_rule": asdict(terms.stop_rule),
    }
    changed = {
        "statement": told["statement"] | statement,
        "baseline": asdict(terms.baseline) if terms.baseline != Text() else None,
        "scale": scale,
        "comparison": asdict(terms.comparison),
        "collected_by": asdict(terms.collected_by),
        "paid_by": asdict(terms.paid_by),
        "publish_on": terms.publish_on.isoformat(),
    }
    return told | dose | changed
