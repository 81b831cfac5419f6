import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.fields import MomentInput


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of whoever writes with you"),
        help_text=_("They get a letter with a link. They need an account at the hub."),
    )


class InquiryForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = forms.CharField(
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": "4", "cols": False}),
        label=_("What more would you like to know?"),
    )
    due_at = forms.DateTimeField(
        widget=MomentInput, label=_("Answer until"), help_text=_("Helsinki time.")
    )


class ReplyForm(forms.Form):
    words = forms.CharField(
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": "6", "cols": False}),
        label=_("Your answer"),
    )
