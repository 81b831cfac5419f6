"""Forms of jurors and of those whom they judge."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.programmes.models import LONGEST_COMMENT, Criterion, Sheet
from eduhub.programmes.services.sheets import Said


def long_words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows), "cols": False})


class SheetForm(EditForm):
    """A score for each criterion, with its anchors beside it; nothing is needed for a draft."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    to_applicant = forms.CharField(
        required=False,
        max_length=LONGEST_COMMENT,
        widget=long_words(5),
        label=_("To the applicant"),
        help_text=_("They read it with the decision, without your name. Needed to give it in."),
    )
    to_staff = forms.CharField(
        required=False,
        max_length=LONGEST_COMMENT,
        widget=long_words(3),
        label=_("To the hub only"),
        help_text=_("Neither the applicant nor the other jurors read it."),
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.criteria = criteria
        asked = {f"criterion_{one.pk}": _scored(one) for one in criteria}
        self.fields = {**asked, **self.fields}

    def said(self) -> Said:
        told = self.cleaned_data
        scores = {
            one.pk: int(told[f"criterion_{one.pk}"])
            for one in self.criteria
            if told.get(f"criterion_{one.pk}")
        }
        return Said(scores, told["to_applicant"], told["to_staff"])

    @property
    def scored(self) -> list[forms.BoundField]:
        return [self[f"criterion_{one.pk}"] for one in self.criteria]


def _scored(criterion: Criterion) -> forms.ChoiceField:
    return forms.ChoiceField(
        required=False,
        choices=[
            (str(one.score), f"{one.score} – {one.words}") for one in criterion.anchors.all()
        ],
        widget=forms.RadioSelect,
        label=str(criterion.name),
    )


def sheet_initial(sheet: Sheet | None, marks: Mapping[int, int]) -> dict[str, Any]:
    if sheet is None:
        return {"seen": 0}
    scores = {f"criterion_{pk}": str(score) for pk, score in marks.items()}
    named = {"to_applicant": sheet.to_applicant, "to_staff": sheet.to_staff}
    return scores | named | {"seen": sheet.version}


class RemarkForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = forms.CharField(
        max_length=LONGEST_COMMENT,
        widget=long_words(3),
        label=_("Your word to the other jurors"),
        help_text=_("The applicant does not read it."),
    )


class AppealForm(forms.Form):
    words = forms.CharField(
        max_length=LONGEST_COMMENT,
        widget=long_words(6),
        label=_("What should be looked at again, and why?"),
    )
