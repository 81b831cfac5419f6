from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.fields import DayInput, TextInThree
from eduhub.pilots.forms.pilots import reason_field
from eduhub.pilots.models import ClosingDecision
from eduhub.pilots.models.closing import LONGEST_ANSWER
from eduhub.pilots.services.closing import Verdict
from eduhub.pilots.states.closing import Closing, ClosingGround, LeftOutReason, ShownAs


class ClosingForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        choices=Closing.choices, widget=forms.RadioSelect, label=_("What do you do?")
    )
    grounds = forms.MultipleChoiceField(
        choices=ClosingGround.choices,
        widget=forms.CheckboxSelectMultiple,
        label=_("What spoke for it, or against it?"),
    )
    reasons = TextInThree(
        long=True,
        max_length=1000,
        label=_("Reasons"),
        help_text=_("Others decide with them. Write no names."),
    )
    next_procurement = forms.DateField(
        required=False,
        widget=DayInput,
        label=_("Next procurement"),
        help_text=_("When it is bought or tendered next, as far as is known."),
    )

    def verdict(self) -> Verdict:
        return Verdict(**{name: self.cleaned_data[name] for name in Verdict.__slots__})


def initial_of_closing(row: ClosingDecision | None) -> dict[str, Any]:
    if row is None:
        return {"seen": 0}
    named = {name: getattr(row, name) for name in Verdict.__slots__}
    return named | {"seen": row.version}


class AnswerClosingForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea({"rows": 5}),
        label=_("Your company's answer"),
        help_text=_("Once, and for everybody to read. It cannot be changed."),
    )


class LeaveOutForm(forms.Form):
    reason = forms.ChoiceField(
        choices=LeftOutReason.choices,
        widget=forms.RadioSelect,
        label=_("Why is it left out?"),
        help_text=_("The register counts it under this reason."),
    )
    words = reason_field(_("In a sentence, for the hub alone"))


class ListingForm(forms.Form):
    shown_as = forms.ChoiceField(
        choices=ShownAs.choices,
        widget=forms.RadioSelect,
        label=_("How does the public register name your school?"),
    )
