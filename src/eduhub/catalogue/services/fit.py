"""The technical fit sheet of a solution, and what a school asks of solutions."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.catalogue.models import FitSheet, SchoolSetup, Solution
from eduhub.catalogue.rules.setups import SETUP_RULES
from eduhub.catalogue.rules.solutions import SOLUTION_RULES
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class FitFields:
    """As models.FitSheet: None and "" are questions left open."""

    logins: Sequence[str] | None = None
    lti: bool | None = None
    data_place: str = ""
    personal_data: str = ""
    has_statement: bool | None = None
    accessibility_address: str = ""
    accessibility_dated: dt.date | None = None
    uses_ai: bool | None = None
    high_risk_uses: Sequence[str] | None = None
    ai_words: Text = field(default_factory=Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupFields:
    """As models.SchoolSetup: what is empty asks for nothing."""

    languages: Sequence[str] = ()
    devices: Sequence[str] = ()
    logins: Sequence[str] = ()
    data_place: str = ""
    personal_data: str = ""
    ai_policy: str = ""
    needs_accessibility: bool = False


@transaction.atomic
def answer(
    solution_id: int, written: FitFields, *, by: Actor, seen: int, now: dt.datetime
) -> FitSheet:
    """The company's answers. Raises Stale when somebody else has answered since `seen` (0: none).

    An accessibility statement counts only with its address and date.
    """
    visible = Solution.objects.visible_to(by).select_for_update(of=("self",))
    solution = find(visible.defer("words"), pk=solution_id)
    require(by, "change", solution, SOLUTION_RULES)
    _refuse_half_a_statement(written)
    FitSheet.objects.bulk_create(
        [FitSheet(solution=solution, answered_at=now, version=0)], ignore_conflicts=True
    )
    sheet = FitSheet.objects.select_for_update().get(pk=solution_id)
    require_version(sheet, seen)
    changed = _set(sheet, written)
    sheet.answered_at = now
    sheet.version += 1
    sheet.save()
    record(by, "fit_sheet.answered", sheet, now=now, fields=changed)
    return sheet


@transaction.atomic
def set_up(
    school_id: int, written: SetupFields, *, by: Actor, seen: int, now: dt.datetime
) -> SchoolSetup:
    """What the school has and asks. Raises Stale when it was changed since `seen` (0: none)."""
    school = find(Organisation.objects.visible_to(by), pk=school_id)
    require(by, "change", school, SETUP_RULES)
    SchoolSetup.objects.bulk_create(
        [SchoolSetup(school=school, changed_at=now, version=0)], ignore_conflicts=True
    )
    setup = SchoolSetup.objects.select_for_update().get(pk=school_id)
    require_version(setup, seen)
    changed = _set(setup, written)
    setup.changed_at = now
    setup.version += 1
    setup.save()
    record(by, "school_setup.changed", setup, now=now, fields=changed)
    return setup


def _refuse_half_a_statement(written: FitFields) -> None:
    refused = {}
    if written.has_statement and not written.accessibility_address:
        refused["accessibility_address"] = _("Give the address where the statement can be read.")
    if written.has_statement and written.accessibility_dated is None:
        refused["accessibility_dated"] = _("Give the statement's date.")
    if refused:
        raise Invalid(refused)


def _set(row: FitSheet | SchoolSetup, written: FitFields | SetupFields) -> list[str]:
    changed = []
    for one in fields(written):
        value = getattr(written, one.name)
        value = list(value) if isinstance(value, (list, tuple)) else value
        if getattr(row, one.name) != value:
            setattr(row, one.name, value)
            changed.append(one.name)
    return changed
