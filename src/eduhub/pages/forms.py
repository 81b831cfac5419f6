from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree, ThreeInputs
from eduhub.pages.services import PageWords
from eduhub.pages.states import PageKind


class PageForm(EditForm):
    title = TextInThree(label=_("Title"), max_length=160)
    slug = forms.SlugField(
        label=_("Address"),
        help_text=_("The last part of the address: small letters, digits and hyphens."),
        max_length=80,
    )
    lead = TextInThree(
        label=_("Opening words"),
        help_text=_("One or two sentences, also shown in lists."),
        long=True,
        max_length=400,
        required=False,
    )
    body = TextInThree(
        label=_("Text"),
        help_text=_("Markdown: ## heading, **strong**, lists, [words](https://address)."),
        max_length=40000,
        widget=ThreeInputs({"rows": 12}, long=True),
        required=False,
    )
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
    by_mail = forms.BooleanField(
        label=_("Send it to those who want news by mail"),
        help_text=_("Once, when it is first shown."),
        required=False,
    )

    def __init__(self, *args: Any, kind: str, has_picture: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_picture:
            del self.fields["without_picture"]
        if kind != PageKind.NEWS:
            del self.fields["by_mail"]

    @property
    def words(self) -> PageWords:
        told = self.cleaned_data
        return PageWords(
            slug=told["slug"].lower(),
            title=told["title"],
            lead=told["lead"],
            body=told["body"],
            alternative=told["alternative"],
            by_mail=told.get("by_mail", False),
            upload=told.get("picture"),
            without_picture=told.get("without_picture", False),
        )


class PublishForm(forms.Form):
    at = forms.DateTimeField(
        label=_("From when on?"),
        help_text=_("Empty: at once."),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )
