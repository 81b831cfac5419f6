import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import MomentInput, TextInThree
from eduhub.people.models import Organisation
from eduhub.programmes.models import DemoDay, Pitch, Programme
from eduhub.programmes.services.demo_days import DemoDayFields, InterestFields

CHOOSE = {"required": _("Choose one.")}
HELSINKI = _("Helsinki time.")
FIELDS = ("title", "words", "place", "starts_at", "ends_at", "watch_url")


class DemoDayForm(EditForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    programme = forms.TypedChoiceField(coerce=int, label=_("Programme"), error_messages=CHOOSE)
    title = TextInThree(label=_("Title"), max_length=120)
    words = TextInThree(label=_("What happens on the day"), long=True, max_length=3000)
    place = TextInThree(required=False, label=pgettext_lazy("programme", "Place"), max_length=200)
    starts_at = forms.DateTimeField(widget=MomentInput, label=_("Begins"), help_text=HELSINKI)
    ends_at = forms.DateTimeField(widget=MomentInput, label=_("Ends"), help_text=HELSINKI)
    watch_url = forms.URLField(
        required=False,
        max_length=300,
        assume_scheme="https",
        label=_("Where to watch it"),
        help_text=_("The address of a stream or of a film of the day, with subtitles."),
    )

    def __init__(self, *args: Any, programmes: Iterable[Programme], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), str(one.name)) for one in programmes]

    def fields_told(self) -> DemoDayFields:
        told = self.cleaned_data
        return DemoDayFields(told["programme"], **{name: told[name] for name in FIELDS})


def demo_day_initial(day: DemoDay | None) -> dict[str, Any]:
    if day is None:
        return {"seen": 0}
    told = {name: getattr(day, name) for name in FIELDS}
    return told | {"programme": str(day.programme_id), "seen": day.version}


class AskToPitchForm(forms.Form):
    organisation = forms.TypedChoiceField(coerce=int, label=_("Company"), error_messages=CHOOSE)

    def __init__(
        self, own: Iterable[Organisation], others: Iterable[Organisation], **rest: Any
    ) -> None:
        """The programme's own companies stand first."""
        super().__init__(**rest)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        groups = (
            (gettext("In the programme, or alumni"), own),
            (gettext("Other companies"), others),
        )
        offered = [(name, [(str(one.pk), str(one.name)) for one in rows]) for name, rows in groups]
        field.choices = [
            ("", gettext("Choose")),
            *((name, rows) for name, rows in offered if rows),
        ]


class PitchForm(EditForm):
    agreed = forms.TypedChoiceField(
        coerce=lambda value: value == "yes",
        choices=[("yes", _("Yes, and the page may show it")), ("no", _("No"))],
        widget=forms.RadioSelect,
        label=_("Does your company pitch?"),
        error_messages=CHOOSE,
    )
    words = TextInThree(
        required=False,
        long=True,
        max_length=600,
        label=_("What everybody reads of you"),
        help_text=_("What you do, for whom, and what you look for."),
    )


def pitch_initial(pitch: Pitch) -> dict[str, Any]:
    agreed = {True: "yes", False: "no"}.get(pitch.agreed) if pitch.agreed is not None else None
    return {"agreed": agreed, "words": pitch.words, "seen": pitch.version}


class InterestForm(forms.Form):
    """Whoever is signed in is known by their address, and is not asked for it."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = forms.CharField(max_length=120, label=_("Your name"))
    organisation = forms.CharField(
        required=False, max_length=160, label=_("Your fund or organisation")
    )
    email = forms.EmailField(label=_("E-mail address"))
    words = forms.CharField(
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": "4", "cols": False}),
        label=_("What are you interested in?"),
    )
    consent = forms.BooleanField(
        label=_("The company gets my name, my address and my message, and nobody else does."),
        error_messages={
            "required": _("Without your consent the company cannot get your message.")
        },
    )

    def __init__(self, *args: Any, signed_in: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if signed_in:
            del self.fields["email"]

    def fields_told(self, caller: str) -> InterestFields:
        told = self.cleaned_data
        return InterestFields(
            name=told["name"],
            organisation=told["organisation"],
            email=told.get("email", ""),
            words=told["words"],
            consent=told["consent"],
            key=told["key"],
            caller=caller,
        )
