"""Asking for advice, being led to the right place, and leading anew."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.advice.models import LONGEST, Case, Correction, Signpost
from eduhub.advice.notices import AdviceAsked, CaseLedAnew
from eduhub.advice.queries import fields_covered, nobody_fits, signs_for
from eduhub.advice.rules import CASE_RULES, Led, triage
from eduhub.advice.services.texts import kept
from eduhub.advice.states import CaseState, Route, Stage, Topic
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post

DAY = 24 * 3600  # seconds
MOST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Need:
    """What somebody needs advice about; of the topics the first weighs most."""

    topics: Sequence[str]
    stage: str
    language: str
    words: str


@transaction.atomic
def ask(need: Need, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Case:
    """Take it in and lead it somewhere; the same key again is the same request."""
    require(by, "ask", None, CASE_RULES)
    own = uuid.uuid5(key, by.name)
    if there := Case.objects.filter(key=own).first():
        return there
    need = _tidied(need)
    allow("advice", str(by.user_id), most=20, seconds=DAY)
    led = triage(need.topics, fields_covered(need.stage, need.language), signs_for(need.stage))
    case = Case.objects.create(
        organisation_id=by.organisation_id,
        person_id=by.user_id,
        topics=list(need.topics),
        stage=need.stage,
        language=need.language,
        words=need.words,
        asked_at=now,
        route=led.route,
        field=led.field,
        signpost_id=led.signpost_id,
        key=own,
    )
    record(by, "advice.asked", case, now=now, route=led.route, field=led.field)
    if nobody_fits(case):
        post(AdviceAsked(case_id=case.pk))
    return case


def _tidied(need: Need) -> Need:
    topics = list(dict.fromkeys(need.topics))
    if not topics or not set(topics) <= set(Topic.values):
        raise Invalid({"topics": _("Choose what it is about.")})
    if len(topics) > MOST_TOPICS:
        most = _("Choose at most %(most)s. More than one request can be made.")
        raise Invalid({"topics": most % {"most": MOST_TOPICS}})
    if need.stage not in Stage.values:
        raise Invalid({"stage": _("Choose how far you have come.")})
    if need.language not in dict(settings.LANGUAGES):
        raise Invalid({"language": _("Choose a language.")})
    return Need(topics, need.stage, need.language, kept("words", need.words, LONGEST))


@transaction.atomic
def reroute(
    case_id: int, led: Led, reason: str, *, seen: int, by: Actor, now: dt.datetime
) -> Correction:
    """Lead it elsewhere; from where, to where and why stays written down, and they are told."""
    case = hold_case(case_id, "reroute", by)
    require_version(case, seen)
    _require_route(led)
    reason = kept("reason", reason, 300)
    if led == Led(case.route, case.field, case.signpost_id):
        raise Invalid({"": _("It is led there already.")})
    correction = Correction.objects.create(
        case=case,
        was_route=case.route,
        was_field=case.field,
        was_signpost_id=case.signpost_id,
        route=led.route,
        field=led.field,
        signpost_id=led.signpost_id,
        reason=reason,
        corrected_at=now,
        corrected_by_id=by.user_id,
    )
    if led.field != case.field:
        case.adviser = None
    case.route, case.field, case.signpost_id = led.route, led.field, led.signpost_id
    case.version += 1
    case.save(update_fields=["route", "field", "signpost", "adviser", "version"])
    record(by, "advice.led_anew", case, now=now, route=led.route, field=led.field)
    post(CaseLedAnew(correction_id=correction.pk))
    return correction


def _require_route(led: Led) -> None:
    if led.route not in Route.values or led.field not in Topic.values:
        raise Invalid({"": _("Choose where it is led, and in which field.")})
    if led.route == Route.ADVISER:
        return
    signs = Signpost.objects.filter(kind=led.route, is_shown=True, pk=led.signpost_id or 0)
    if not signs.exists():
        raise Invalid({"to": _("Choose an agency or a page from the list.")})


@transaction.atomic
def close(case_id: int, *, by: Actor, now: dt.datetime) -> Case:
    """Nothing more is needed. A second time is the first."""
    rows = Case.objects.visible_to(by).select_for_update(of=("self",))
    case = find(rows, pk=case_id)
    if not case.is_open:
        return case
    require(by, "close", case, CASE_RULES)
    case.state, case.closed_at = CaseState.CLOSED, now
    case.version += 1
    case.save(update_fields=["state", "closed_at", "version"])
    record(by, "advice.closed", case, now=now)
    return case


def hold_case(case_id: int, action: str, by: Actor) -> Case:
    rows = Case.objects.visible_to(by).select_for_update(of=("self",))
    case = find(rows.select_related("adviser"), pk=case_id)
    require(by, action, case, CASE_RULES)
    return case
