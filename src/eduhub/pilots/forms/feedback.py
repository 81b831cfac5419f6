"""Feedback: how a teacher opens it, and the forms that are answered without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.pilots.forms.pilots import WHOLE
from eduhub.pilots.models.feedback import LONGEST
from eduhub.pilots.services.feedback import Given
from eduhub.pilots.states.feedback import CHOICES, QUESTIONS, Choice
from eduhub.pilots.states.running import Audience, FeedbackForm


class OpenFeedbackForm(forms.Form):
    audience = forms.ChoiceField(
        choices=Audience.choices,
        initial=Audience.PUPILS,
        widget=forms.RadioSelect,
        label=_("Whom do you ask?"),
    )
    hours = forms.TypedChoiceField(
        coerce=int,
        choices=[(1, _("For an hour")), (8, _("For this day")), (168, _("For a week"))],
        initial=1,
        widget=forms.RadioSelect,
        label=_("How long is the code open?"),
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=20,
        label=_("Code"),
        help_text=_("Eight letters and numbers, such as BCDF-2345"),
        widget=forms.TextInput(
            {"class": "input--s", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )


class FeedbackAnswers(forms.Form):
    """The questions of one form; teachers write a little besides."""

    token = forms.CharField(max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, form: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.form = form
        for number, question in enumerate(QUESTIONS[form], 1):
            self.fields[f"q{number}"] = forms.TypedChoiceField(
                coerce=int,
                choices=[(choice.value, choice.words) for choice in CHOICES[form]],
                widget=forms.RadioSelect,
                label=str(question),
                error_messages={"required": _("Choose one.")},
            )
        if form == FeedbackForm.TEACHER:
            self.fields["minutes"] = forms.IntegerField(
                required=False,
                min_value=0,
                max_value=3000,
                label=_("How many minutes of your time did it take this week?"),
                widget=forms.NumberInput({"class": "input--s", "inputmode": "numeric"}),
                error_messages={"invalid": WHOLE},
            )
            self.fields["words"] = forms.CharField(
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 3}),
                label=_("What worked, what did not?"),
                help_text=_("Schools and the hub read it, the company does not. No names."),
            )

    @property
    def choices(self) -> tuple[Choice, ...]:
        return CHOICES[self.form]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[f"q{number}"] for number in range(1, len(QUESTIONS[self.form]) + 1)]

    def given(self) -> Given:
        told = self.cleaned_data
        chosen = [told[field.name] for field in self.questions]
        return Given(chosen, told.get("minutes"), told.get("words", ""))
