from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.services.references import ReferenceWords
from eduhub.kit.fields import TextInThree


class ReferenceForm(forms.Form):
    school = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Look for the school and choose it first.")},
    )
    use = TextInThree(
        label=_("What has the school used?"),
        help_text=_("For example: grade 5, fraction games once a week."),
        max_length=300,
    )
    period = TextInThree(
        label=_("When?"),
        help_text=_("For example: since January 2026."),
        max_length=120,
        required=False,
    )

    @property
    def words(self) -> ReferenceWords:
        return ReferenceWords(self.cleaned_data["use"], self.cleaned_data["period"])
