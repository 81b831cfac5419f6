"""How a bound form field is drawn: which kind of control, with which attributes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from eduhub.kit.fields import ClockInput, DayInput, MomentInput, ThreeInputs

NATIVE: tuple[tuple[type[forms.Widget], type[DayInput | ClockInput | MomentInput]], ...] = (
    (forms.DateTimeInput, MomentInput),
    (forms.DateInput, DayInput),
    (forms.TimeInput, ClockInput),
)
SHORT = (forms.NumberInput, DayInput, ClockInput, MomentInput)


@dataclass(frozen=True, slots=True)
class Control:
    """A field ready to be drawn by ui/field.html.

    kind: hidden, three, group, single, file, or plain.
    """

    bound: BoundField
    kind: str
    html: SafeString
    help_id: str
    error_id: str

    @property
    def described_by(self) -> str:
        return " ".join(i for i in (self.help_id, self.error_id) if i)


def control(bound: BoundField, *, help_text: str = "", short: bool = False) -> Control:
    widget = _native(bound.field.widget)
    kind = _kind(widget)
    seen = bool(bound.auto_id) and kind != "hidden"
    help_id = f"{bound.auto_id}_helptext" if seen and help_text else ""
    error_id = f"{bound.auto_id}_error" if seen and bound.errors else ""
    attrs: dict[str, Any] = {}
    if described := " ".join(i for i in (help_id, error_id) if i):
        attrs["aria-describedby"] = described
    if kind == "plain":
        classes = ["input", widget.attrs.get("class", "")]
        if short or isinstance(widget, SHORT):
            classes.append("input--s")
        attrs["class"] = " ".join(dict.fromkeys(c for c in classes if c))
        if widget.attrs.get("rows") == "10":  # Django's own, too tall for a phone
            attrs |= {"rows": "4", "cols": False}
    html = bound.as_widget(widget=widget, attrs=attrs)
    return Control(bound, kind, html, help_id, error_id)


def _native(widget: forms.Widget) -> forms.Widget:
    """Django's text boxes for days and times become the browser's own controls."""
    for written, native in NATIVE:
        if isinstance(widget, written) and not isinstance(widget, native):
            return native(attrs=widget.attrs)
    return widget


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    kinds: tuple[tuple[type[forms.Widget], str], ...] = (
        (ThreeInputs, "three"),
        (forms.RadioSelect, "group"),  # also CheckboxSelectMultiple
        (forms.CheckboxInput, "single"),
        (forms.FileInput, "file"),
    )
    return next((kind for asked, kind in kinds if isinstance(widget, asked)), "plain")


def mistakes(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    """Every error of a form with the id of the control to go to; "" for the whole form.

    "Required" is the same words at every field, so here the field's name stands before it.
    """
    for name, errors in form.errors.as_data().items():
        known = name in form.fields
        target = _first_id(form[name]) if known else ""
        for error in errors:
            named = known and error.code == "required"
            before = _opening(str(form[name].label)) if named else ""
            yield from ((target, f"{before}{words}") for words in error.messages)


def _opening(label: str) -> str:
    """A question or a statement ends by itself; a name gets its colon."""
    return f"{label} " if label.endswith((".", "?", "!")) else f"{label}: "


def _first_id(bound: BoundField) -> str:
    if bound.field.widget.is_hidden:
        return ""
    return bound.id_for_label or f"{bound.auto_id}_0"
