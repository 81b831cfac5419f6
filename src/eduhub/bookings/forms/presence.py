from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.bookings.models import LONGEST_ABOUT


class PresenceForm(forms.Form):
    """What one can talk about; nothing need be said."""

    about = forms.CharField(
        required=False,
        max_length=LONGEST_ABOUT,
        label=_("What you can talk about"),
        help_text=_("For example: Reading games, and how we took them into use."),
    )
