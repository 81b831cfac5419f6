from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.services.exhibitions import ExhibitionWords
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree, ThreeInputs


class ExhibitionForm(EditForm):
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = TextInThree(label=_("Title"), max_length=120)
    theme = TextInThree(
        label=_("Words on the theme"),
        help_text=_("Markdown: ## heading, **strong**, lists, links."),
        max_length=8000,
        widget=ThreeInputs({"rows": 8}, long=True),
        required=False,
    )
    opens = forms.DateField(label=_("First day"))
    closes = forms.DateField(label=_("Last day"))
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alternative = TextInThree(
        label=_("What the picture shows"),
        help_text=_("In words, for those who do not see it. Empty only without a picture."),
        max_length=300,
        required=False,
    )
    without_picture = forms.BooleanField(label=_("Take the picture away"), required=False)

    def __init__(self, *args: Any, has_picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_picture:
            del self.fields["without_picture"]

    @property
    def words(self) -> ExhibitionWords:
        told = self.cleaned_data
        return ExhibitionWords(
            title=told["title"],
            theme=told["theme"],
            opens=told["opens"],
            closes=told["closes"],
            alternative=told["alternative"],
            upload=told.get("picture"),
            without_picture=told.get("without_picture", False),
        )
