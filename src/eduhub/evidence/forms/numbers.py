"""Numbers as people write them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eduhub.kit.sheets import number_in


class NumberField(forms.CharField):
    """A number as people write it: with a decimal point or a comma, in any language."""

    widget = forms.TextInput({"class": "input--s", "inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        words = super().to_python(value)
        try:
            number = number_in(words or "")
        except ValueError as trouble:
            raise ValidationError(
                _("Write a number, such as 2 or 0.5"), code="number"
            ) from trouble
        return number

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """None of a text's: a number has no length."""


class ExactField(NumberField):
    """The same, to be kept as a decimal with four places at most."""

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number is None:
            return None
        try:
            exact = Decimal(repr(number)).quantize(Decimal("0.0001"))
        except InvalidOperation as trouble:
            raise ValidationError(_("This number is too large"), code="number") from trouble
        if abs(exact) >= 10**8:
            raise ValidationError(_("This number is too large"), code="number")
        return exact
