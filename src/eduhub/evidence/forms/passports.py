"""Passports: issued, withdrawn, checked by anybody."""

import re
import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

MOST_UPLOADED = 1024 * 1024  # bytes
REFERENCE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class IssueForm(forms.Form):
    """Which version of a solution a passport is to be of; "" where it has none."""

    release = forms.CharField(required=False, max_length=20, strip=False)


class WithdrawPassportForm(forms.Form):
    grounds = forms.CharField(
        max_length=500,
        label=_("Why is it withdrawn?"),
        help_text=_("Everybody who checks the passport reads this."),
        widget=forms.Textarea({"rows": 4}),
    )


class VerifyForm(forms.Form):
    """A passport in one of three ways; the first that is filled in counts."""

    file = forms.FileField(
        required=False,
        label=_("File of the passport"),
        help_text=_("The JSON file, or the badge as PNG or SVG. It is read and not kept."),
    )
    document = forms.CharField(
        required=False,
        label=_("Or its text"),
        help_text=_("Paste the whole JSON."),
        widget=forms.Textarea({"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )
    reference = forms.CharField(
        required=False,
        max_length=200,
        label=_("Or its number or address"),
        help_text=_("Then the hub's own copy is checked, not the one that you were shown."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_file(self) -> "UploadedFile[Any] | None":
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        if upload is not None and (upload.size or 0) > MOST_UPLOADED:
            raise forms.ValidationError(_("The file is larger than 1 MB. No passport is."))
        return upload

    def clean_reference(self) -> uuid.UUID | None:
        """The number itself, or any address that has it in it."""
        told = self.cleaned_data["reference"]
        found = REFERENCE.search(told)
        if told and not found:
            raise forms.ValidationError(
                _("There is no number of a passport in this: 36 signs, with four hyphens.")
            )
        return uuid.UUID(found[0]) if found else None

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not (self.errors or any(told.get(name) for name in self.fields)):
            raise forms.ValidationError(_("Choose a file, paste the text, or write a number."))
        return told
