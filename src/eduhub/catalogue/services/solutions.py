"""What a company, or the hub for it, does with a solution."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.catalogue.notices import SolutionPublished
from eduhub.catalogue.rules.solutions import (
    COMPANY_RULES,
    SOLUTION_RULES,
    missing_for_publication,
)
from eduhub.catalogue.states import SolutionState
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.files import keep_picture
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.models import StoredFile
from eduhub.kit.post import post
from eduhub.people.models import Organisation

WORDS = ("name", "pitch", "description", "codes", "release", "website", "picture_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class SolutionFields:
    """What one may write of a solution; picture None leaves the one that is there."""

    name: Text
    pitch: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    codes: Sequence[str] = field(default_factory=list)
    release: str = ""
    website: str = ""
    picture: "UploadedFile[Any] | None" = None
    drop_picture: bool = False
    picture_words: Text = field(default_factory=Text)


@transaction.atomic
def add(
    company_id: int, written: SolutionFields, *, by: Actor, key: uuid.UUID, now: dt.datetime
) -> Solution:
    """A draft that only the company and the hub see; the same key again gives the same one."""
    company = find(Organisation.objects.visible_to(by).select_for_update(), pk=company_id)
    require(by, "offer", company, COMPANY_RULES)
    made = Solution.objects.filter(key=key, company=company).first()
    if made:
        return made
    solution = Solution(company=company, key=key, created_at=now, changed_at=now)
    _write(solution, written, by=by, now=now)
    solution.save(force_insert=True)
    record(by, "solution.added", solution, now=now)
    return solution


@transaction.atomic
def change(
    pk: int, written: SolutionFields, *, by: Actor, seen: int, now: dt.datetime
) -> Solution:
    """Write it anew.

    Raises:
        Stale: somebody else has saved since version `seen` was read.
        Invalid: it is published and would lack something that schools need.
    """
    solution = _found(pk, by)
    require(by, "change", solution, SOLUTION_RULES)
    require_version(solution, seen)
    picture_id = solution.picture_id
    changed = _write(solution, written, by=by, now=now)
    missing = missing_for_publication(solution) if solution.is_published else {}
    if missing:
        raise Invalid({name: str(words) for name, words in missing.items()})
    solution.version += 1
    solution.changed_at = now
    solution.save()
    if picture_id and solution.picture_id != picture_id:
        StoredFile.objects.filter(pk=picture_id).delete()
    record(by, "solution.changed", solution, now=now, fields=changed)
    return solution


@transaction.atomic
def publish(pk: int, *, by: Actor, now: dt.datetime) -> Solution:
    """Show it to everybody; the second of two clicks changes nothing.

    Raises:
        NotNow: something is missing; facts name the fields.
    """
    solution = _found(pk, by)
    require(by, "change", solution, SOLUTION_RULES)
    if solution.is_published:
        return solution
    missing = missing_for_publication(solution)
    if missing:
        told = " ".join(str(words) for words in missing.values())
        words = _("It cannot be published yet. %(missing)s") % {"missing": told}
        raise NotNow("incomplete", words, missing=list(missing))
    require(by, "publish", solution, SOLUTION_RULES)
    _become(solution, SolutionState.PUBLISHED, now=now)
    record(by, "solution.published", solution, now=now)
    post(SolutionPublished(solution_id=solution.pk))
    return solution


@transaction.atomic
def withdraw(pk: int, *, by: Actor, now: dt.datetime) -> Solution:
    """Hide it from everybody but the company and the hub; what refers to it stays."""
    solution = _found(pk, by)
    require(by, "change", solution, SOLUTION_RULES)
    if solution.state == SolutionState.WITHDRAWN:
        return solution
    require(by, "withdraw", solution, SOLUTION_RULES)
    _become(solution, SolutionState.WITHDRAWN, now=now)
    record(by, "solution.withdrawn", solution, now=now)
    return solution


def _found(pk: int, by: Actor) -> Solution:
    visible = Solution.objects.visible_to(by).select_for_update(of=("self",))
    return find(visible.defer("words"), pk=pk)


def _become(solution: Solution, state: SolutionState, *, now: dt.datetime) -> None:
    solution.state = state
    solution.changed_at = now
    if state == SolutionState.PUBLISHED and solution.published_at is None:
        solution.published_at = now
    solution.version += 1
    solution.save(update_fields=["state", "changed_at", "published_at", "version"])


def _write(
    solution: Solution, written: SolutionFields, *, by: Actor, now: dt.datetime
) -> list[str]:
    """Set the fields; the names of those that changed. A new picture takes the old one's place."""
    changed = []
    for name in WORDS:
        value = getattr(written, name)
        value = sorted(set(value)) if name == "codes" else value
        if getattr(solution, name) != value:
            setattr(solution, name, value)
            changed.append(name)
    if written.picture or written.drop_picture:
        solution.picture = (
            keep_picture(written.picture, by=by, now=now) if written.picture else None
        )
        changed.append("picture")
    return changed
