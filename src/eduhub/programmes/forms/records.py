import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.fields import DayInput
from eduhub.programmes.services.records import EventFields
from eduhub.programmes.states.records import EventKind

CHOOSE = {"required": _("Choose one.")}


class EventForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(
        choices=EventKind,
        label=_("What happened"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    on = forms.DateField(widget=DayInput, label=_("On which day"))
    euros = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=10**11,
        decimal_places=0,
        label=_("Euros"),
        help_text=_("Of an investment, a grant or a loan."),
    )
    country = forms.CharField(
        required=False,
        max_length=2,
        label=_("Country"),
        help_text=_("Of a first customer, in two letters, such as SE."),
    )
    words = forms.CharField(required=False, max_length=300, label=_("More about it"))

    def fields_told(self) -> EventFields:
        told = self.cleaned_data
        return EventFields(
            told["kind"], told["on"], told["euros"], told["country"].upper(), told["words"]
        )
