import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.engines.evidence import Lot as DrawnLot
from eduhub.engines.evidence import canonical_json, commitment, draw, fingerprint
from eduhub.evidence.models import Plan, TrialClass
from eduhub.evidence.notices import LotDrawn, TrialStarted
from eduhub.evidence.rules import TRIAL_RULES
from eduhub.evidence.services.trials import lock_trial, plan_in
from eduhub.evidence.states import Design
from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.services import move
from eduhub.pilots.states import PilotState


@transaction.atomic
def draw_lot(pilot_id: int, *, by: Actor, now: dt.datetime) -> Plan:
    """Give every class of the frozen plan its arm, and reveal the nonce; once only."""
    trial = lock_trial(pilot_id, by)
    require(by, "draw", trial, TRIAL_RULES)
    plan, lot = plan_in(trial), trial.lot
    if lot is None:
        raise ValueError("a frozen plan with a lot here has its lot")
    drawn = drawn_again(plan.frozen, bytes.fromhex(lot.nonce))
    for one in trial.classes:
        one.arm = str(drawn.arms[one.code])
    TrialClass.objects.bulk_update(trial.classes, ["arm"])
    lot.drawn_at, lot.drawn_by_id = now, by.user_id
    lot.save(update_fields=["drawn_at", "drawn_by"])
    record(by, "lot.drawn", plan, now=now, seed=drawn.seed)
    post(LotDrawn(plan_id=plan.pk))
    return plan


@transaction.atomic
def start(pilot_id: int, *, by: Actor, now: dt.datetime) -> Plan:
    """The pilot begins: every class knows what it does, and results are taken from now on."""
    trial = lock_trial(pilot_id, by)
    require(by, "start", trial, TRIAL_RULES)
    plan = plan_in(trial)
    move(pilot_id, PilotState.RUNNING, by=by, now=now, why="started")
    record(by, "trial.started", plan, now=now)
    post(TrialStarted(plan_id=plan.pk))
    return plan


def drawn_again(content: Mapping[str, Any], nonce: bytes) -> DrawnLot:
    """The lot of a plan's content and a nonce: the same for whoever draws it.

    It rests on the plan as it was frozen, which a later version names as its first: so nobody
    can try changes until a lot comes out that suits them.
    """
    blocks = {one["class"]: one["block"] for one in content["classes"]}
    first = str(content.get("first") or fingerprint(content))
    return draw(list(blocks), nonce=nonce, plan_fingerprint=first, blocks=blocks)


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """What a plan's file says of itself.

    Attributes:
        fingerprint: the SHA-256 of the file as it is.
        is_canonical: the file's bytes are those that the hub wrote.
        content: the file, read.
    """

    fingerprint: str
    is_canonical: bool
    content: Mapping[str, Any]


def check_plan(file: bytes) -> CheckedPlan:
    """Read a plan's file and work out its fingerprint; needs no database.

    Raises:
        Invalid: the file is no plan.
    """
    try:
        content = json.loads(file)
        canonical = canonical_json(content)
        content["classes"], content["design"]
    except (ValueError, KeyError, TypeError) as trouble:
        raise Invalid({"file": _("This file is not a plan of the hub.")}) from trouble
    return CheckedPlan(
        fingerprint=hashlib.sha256(file).hexdigest(),
        is_canonical=canonical.encode() == file,
        content=content,
    )


def broken_link(versions: Sequence[CheckedPlan]) -> int | None:
    """Where in these versions the chain breaks: the place of the first that does not follow.

    Several begin with the plan as it was frozen; each later one says which number it is, and
    names the fingerprints of the one before and of the first. One alone breaks nothing.
    """
    if len(versions) < 2:
        return None
    first = versions[0]
    if "version" in first.content:
        return 0
    for place, (before, after) in enumerate(pairwise(versions), start=1):
        named = tuple(after.content.get(name) for name in ("version", "previous", "first"))
        if named != (place + 1, before.fingerprint, first.fingerprint):
            return place
    return None


def redraw(file: bytes, nonce: str) -> DrawnLot:
    """Draw the lot of a plan's file again; needs no database.

    Raises:
        Invalid: the file is no plan with a lot drawn here, was changed, or the nonce is not
            the one that the plan committed to.
    """
    checked = check_plan(file)
    if not checked.is_canonical:
        message = _("The file was changed after it was downloaded. Download it again.")
        raise Invalid({"file": message})
    if checked.content["design"] != Design.LOT_HERE:
        raise Invalid({"file": _("In this plan the lot is not drawn here.")})
    try:
        secret = bytes.fromhex(nonce)
        committed = commitment(secret)
    except ValueError as trouble:
        raise Invalid({"nonce": _("The nonce is 64 hexadecimal digits.")}) from trouble
    if committed != checked.content["commitment"]:
        raise Invalid({"nonce": _("This is not the nonce that the plan committed to.")})
    return drawn_again(checked.content, secret)
