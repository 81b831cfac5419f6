import datetime as dt
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eduhub.advice.models import LONGEST, Case, Signpost
from eduhub.advice.models.referrals import LONGEST_WORDS
from eduhub.advice.rules import Led
from eduhub.advice.services import Need
from eduhub.advice.states import Outcome, Route, SignKind, Stage, Topic
from eduhub.kit.editing import EditForm

CHOOSE = {"required": _("Choose one.")}
KIND_OF = {SignKind.AGENCY: Route.AGENCY, SignKind.GUIDE: Route.GUIDE}


def long_words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows), "cols": False})


class NeedForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    topic = forms.ChoiceField(
        choices=Topic, label=_("What do you need advice about most?"), error_messages=CHOOSE
    )
    also = forms.MultipleChoiceField(
        required=False,
        choices=Topic,
        widget=forms.CheckboxSelectMultiple,
        label=_("And also"),
        help_text=_("Two more at most."),
    )
    stage = forms.ChoiceField(
        choices=Stage,
        widget=forms.RadioSelect,
        label=_("How far have you come?"),
        error_messages=CHOOSE,
    )
    language = forms.ChoiceField(
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        label=_("In which language would you like to talk?"),
        error_messages=CHOOSE,
    )
    words = forms.CharField(
        max_length=LONGEST,
        widget=long_words(5),
        label=_("What would you like to know?"),
        help_text=_("A few sentences are enough. Name no pupil."),
    )

    def need(self) -> Need:
        told = self.cleaned_data
        topics = [told["topic"], *told["also"]]
        return Need(topics, told["stage"], told["language"], told["words"])

    def clean_also(self) -> list[str]:
        topic = self.cleaned_data.get("topic")
        also = [one for one in self.cleaned_data["also"] if one != topic]
        if len(also) > 2:
            raise ValidationError(gettext("Choose at most two more. You can ask again later."))
        return also


class RouteForm(EditForm):
    """Where it leads from now on."""

    to = forms.ChoiceField(widget=forms.RadioSelect, label=_("Lead it to"), error_messages=CHOOSE)
    field = forms.ChoiceField(choices=Topic, label=_("In the field"))
    reason = forms.CharField(
        max_length=300,
        label=_("Why"),
        help_text=_("Whoever asked reads this, and it stays written down."),
    )

    def __init__(self, *args: Any, signs: list[Signpost], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.signs = {f"sign:{sign.pk}": sign for sign in signs if sign.is_shown}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        named = [
            (key, f"{sign.get_kind_display()}: {sign.name}") for key, sign in self.signs.items()
        ]
        to.choices = [(Route.ADVISER.value, Route.ADVISER.label), *named]

    def led(self) -> Led:
        told = self.cleaned_data
        sign = self.signs.get(told["to"])
        if sign is None:
            return Led(Route.ADVISER, told["field"])
        return Led(KIND_OF[SignKind(sign.kind)], told["field"], sign.pk)


def route_of(case: Case) -> dict[str, Any]:
    """What stands in the form of a request that is there."""
    to = f"sign:{case.signpost_id}" if case.signpost_id else case.route
    return {"to": to, "field": case.field, "seen": case.version}


class InstantField(forms.Field):
    """A moment with its zone, as the buttons of free times carry it."""

    widget = forms.HiddenInput
    default_error_messages = {"required": _("Choose one of the times.")}

    def to_python(self, value: Any) -> dt.datetime | None:
        if value in self.empty_values:
            return None
        try:
            told = parse_datetime(str(value))
        except ValueError:
            told = None
        if told is None or timezone.is_naive(told) or not 2000 <= told.year <= 2200:
            raise ValidationError(gettext("Choose one of the times."))
        return told


class TimeForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    begins = InstantField(label=pgettext_lazy("session", "Time"))


class MoveForm(EditForm):
    begins = InstantField(label=pgettext_lazy("session", "Time"))


class CancelForm(forms.Form):
    grounds = forms.CharField(
        required=False,
        max_length=300,
        label=_("Why"),
        help_text=_("The other side reads this in the letter."),
    )


class LinkForm(forms.Form):
    video_link = forms.URLField(
        required=False,
        label=_("Video link of this session"),
        help_text=_("If you leave it empty, it is the adviser's own."),
    )


class ReferForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    agency = forms.ChoiceField(label=_("To which agency?"), error_messages=CHOOSE)
    words = forms.CharField(
        max_length=LONGEST_WORDS,
        widget=long_words(4),
        label=_("What the agency is told"),
        help_text=_("Whoever asked sees these words first, and decides."),
    )

    def __init__(self, *args: Any, agencies: list[Signpost], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["agency"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *((str(one.pk), str(one)) for one in agencies)]


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=Outcome,
        widget=forms.RadioSelect,
        label=_("Did it lead to a service?"),
        error_messages=CHOOSE,
    )
    words = forms.CharField(
        required=False, max_length=300, label=_("How did it go, in a sentence?")
    )
