"""Evaluations by teachers: who is asked, what they score, what the company says."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.evidence.states.rubric import CODES, CRITERIA, LOWEST
from eduhub.people.models import User
from eduhub.people.queries import told_apart


class TrainForm(forms.Form):
    email = forms.EmailField(
        label=_("The teacher's e-mail address"), help_text=_("As in the teacher's account here.")
    )
    trained_on = forms.DateField(
        label=_("Day of the training"), widget=forms.DateInput({"type": "date"})
    )


class AskForm(forms.Form):
    """Two of those who may evaluate; names are for the hub's staff only."""

    people = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("Two teachers"),
        help_text=_("Shown are trained teachers without a part in the company or its pilots."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, free: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = told_apart(free, by_address=True).items()  # type: ignore[attr-defined]


class ThirdForm(forms.Form):
    person = forms.TypedChoiceField(coerce=int, label=_("Third teacher"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, free: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = told_apart(free, by_address=True).items()  # type: ignore[attr-defined]


class ReplaceForm(ThirdForm):
    why = forms.CharField(
        max_length=300,
        label=_("Why is another teacher asked?"),
        help_text=_("For the hub only, kept with the evaluation. Nothing of health or family."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].label = _("Who is asked instead?")


class SheetForm(forms.Form):
    """One choice of four for each criterion, each told in words."""

    grounds = forms.CharField(
        max_length=2000,
        label=_("What did you see?"),
        help_text=_("Everybody reads this, without your name. Name no pupil."),
        widget=forms.Textarea({"rows": 6}),
    )
    has_no_interest = forms.BooleanField(
        label=_("I have no interest of my own in this solution, its company or its rivals.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in CRITERIA:
            self.fields[one.code] = forms.TypedChoiceField(
                coerce=int,
                label=one.name,
                choices=[
                    (score, f"{score}: {words}")
                    for score, words in enumerate(one.anchors, start=LOWEST)
                ],
                widget=forms.RadioSelect,
            )
        self.order_fields([*CODES, "grounds", "has_no_interest"])

    @property
    def scores(self) -> dict[str, int]:
        return {code: self.cleaned_data[code] for code in CODES}


class CommentForm(forms.Form):
    comment = forms.CharField(
        max_length=1000,
        label=_("The company's comment"),
        help_text=_("Once only. Everybody reads it beside the evaluation."),
        widget=forms.Textarea({"rows": 5}),
    )
