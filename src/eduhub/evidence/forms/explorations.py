"""What another analysis is asked for: fixed choices only."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.evidence.models import Trial
from eduhub.evidence.services import CONFIDENCES, Other
from eduhub.evidence.states import ExplorationKind
from eduhub.kit import formats

NEEDED = _("Choose one.")


class ExploreForm(forms.Form):
    kind = forms.ChoiceField(
        choices=ExplorationKind, widget=forms.RadioSelect, label=_("What should be different?")
    )
    school = forms.ChoiceField(
        required=False,
        label=_("School that is left out"),
        help_text=_("Only where one school is left out. Its name is not made public."),
    )
    confidence = forms.ChoiceField(
        required=False,
        label=_("Confidence of the interval"),
        help_text=_("Only for an interval of another confidence."),
    )

    def __init__(self, *args: Any, trial: Trial, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        schools = {one.group.school_id: str(one.group.school) for one in trial.classes}
        named = sorted(schools.items(), key=lambda pair: pair[1])
        none = ("", _("Not chosen"))
        shares = [(str(one), formats.percent(float(one))) for one in CONFIDENCES]
        for name, choices in (("school", named), ("confidence", shares)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [none, *choices]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        kind = given.get("kind")
        if kind == ExplorationKind.WITHOUT_SCHOOL and not given.get("school"):
            self.add_error("school", str(NEEDED))
        if kind == ExplorationKind.CONFIDENCE and not given.get("confidence"):
            self.add_error("confidence", str(NEEDED))
        return given

    def other(self) -> Other:
        """What was asked; call it once the form is valid. What the kind does not need is let go."""
        given = self.cleaned_data
        kind = given["kind"]
        by_school = kind == ExplorationKind.WITHOUT_SCHOOL
        by_share = kind == ExplorationKind.CONFIDENCE
        return Other(
            kind,
            school_id=int(given["school"]) if by_school else None,
            confidence=Decimal(given["confidence"]) if by_share else None,
        )
