from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models.stands import CONSENTS, PRESENT_CONSENT
from eduhub.catalogue.services.stands import MediumWords, StandWords
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree, ThreeInputs


class StandForm(EditForm):
    opening = TextInThree(
        label=_("Opening words"),
        help_text=_("What a visitor should know first. Markdown: **strong**, lists, links."),
        max_length=4000,
        widget=ThreeInputs({"rows": 8}, long=True),
        required=False,
    )
    is_open = forms.BooleanField(
        label=_("The stand is open"),
        help_text=_("Anybody can visit it and ask for a demo while the solution is published."),
        required=False,
    )

    @property
    def words(self) -> StandWords:
        return StandWords(self.cleaned_data["opening"], self.cleaned_data["is_open"])


class MediumForm(forms.Form):
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB. For a video, the picture to show first."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alternative = TextInThree(
        label=_("What the picture shows"),
        help_text=_("In words, for those who do not see it."),
        max_length=300,
    )
    caption = TextInThree(label=_("Words under it"), max_length=300, required=False)
    video = forms.URLField(
        label=_("Address of the video"),
        help_text=_("Only for a video. It opens where it lies; nothing of it is loaded here."),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, has_picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_picture:
            self.fields["picture"].required = False
            self.fields["picture"].label = _("Another picture")

    @property
    def words(self) -> MediumWords:
        told = self.cleaned_data
        return MediumWords(told["alternative"], told["caption"], told["video"])


class DemoForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    organisation = forms.CharField(
        label=_("Your school or organisation"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    wish = forms.CharField(
        label=_("What do you want to see?"), max_length=4000, widget=forms.Textarea
    )
    times = forms.CharField(
        label=_("Which times suit you?"),
        help_text=_("In your own words, such as: weekdays after two."),
        max_length=300,
        required=False,
    )
    consent = forms.BooleanField(
        label=_("I give my consent"),
        error_messages={
            "required": _("Tick the box. Without your consent the company gets nothing.")
        },
    )
    consent_version = forms.TypedChoiceField(
        coerce=int,
        choices=[(version, version) for version in CONSENTS],
        widget=forms.HiddenInput,
        initial=PRESENT_CONSENT,
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    exhibition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = CONSENTS[PRESENT_CONSENT]
        self.fields["consent"].help_text = getattr(words, (get_language() or "fi")[:2])
