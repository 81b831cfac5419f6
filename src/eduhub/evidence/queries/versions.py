"""How a plan became what it is: each version with what it changed, from what to what, and why."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.evidence.models import Plan, PlanVersion
from eduhub.kit import formats
from eduhub.kit.errors import NotFound
from eduhub.kit.lang import Text

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Change:
    """One term of the plan, in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version after the first."""

    number: int
    amended_at: dt.datetime
    role: str
    reason: Text
    fingerprint: str
    changes: tuple[Change, ...]

    @property
    def title(self) -> str:
        told = {"number": self.number, "when": formats.moment(self.amended_at), "role": self.role}
        return _("Version %(number)s, %(when)s, %(role)s") % told


def history_of(plan: Plan) -> list[VersionShown]:
    """The versions after the first, the oldest first. One query; none where there are none."""
    if plan.latest is None:
        return []
    found = []
    before = json.loads(plan.as_frozen.content)
    for version in PlanVersion.objects.filter(plan=plan.pk).order_by("number"):
        after = version.frozen
        found.append(_shown(version, before, after))
        before = after
    return found


def measure_of(plan: Plan) -> list[tuple[str, Text | str]]:
    """Name and value of what is fixed by the first result, in a plan's order."""
    return list(_of_the_measure(plan.frozen))


def text_of_version(plan: Plan, number: int) -> str:
    """A version's own text, byte for byte what its fingerprint was taken of. One query."""
    if number == 1:
        return plan.as_frozen.content
    found = PlanVersion.objects.filter(plan=plan.pk, number=number).first()
    if found is None:
        raise NotFound("not_found", _("There is no such thing here."))
    return found.content


def _shown(
    version: PlanVersion, before: Mapping[str, Any], after: Mapping[str, Any]
) -> VersionShown:
    pairs = zip(_terms(before), _terms(after), strict=True)
    changes = (_change(name, old, new) for (name, old), (_name, new) in pairs if old != new)
    return VersionShown(
        number=version.number,
        amended_at=version.amended_at,
        role=version.get_amended_as_display(),
        reason=version.reason,
        fingerprint=version.fingerprint,
        changes=tuple(changes),
    )


def _terms(content: Mapping[str, Any]) -> Iterator[tuple[str, Text | str]]:
    """What may differ between versions, in a plan's order and in words."""
    yield from _of_the_measure(content)
    yield _("The comparison classes do"), Text(**content["comparison"])
    yield _("Measured by"), Text(**content["collected_by"])
    yield _("Paid by"), Text(**content["paid_by"])
    yield _("Made public by"), formats.day(dt.date.fromisoformat(content["publish_on"]))


def _of_the_measure(content: Mapping[str, Any]) -> Iterator[tuple[str, Text | str]]:
    statement = content["statement"]
    yield _("Success, in one sentence"), Text(**statement["success"])
    yield _("Measure"), Text(**statement["measure"])
    yield _("Unit"), Text(**statement["unit"])
    smallest = Decimal(statement["smallest_that_matters"])
    yield _("Smallest difference that matters"), formats.number(smallest)
    higher = statement["higher_is_better"]
    way = _("Higher is better") if higher else _("Lower is better")
    yield _("Which way is success?"), way
    yield _("Stop rule"), Text(**statement["stop_rule"])
    earlier = content["baseline"]
    yield _("Measured before"), Text(**earlier) if earlier else _("Nothing")
    yield _("Scale"), _scale(content["scale"])
    yield _("Recommended use"), _dose(content.get("dose"))


def _scale(scale: Mapping[str, str] | None) -> str:
    if scale is None:
        return formats.NOTHING
    ends = {end: formats.number(Decimal(scale[end])) for end in ("low", "high")}
    return _("Values from %(low)s to %(high)s") % ends


def _dose(dose: Mapping[str, int] | None) -> str:
    if dose is None:
        return formats.NOTHING
    minutes = dose["minutes_a_week"]
    words = ngettext(
        "at least %(minutes)s minute a week", "at least %(minutes)s minutes a week", minutes
    )
    return words % {"minutes": minutes}


def _change(name: str, before: Text | str, after: Text | str) -> Change:
    """In the reader's language; where that did not change, in those that did."""
    old, new = str(before), str(after)
    if old == new and isinstance(before, Text) and isinstance(after, Text):
        other = [c for c in LANGUAGES if getattr(before, c) != getattr(after, c)]
        old, new = ("; ".join(f"{c}: {getattr(t, c)}" for c in other) for t in (before, after))
    return Change(name, old or formats.NOTHING, new or formats.NOTHING)
