"""Seats, papers, and the answers of guardians and pupils."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.kit.fields import DayInput
from eduhub.pilots.forms.lanes import yes_or_no
from eduhub.pilots.models import Pack, Seat, Standing
from eduhub.pilots.services import OnPaper
from eduhub.pilots.states import Lane
from eduhub.pilots.states.privacy import (
    HOME_AGE,
    PARTIES_OF,
    Band,
    Party,
    Purpose,
    band_words,
    bands_of,
)

IN_LANGUAGES = [("fi", _("In Finnish")), ("sv", _("In Swedish")), ("en", _("In English"))]


class IssueForm(forms.Form):
    guardians = forms.TypedChoiceField(
        choices=[(1, _("One guardian for both")), (2, _("Both guardians"))],
        coerce=int,
        widget=forms.RadioSelect,
        label=_("Who says yes for a pupil under 15?"),
        help_text=_("Any no is a no, whichever you choose."),
    )
    asks_consent = yes_or_no(
        _("Is consent asked for?"),
        help_text=_("In lane C always. In lane B only where the data rest on consent."),
    )
    reuse = yes_or_no(_("May data that tell of no single pupil be published for researchers?"))

    def __init__(self, *args: Any, age: int = HOME_AGE, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if age != HOME_AGE:
            words = gettext("Who says yes for a pupil under %(age)s?") % {"age": age}
            self.fields["guardians"].label = words

    def terms(self) -> dict[str, Any]:
        told = self.cleaned_data
        wanted = [Purpose.COLLECT, Purpose.STUDY]
        return {
            "guardians": told["guardians"],
            "asks_consent": told["asks_consent"] == "yes",
            "purposes": [*wanted, Purpose.REUSE] if told["reuse"] == "yes" else wanted,
        }


def initial_of_issue(standing: Standing, pack: Pack | None) -> dict[str, Any]:
    if pack is None:
        asked = standing.pilot.lane == Lane.C
        return {"guardians": 1, "asks_consent": "yes" if asked else "no", "reuse": "no"}
    return {
        "guardians": pack.guardians,
        "asks_consent": "yes" if pack.asks_consent else "no",
        "reuse": "yes" if Purpose.REUSE in pack.purposes else "no",
    }


class BandForm(forms.Form):
    band = forms.ChoiceField(choices=Band.choices, widget=forms.RadioSelect, label=_("Age"))
    renew_on = forms.DateField(
        required=False,
        widget=DayInput,
        label=_("Ask anew from this day on"),
        help_text=_(
            "When the first of them turns 15 or 18, or at the end of the term. No birthday is"
            " kept. Not needed for adults."
        ),
    )

    def __init__(self, *args: Any, age: int = HOME_AGE, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if age == HOME_AGE:
            return
        field = self.fields["band"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(band.value, band_words(band, age)) for band in bands_of(age)]
        words = gettext(
            "When the first of them turns %(age)s or 18, or at the end of the term. No birthday"
            " is kept. Not needed for adults."
        )
        self.fields["renew_on"].help_text = words % {"age": age}


class OpenSeatsForm(BandForm):
    count = forms.IntegerField(min_value=1, max_value=60, label=_("How many codes?"))
    field_order = ("count", "band", "renew_on")


class PartyForm(forms.Form):
    """Who answers; for a no that was told, also the pupil under 15."""

    party = forms.ChoiceField(widget=forms.RadioSelect, label=_("Who answers?"))

    def __init__(self, *args: Any, seat: Seat, everybody: bool = False, **rest: Any) -> None:
        super().__init__(*args, **rest)
        can = tuple(Party) if everybody else PARTIES_OF[seat.band]
        field = self.fields["party"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in can]


class PaperForm(PartyForm):
    given = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Yes to"),
        help_text=_("What is left empty is a no."),
    )
    signed_on = forms.DateField(widget=DayInput, label=_("Day on the form"))
    language = forms.ChoiceField(
        choices=IN_LANGUAGES, widget=forms.RadioSelect, label=_("Language of the form")
    )

    def __init__(self, *args: Any, pack: Pack | None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["given"]
        assert isinstance(field, forms.MultipleChoiceField)
        asked = pack.purposes if pack else []
        field.choices = [(one, Purpose(one).label) for one in asked]

    def told(self) -> OnPaper:
        typed = self.cleaned_data
        return OnPaper(typed["party"], typed["given"], typed["signed_on"], typed["language"])


class AnswerForm(forms.Form):
    """Yes or no to each purpose, neither ticked beforehand."""

    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, pack: Pack, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.asked = [Purpose(one) for one in pack.purposes]
        for one in self.asked:
            self.fields[one.value] = forms.ChoiceField(
                choices=[("yes", _("Yes")), ("no", _("No"))],
                widget=forms.RadioSelect,
                label=one.label,
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[one.value] for one in self.asked]

    def given(self) -> list[str]:
        return [one.value for one in self.asked if self.cleaned_data[one.value] == "yes"]
