"""Two people edit one thing: the second is shown both versions and loses neither."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from eduhub.kit.errors import HubError, Invalid, Stale
from eduhub.kit.lang import Text


class Versioned(Protocol):
    version: int


class EditForm(forms.Form):
    """A form that knows which version of the row its reader saw; a draft remembers it too."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what was typed differs from what stands there by now."""

    label: str
    typed: str
    standing: str


def require_version(row: Versioned, seen: int) -> None:
    """Raise Stale unless the row (locked by the caller) is still the one that was read."""
    require_seen(row.version, seen)


def require_seen(standing: int, seen: int) -> None:
    """The same for what numbers its versions otherwise than in its own row."""
    if standing != seen:
        raise Stale(
            "stale",
            _("Somebody else has saved this since you opened it. Nothing was overwritten."),
            standing=standing,
            seen=seen,
        )


def tell(form: forms.BaseForm, refusal: HubError) -> None:
    """Put a service's words to the fields that they speak of, or to the whole form."""
    fields = refusal.fields if isinstance(refusal, Invalid) else {"": str(refusal.message)}
    for name, words in fields.items():
        form.add_error(name if name in form.fields else None, words)


def differences(form: forms.BaseForm, standing: Mapping[str, Any]) -> list[Difference]:
    """Where the typed form and the standing row disagree, in the form's order.

    Args:
        standing: the row's present values by the form's field names, as form initials.
    """
    found = []
    for bound in form:
        if bound.is_hidden or bound.name not in standing:
            continue
        told, stands = bound.value(), standing[bound.name]
        typed, standing_there = _meant(bound, told), _meant(bound, stands)
        if typed == standing_there:
            continue
        if isinstance(typed, Text) and isinstance(standing_there, Text):
            both = _told_apart(typed, standing_there)
        else:
            both = _in_words(bound, told), _in_words(bound, stands)
        found.append(Difference(str(bound.label), *both))
    return found


def _meant(bound: forms.BoundField, value: Any) -> Any:
    """The value that the field makes of it, so that typed and standing ones can be compared."""
    try:
        return bound.field.clean(value)
    except forms.ValidationError:
        return value


def _in_words(bound: forms.BoundField, value: Any) -> str:
    """What a person reads for a value: of a choice, or of several, their labels."""
    if not isinstance(bound.field, forms.ChoiceField):
        return "" if value is None else str(value)
    choices: Any = bound.field.choices
    labels = {str(code): str(label) for code, label in choices}
    several = value if isinstance(value, (list, tuple)) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in several)


def _told_apart(typed: Text, standing: Text) -> tuple[str, str]:
    """Two Texts as words: of the languages that differ, since a reader would see only one."""
    codes = [c for c in ("fi", "sv", "en") if getattr(typed, c) != getattr(standing, c)]
    mine, theirs = (
        "\n".join(f"{code}: {getattr(text, code)}" for code in codes) for text in (typed, standing)
    )
    return mine, theirs


def see_anew(form: forms.BaseForm, version: int) -> None:
    """Let a form whose reader was shown both versions be sent again over the standing one."""
    data = cast(QueryDict, form.data).copy()
    data["seen"] = str(version)
    form.data = data
