"""Forms of interviews: a panel, its hours, the time that an applicant chooses."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eduhub.kit.fields import ClockInput, DayInput, TextInThree
from eduhub.kit.formats import moment
from eduhub.programmes.forms.cohorts import offer
from eduhub.programmes.forms.juries import named_jurors
from eduhub.programmes.forms.mentors import many
from eduhub.programmes.models import Juror
from eduhub.programmes.queries.interviews import Slot


class PanelForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = TextInThree(label=_("Name of the panel"), max_length=80)
    jurors = many(_("Jurors"), [])
    minutes = forms.IntegerField(
        min_value=10, max_value=120, initial=20, label=_("Minutes for each interview")
    )
    place = forms.CharField(
        max_length=200, label=_("Where"), help_text=_("A place, or the link of a remote meeting.")
    )

    def __init__(self, *args: Any, jurors: Sequence[Juror], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["jurors"]
        offer(field, named_jurors(jurors))
        if not jurors:
            field.help_text = _("Nobody sits on this jury yet.")

    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["jurors"]]


class PanelHoursForm(forms.Form):
    day = forms.DateField(widget=DayInput, label=pgettext_lazy("session", "Day"))
    opens = forms.TimeField(widget=ClockInput, label=_("Begins"))
    closes = forms.TimeField(widget=ClockInput, label=_("Ends"))


class SlotForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    slot = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("Free times"),
        help_text=_("Helsinki time."),
        error_messages={"required": _("Choose a time.")},
    )

    def __init__(self, *args: Any, slots: Sequence[Slot], **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices = [(one.code, moment(one.begins)) for one in slots]
        told = str(self.data.get("slot", "")) if self.is_bound else ""
        if told and told not in dict(choices):  # taken meanwhile: the service says so
            choices.append((told, str(_("The time that you chose"))))
        offer(self.fields["slot"], choices)
