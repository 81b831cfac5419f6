"""Two people edit one thing: the second is shown both versions and loses neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django import forms
from django.utils.translation import gettext as _

from eduhub.kit.errors import Stale


class Versioned(Protocol):
    version: int


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what was typed differs from what stands there by now."""

    label: str
    typed: str
    standing: str


def require_version(row: Versioned, seen: int) -> None:
    """Raise Stale unless the row (locked by the caller) is still the one that was read."""
    if row.version != seen:
        raise Stale(
            "stale",
            _("Somebody else has saved this since you opened it. Nothing was overwritten."),
            standing=row.version,
            seen=seen,
        )


def differences(form: forms.BaseForm, standing: Mapping[str, Any]) -> list[Difference]:
    """Where the typed form and the standing row disagree, in the form's order.

    Args:
        standing: the row's present values by the form's field names, as form initials.
    """
    found = []
    for bound in form:
        if bound.is_hidden or bound.name not in standing:
            continue
        typed = form.cleaned_data.get(bound.name, bound.value())
        if typed != standing[bound.name]:
            found.append(Difference(str(bound.label), str(typed), str(standing[bound.name])))
    return found
