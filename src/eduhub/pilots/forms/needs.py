from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.queries.topics import Topics
from eduhub.catalogue.states import TopicKind
from eduhub.kit.fields import LANGUAGES, TextInThree
from eduhub.kit.lang import Text
from eduhub.pilots.forms.topics import ADULTS, NOT_TAUGHT_IN, code_field, codes_field
from eduhub.pilots.models import Challenge, Need
from eduhub.pilots.services.challenges import ChallengeFields
from eduhub.pilots.services.needs import NeedFields
from eduhub.pilots.states.needs import Audience, NeedState

NO_NAMES = _("Write no names and no addresses: others read it. Your school is named, you are not.")


class AboutForm(forms.Form):
    """Whom a need is about: the facts that the short and the long form share."""

    audience = forms.ChoiceField(
        choices=Audience, widget=forms.RadioSelect, label=_("Who may read it?")
    )

    def __init__(self, *args: Any, topics: Topics, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["codes"] = codes_field(topics, TopicKind.SUBJECT, label=_("Subjects"))
        self.fields["ages"] = codes_field(
            topics, TopicKind.AGE, label=_("Which age?"), leave_out={ADULTS}
        )
        self.fields["language"] = code_field(
            topics,
            TopicKind.LANGUAGE,
            label=_("Language of teaching"),
            leave_out=NOT_TAUGHT_IN,
        )

    def about(self) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name] for name in ("codes", "ages", "language", "audience")
        }


class NeedForm(AboutForm):
    """The short form for a phone: one language; the others can follow."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = forms.CharField(
        max_length=100,
        label=_("What do you need, in a few words?"),
        help_text=_("For example: Fractions for pupils who learn the language"),
    )
    words = forms.CharField(
        max_length=1500,
        widget=forms.Textarea({"rows": 5}),
        label=_("Tell more: what is hard today, and what would help?"),
        help_text=NO_NAMES,
    )
    written_in = forms.ChoiceField(
        choices=list(LANGUAGES.items()), label=_("Which language do you write in?")
    )

    def written(self) -> NeedFields:
        told, code = self.cleaned_data, self.cleaned_data["written_in"]
        return NeedFields(
            title=Text(**{code: told["title"]}),
            words=Text(**{code: told["words"]}),
            **self.about(),
        )


def first_facts(key: object) -> dict[str, Any]:
    """What a fresh form begins with."""
    return {
        "key": key,
        "audience": Audience.PUBLIC,
        "written_in": (get_language() or "fi")[:2],
    }


class NeedEditForm(AboutForm):
    """The long form: the same in one language or more."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    title = TextInThree(max_length=100, label=_("What do you need, in a few words?"))
    words = TextInThree(
        long=True,
        max_length=1500,
        label=_("Tell more: what is hard today, and what would help?"),
        help_text=NO_NAMES,
    )

    def written(self) -> NeedFields:
        told = self.cleaned_data
        return NeedFields(title=told["title"], words=told["words"], **self.about())


def initial_of_need(need: Need) -> dict[str, Any]:
    return {name: getattr(need, name) for name in NeedFields.__slots__} | {"seen": need.version}


class BoardForm(forms.Form):
    """How a reader narrows the board; nonsense narrows nothing."""

    state = forms.ChoiceField(required=False, choices=NeedState.choices)
    subject = forms.CharField(required=False, max_length=40)
    own = forms.BooleanField(required=False)


class AnswerForm(forms.Form):
    answer = TextInThree(
        long=True,
        max_length=600,
        label=_("What has come of the need?"),
        help_text=_("Its teacher, and those who said “we too”, read it."),
    )


class ChallengeForm(forms.Form):
    title = TextInThree(max_length=120, label=_("The challenge in a few words"))
    question = TextInThree(
        long=True,
        max_length=2000,
        label=_("What shall companies answer?"),
        help_text=_("Published in all three languages. Write no names."),
    )

    def __init__(self, *args: Any, topics: Topics, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["codes"] = codes_field(topics, TopicKind.SUBJECT, label=_("Subjects"))
        self.fields["ages"] = codes_field(
            topics, TopicKind.AGE, label=_("Which age?"), leave_out={ADULTS}
        )

    def written(self) -> ChallengeFields:
        told = self.cleaned_data
        return ChallengeFields(**{name: told[name] for name in ChallengeFields.__slots__})


class ChallengeEditForm(ChallengeForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)


def initial_of_challenge(challenge: Challenge) -> dict[str, Any]:
    named = {name: getattr(challenge, name) for name in ChallengeFields.__slots__}
    return named | {"seen": challenge.version}


class OutcomeForm(forms.Form):
    end = forms.ChoiceField(
        choices=[
            ("answered", _("It has been answered")),
            ("closed", _("It closes without an answer; the needs are open again")),
        ],
        widget=forms.RadioSelect,
        label=_("How does the challenge end?"),
    )
    outcome = TextInThree(
        long=True,
        max_length=600,
        label=_("What has come of it?"),
        help_text=_("The teachers whose needs are in it read it."),
    )
