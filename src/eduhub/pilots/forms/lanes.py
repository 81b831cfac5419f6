"""The questionnaire on a pilot's lane, and what an official decides at its gates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.fields import DayInput
from eduhub.pilots.forms.pilots import reason_field
from eduhub.pilots.models import LaneAnswers, LaneDecision, Standing
from eduhub.pilots.services import Answers, PermitTerms
from eduhub.pilots.states import Lane
from eduhub.pilots.states.offers import DataKind

YES_OR_NO = [("no", _("No")), ("yes", _("Yes"))]


def yes_or_no(label: Any, **rest: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=YES_OR_NO, widget=forms.RadioSelect, label=label, **rest)


class LaneForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    bought = yes_or_no(_("Does the education provider buy the pilot?"))
    touches = forms.MultipleChoiceField(
        choices=DataKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Which personal data of the people who use it does it touch?"),
        help_text=_("Also what it only keeps for a moment. None: leave all of them empty."),
    )
    under_agreement = yes_or_no(
        _("Is it used as an ordinary teaching tool, under the provider's processor agreement?"),
        help_text=_("The provider has agreed in writing on how the company handles the data."),
    )
    study = yes_or_no(
        _("Is anything collected for a study?"),
        help_text=_("Also an anonymous survey. The hub's own class totals are not meant."),
    )
    commissioned = yes_or_no(
        _("Has the city commissioned that study?"), help_text=_("Without a study: no.")
    )

    def answers(self) -> Answers:
        told = self.cleaned_data
        yes = {name: told[name] == "yes" for name in Answers.__slots__ if name != "data"}
        return Answers(data=tuple(told["touches"]), **yes)


def initial_of_answers(standing: Standing) -> dict[str, Any]:
    """What was answered; before that, what the offer has said already."""
    answers, pilot = standing.gates.answers, standing.pilot
    if answers is None:
        bought = {"bought": "yes"} if pilot.call is not None and pilot.call.price else {}
        return {"seen": 0, "touches": pilot.data_touched or []} | bought
    told = {name: getattr(answers, name) for name in Answers.__slots__ if name != "data"}
    words = {name: "yes" if value else "no" for name, value in told.items()}
    return words | {"seen": answers.version, "touches": answers.data}


class DecideLaneForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    lane = forms.ChoiceField(choices=Lane, widget=forms.RadioSelect, label=_("Your decision"))
    reason = reason_field(
        _("Why?"),
        required=False,
        help_text=_("Needed when you decide otherwise than recommended. Everybody can read it."),
    )

    def __init__(self, *args: Any, answers: LaneAnswers, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if answers.data:
            left = [one for one in Lane.choices if one[0] != Lane.A]
            self.fields["lane"] = forms.ChoiceField(
                choices=left,
                widget=forms.RadioSelect,
                label=_("Your decision"),
                help_text=_("Personal data are touched, so lane A cannot be."),
            )


def initial_of_decision(answers: LaneAnswers, decision: LaneDecision | None) -> dict[str, Any]:
    now = {"seen": answers.version, "lane": answers.recommended}
    if decision is None or decision.answers_id != answers.pk:
        return now
    return now | {"lane": decision.lane, "reason": decision.reason}


class ScreenForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[("yes", _("It fits the testbed")), ("no", _("It does not: decline it"))],
        widget=forms.RadioSelect,
        label=_("Your decision"),
    )
    reason = reason_field(
        _("Why not?"), required=False, help_text=_("Only for a no. The company reads it.")
    )


class PrivacyForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[
            ("yes", _("The papers are in order")),
            ("no", _("They are not, or no longer")),
        ],
        widget=forms.RadioSelect,
        label=_("Your decision"),
    )
    reason = reason_field(
        _("On which grounds?"), help_text=_("One sentence: which papers you have read.")
    )


class PermitForm(forms.Form):
    number = forms.CharField(
        max_length=60,
        label=_("Number of the decision"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    valid_from = forms.DateField(widget=DayInput, label=_("First day"))
    valid_until = forms.DateField(
        widget=DayInput,
        label=_("Last day"),
        help_text=_("The night after it a pilot that runs is paused by itself."),
    )
    destroy_by = forms.DateField(
        widget=DayInput, label=_("The data are destroyed by"), help_text=_("As the permit says.")
    )
    reason = reason_field(_("What does it permit?"), help_text=_("In a sentence."))

    def terms(self) -> PermitTerms:
        return PermitTerms(**{name: self.cleaned_data[name] for name in PermitTerms.__slots__})


class InformForm(forms.Form):
    given_on = forms.DateField(widget=DayInput, label=_("When?"))
    reason = reason_field(
        _("How?"), help_text=_("Such as: a letter home with the information sheet. No names.")
    )
