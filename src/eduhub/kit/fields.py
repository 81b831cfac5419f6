"""Form fields for what the hub asks in many places: words in three languages, days, times."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.kit.lang import Text

LANGUAGES: dict[str, str | Promise] = {
    "fi": _("In Finnish"),
    "sv": _("In Swedish"),
    "en": _("In English"),
}

# Django's own words, put better in our catalogues, which are read after Django's.
REQUIRED = _("This field is required.")


class DayInput(forms.DateInput):
    """The browser's own calendar; it speaks ISO whatever the reader's language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own clock, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock, to the minute, in the site's time zone."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class ThreeInputs(forms.MultiWidget):
    """An input for each language, named and marked with it; notes which are still empty."""

    template_name = "ui/three.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, long: bool = False) -> None:
        one: type[forms.Widget] = forms.Textarea if long else forms.TextInput
        size = {"rows": "3", "cols": False} if long else {}
        super().__init__({code: one({"lang": code} | size) for code in LANGUAGES}, attrs)

    def decompress(self, value: Any) -> list[str]:
        return _in_order(Text.of(value))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = context["widget"]["subwidgets"]
        begun = any((one["value"] or "").strip() for one in rows)
        for (code, label), one in zip(LANGUAGES.items(), rows, strict=True):
            one["attrs"].setdefault("class", "input")
            one["code"], one["label"] = code, label
            one["missing"] = begun and not one["value"]
        return context


class TextInThree(forms.MultiValueField):
    """A kit.lang.Text; when required, one language is enough."""

    widget = ThreeInputs
    default_error_messages = {"required": _("Write this in at least one language")}

    def __init__(self, *, long: bool = False, max_length: int | None = None, **rest: Any) -> None:
        rest.setdefault("widget", ThreeInputs(long=long))
        one = [forms.CharField(required=False, max_length=max_length) for _code in LANGUAGES]
        super().__init__(one, require_all_fields=False, **rest)

    def compress(self, data_list: list[str]) -> Text:
        return Text(*data_list) if data_list else Text()

    def clean(self, value: Any) -> Text:
        text: Text = super().clean(_in_order(value) if isinstance(value, Text) else value)
        if self.required and text == Text():
            raise ValidationError(self.error_messages["required"], code="required")
        return text


def _in_order(text: Text) -> list[str]:
    return [getattr(text, code) for code in LANGUAGES]
