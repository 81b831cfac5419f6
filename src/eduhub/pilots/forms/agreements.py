from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    """What was read comes with it, so that nobody signs another file."""

    language = forms.CharField(widget=forms.HiddenInput, max_length=2)
    sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        max_length=100,
        label=_("Your name, as you sign"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    read = forms.BooleanField(
        label=_("I have read the agreement and may sign it for my organisation"),
        error_messages={"required": _("Read the agreement first, then tick this")},
    )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("The signed agreement"),
        help_text=_("A PDF file of at most 10 MB"),
        widget=forms.FileInput({"accept": "application/pdf,.pdf"}),
        error_messages={"required": _("Choose the file first")},
    )
