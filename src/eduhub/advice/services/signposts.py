"""The hub's own people keep the list of agencies and of pages to read."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.advice.models import Signpost
from eduhub.advice.rules import CASE_RULES
from eduhub.advice.states import SignKind, Stage, Topic
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What is said of an agency or a page; the fields are those of the model."""

    kind: str
    name: Text
    website: str
    topics: Sequence[str]
    stages: Sequence[str]
    about: Text = field(default_factory=Text)
    address: str = ""
    comes_first: bool = False
    is_shown: bool = True


@transaction.atomic
def put_up(told: Sign, *, key: uuid.UUID, by: Actor, now: dt.datetime) -> Signpost:
    """A new one; the same key again is the same one."""
    require(by, "manage", None, CASE_RULES)
    if there := Signpost.objects.filter(key=key).first():
        return there
    sign = Signpost(key=key)
    _write(sign, told)
    sign.save(force_insert=True)
    record(by, "signpost.put_up", sign, now=now, kind=sign.kind)
    return sign


@transaction.atomic
def change_sign(sign_id: int, told: Sign, *, seen: int, by: Actor, now: dt.datetime) -> Signpost:
    """What was led there stays led there, also when it is shown no more."""
    require(by, "manage", None, CASE_RULES)
    sign = find(Signpost.objects.select_for_update(no_key=True), pk=sign_id)
    require_version(sign, seen)
    if told.kind != sign.kind:
        raise Invalid({"kind": _("Put up a new one: requests lead to this as what it is.")})
    _write(sign, told)
    sign.version += 1
    sign.save()
    record(by, "signpost.changed", sign, now=now, version=sign.version)
    return sign


def _write(sign: Signpost, told: Sign) -> None:
    wrong = {}
    if told.kind not in SignKind.values:
        wrong["kind"] = _("Choose what it is.")
    if not told.name.spoken:
        wrong["name"] = _("Write this in at least one language")
    if not told.website.startswith("https://"):
        wrong["website"] = _("Write an address that begins with https.")
    for name, known in (("topics", Topic.values), ("stages", Stage.values)):
        chosen = getattr(told, name)
        if not chosen or not set(chosen) <= set(known):
            wrong[name] = _("Choose at least one.")
    if told.kind == SignKind.GUIDE and told.address:
        wrong["address"] = _("A page to read gets no letters.")
    if wrong:
        raise Invalid(wrong)
    for name in Sign.__dataclass_fields__:
        value = getattr(told, name)
        setattr(sign, name, list(value) if name in ("topics", "stages") else value)
