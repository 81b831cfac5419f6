"""Which class takes in the pupils of one that is too small."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.evidence.models import Trial, TrialClass


class JoinForm(forms.Form):
    pupils = forms.IntegerField(
        min_value=0,
        max_value=60,
        label=_("How many pupils were measured?"),
        help_text=_("This number is not kept. With 5 or more the class is counted by itself."),
        error_messages={
            "invalid": _("Write it as a whole number, such as 20"),
            "min_value": _("Write 0 or more"),
            "max_value": _("Write 60 or less"),
        },
    )
    host = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        label=_("With which class?"),
        help_text=_("Of the same school and on the same side."),
        error_messages={"required": _("Choose a class"), "invalid_choice": _("Choose a class")},
    )

    def __init__(self, *args: Any, trial: Trial, one: TrialClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["host"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(h.group_id, f"{h.group.label} ({h.code})") for h in trial.hosts_for(one)]
