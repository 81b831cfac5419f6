import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.bookings.queries import FairUseAsked
from eduhub.bookings.states import UnitKind
from eduhub.kit.sheets import Sheet, read_sheet

LONGEST_YEARS = 5
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2200, 1, 1)


class FairUseForm(forms.Form):
    """Over which time, and of which kind of units."""

    since = forms.DateField(label=_("From"))
    until = forms.DateField(label=_("Until"))
    kind = forms.ChoiceField(
        required=False, label=_("Kind"), choices=[("", _("Anything")), *UnitKind.choices]
    )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        since, until = told.get("since"), told.get("until")
        if since and until:
            if not EARLIEST <= since <= until <= LATEST:
                self.add_error("until", _("It ends before it begins, or lies far off."))
            elif (until - since).days > LONGEST_YEARS * 366:
                self.add_error("until", _("Ask for at most five years."))
        return told

    def asked(self) -> FairUseAsked:
        told = self.cleaned_data
        return FairUseAsked(told["since"], told["until"], told["kind"])


class PupilsForm(forms.Form):
    """The table of pupils, pasted, so that nothing typed is lost when a row is refused."""

    table = forms.CharField(
        label=_("The table"),
        max_length=400_000,
        widget=forms.Textarea({"rows": "10", "cols": False, "spellcheck": "false"}),
        help_text=_(
            "Copy it from a spreadsheet, with its first line: school number, district, language,"
            " pupils. Schools without a number of their own may share a row."
        ),
    )
    source = forms.CharField(
        label=_("Where the numbers come from"),
        max_length=200,
        help_text=_("For example: Statistics Finland, pupils of comprehensive schools 2025"),
    )
    counted_on = forms.DateField(label=_("The day that they are of"))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def sheet(self) -> Sheet:
        """Raises Invalid at the field "file" where it is no table."""
        return read_sheet(self.cleaned_data["table"].encode(), "")
