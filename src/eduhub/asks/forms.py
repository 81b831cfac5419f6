import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eduhub.asks.models import LONGEST
from eduhub.asks.services import Told
from eduhub.asks.states import AskTopic, Outcome
from eduhub.kit.editing import EditForm

WAYS = (("seek", pgettext_lazy("ask", "I seek")), ("offer", pgettext_lazy("ask", "I offer")))


def long_words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows), "cols": False})


class AskFields(forms.Form):
    kind = forms.ChoiceField(
        choices=WAYS,
        widget=forms.RadioSelect,
        label=_("Do you seek or offer?"),
        error_messages={"required": _("Choose one.")},
    )
    topic = forms.ChoiceField(choices=AskTopic, label=_("What is it?"))
    title = forms.CharField(
        max_length=100,
        label=_("In one line"),
        help_text=_("For example: A third grade for trying a reading game in March"),
    )
    words = forms.CharField(
        max_length=LONGEST,
        widget=long_words(5),
        label=_("Tell more"),
        help_text=_("What, when, how much, and for whom it would suit."),
    )

    def told(self, language: str) -> Told:
        told = self.cleaned_data
        return Told(told["kind"], told["topic"], told["title"], told["words"], language)


class AskForm(AskFields):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EditAskForm(AskFields, EditForm):
    """One that is there."""


class AnswerForm(forms.Form):
    words = forms.CharField(
        required=False,
        max_length=LONGEST,
        widget=long_words(3),
        label=_("Your words to them"),
    )


class CloseForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=Outcome,
        widget=forms.RadioSelect,
        label=_("Was it found?"),
        error_messages={"required": _("Choose one.")},
    )
    grounds = forms.CharField(
        required=False, max_length=300, label=_("How did it go, in a sentence?")
    )


class TakeDownForm(forms.Form):
    reason = forms.CharField(
        max_length=300,
        label=_("Why"),
        help_text=_("Whoever posted it gets these words by mail."),
    )


def initial_of(ask: Any) -> dict[str, Any]:
    """What stands in the form of one that is there."""
    return {
        "kind": ask.kind,
        "topic": ask.topic,
        "title": ask.title,
        "words": ask.words,
        "seen": ask.version,
    }
