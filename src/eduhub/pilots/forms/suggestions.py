from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.pilots.models.suggestions import LONGEST
from eduhub.pilots.services.suggestions import Suggested
from eduhub.pilots.states.running import CompanyAnswer, Importance, SuggestionKind


class SuggestForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=[("", _("Choose")), *SuggestionKind.choices], label=_("What is it about?")
    )
    importance = forms.TypedChoiceField(
        coerce=int,
        choices=Importance.choices,
        widget=forms.RadioSelect,
        label=_("How much does it matter?"),
    )
    words = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        label=_("What would you change?"),
        help_text=_("The company reads it. Write no names and nothing about a single pupil."),
    )

    def told(self) -> Suggested:
        return Suggested(**{name: self.cleaned_data[name] for name in Suggested.__slots__})


class AnswerSuggestionForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        choices=CompanyAnswer.choices,
        widget=forms.RadioSelect,
        label=_("What do you do about it?"),
    )
    why = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        label=_("In which version, by when, or why not?"),
        help_text=_("The teachers read it. A no needs its reason."),
    )
