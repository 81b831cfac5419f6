from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.fields import DayInput
from eduhub.pilots.forms.pilots import WHOLE, reason_field


class MinutesForm(forms.Form):
    week = forms.DateField(widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        min_value=0,
        max_value=3000,
        label=_("Minutes"),
        widget=forms.NumberInput({"class": "input--s", "inputmode": "numeric"}),
        error_messages={
            "invalid": WHOLE,
            "required": _("Write a number, also 0"),
            "max_value": _("Write 3000 minutes or less"),
            "min_value": _("Write 0 or more"),
        },
    )


class AnyWeekForm(MinutesForm):
    """For a week that is not the present one: any of its days."""

    week = forms.DateField(widget=DayInput, label=_("Any day of the week"))


class CoverForm(forms.Form):
    hours = forms.DecimalField(
        min_value=0.5,
        max_value=2000,
        max_digits=6,
        decimal_places=1,
        localize=True,
        label=_("How many hours?"),
        widget=forms.TextInput({"class": "input--s", "inputmode": "decimal"}),
        error_messages={"invalid": _("Write a number, such as 2 or 0.5")},
    )
    amount = forms.DecimalField(
        min_value=1,
        max_value=100_000,
        max_digits=9,
        decimal_places=2,
        localize=True,
        label=_("How many euros?"),
        help_text=_("They go to the school unit, never to a person."),
        widget=forms.TextInput({"class": "input--s", "inputmode": "decimal"}),
        error_messages={"invalid": _("Write a number, such as 2 or 0.5")},
    )
    reason = reason_field(
        _("What is the time for?"), help_text=_("Such as: training day of two teachers. No names.")
    )


class DecideCoverForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        label=_("Your decision"),
    )
    reason = reason_field(_("Why not?"), required=False, help_text=_("Only for a no."))
