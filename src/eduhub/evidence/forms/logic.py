"""A logic model as it is written, and what its reader is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.evidence.models import LogicModel, LogicReview
from eduhub.evidence.services.logic import LogicTold
from eduhub.evidence.states.logic import CRITERIA, LINKS
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree
from eduhub.kit.lang import Text

A_LINE = _("One thing a line, 12 lines at most. The same order in each language.")
WHOLE_NUMBER = {
    "invalid": _("Write it as a whole number, such as 20"),
    "min_value": _("Write 1 or more"),
    "max_value": _("Write 600 or less"),
}


def lines(label: Any, *, help_text: Any = A_LINE) -> TextInThree:
    return TextInThree(
        required=False, long=True, max_length=2000, label=label, help_text=help_text
    )


class LogicForm(EditForm):
    """The columns in the order in which one leads to the next; a reason and sources for each link."""

    need = TextInThree(
        long=True,
        max_length=600,
        label=_("Which need does it answer?"),
        help_text=_("What goes wrong today, and for whom."),
    )
    for_whom = TextInThree(long=True, max_length=300, label=_("For whom is it?"))
    activities = lines(_("What do learners and teachers do with it?"))
    minutes_a_week = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=600,
        label=_("Minutes a week in all"),
        error_messages=WHOLE_NUMBER,
    )
    outputs = lines(_("What comes of it at once?"), help_text=_("What one can count or see."))
    near = lines(_("Near outcomes"), help_text=_("What changes within weeks or months."))
    far = lines(_("Far outcomes"), help_text=_("What changes within years. May be left out."))
    assumptions = lines(
        _("Assumptions"), help_text=_("What must be so, and is not in the solution's hands.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for stage, question in LINKS.items():
            self.fields[f"reason_{stage}"] = TextInThree(
                required=False, long=True, max_length=600, label=question
            )
            self.fields[f"sources_{stage}"] = forms.CharField(
                required=False,
                max_length=3000,
                widget=forms.Textarea({"rows": 3}),
                label=_("Sources of this reason"),
                help_text=_("One a line: authors, title, year, and the address or the DOI."),
            )

    @property
    def links(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"reason_{stage}"], self[f"sources_{stage}"]) for stage in LINKS]

    def told(self) -> LogicTold:
        """What was written; call it once the form is valid."""
        given = self.cleaned_data
        return LogicTold(
            **{name: given[name] for name in _COLUMNS},
            reasons={stage: given[f"reason_{stage}"] for stage in LINKS},
            sources={stage: given[f"sources_{stage}"] for stage in LINKS},
        )


_COLUMNS = (
    *("need", "for_whom", "activities", "minutes_a_week", "outputs", "near", "far"),
    "assumptions",
)


def initial_of_logic(draft: LogicModel | None, before: LogicModel | None = None) -> dict[str, Any]:
    """The draft; where there is none, what was published before, to go on from."""
    model = draft or before
    if model is None:
        return {"seen": 0}
    told = {name: getattr(model, name) for name in _COLUMNS}
    for stage, link in model.links.items():
        told[f"reason_{stage}"] = Text.of(link["reason"])
        told[f"sources_{stage}"] = link["sources"]
    return told | {"seen": draft.edition if draft else 0}


class LogicReviewForm(EditForm):
    """A tick for each criterion that the model meets; grounds that everybody reads."""

    grounds = forms.CharField(
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        label=_("What did you read, and why do you answer so?"),
        help_text=_("Everybody reads this beside the model. Write no names of persons."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, words in CRITERIA.items():
            self.fields[code] = forms.BooleanField(required=False, label=str(words))
        self.order_fields(["seen", *CRITERIA, "grounds"])

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[code] for code in CRITERIA]

    @property
    def criteria(self) -> dict[str, bool]:
        return {code: self.cleaned_data[code] for code in CRITERIA}


def initial_of_logic_review(latest: LogicReview | None) -> dict[str, Any]:
    if latest is None:
        return {"seen": 0}
    return {code: latest.criteria.get(code, False) for code in CRITERIA} | {"seen": latest.version}
