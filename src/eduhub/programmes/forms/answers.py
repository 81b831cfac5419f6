"""The form that a call's own questions make. A draft may be half empty; finalising says what lacks."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import ThreeInputs
from eduhub.programmes.models import LONGEST_LINE, LONGEST_TEXT, Question
from eduhub.programmes.queries import Written
from eduhub.programmes.rules.answers import MOST_EUROS, MOST_LINES
from eduhub.programmes.states import QuestionKind

LINES = range(MOST_LINES)
FIRST_LINES = 5  # drawn at once; more when these are filled


class BudgetInputs(ThreeInputs):
    """Rows of what and how many euros, named for whoever cannot see the table."""

    template_name = "programmes/parts/budget.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        inputs: list[forms.Widget] = []
        for _line in LINES:
            inputs += [
                forms.TextInput({"class": "input", "maxlength": "120"}),
                forms.NumberInput({"class": "input input--s", "min": "0"}),
            ]
        forms.MultiWidget.__init__(self, inputs, attrs)

    def decompress(self, value: Any) -> list[Any]:
        flat = [part for line in value or [] for part in line]
        return flat + [None] * (2 * MOST_LINES - len(flat))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        kept = value if value and isinstance(value[0], (list, tuple)) else None
        flat = self.decompress(kept) if kept else value  # Django takes any list for a flat one
        context = forms.MultiWidget.get_context(self, name, flat, attrs)
        parts = context["widget"]["subwidgets"]
        rows = list(zip(parts[::2], parts[1::2], strict=True))
        filled = [n for n, (what, euros) in enumerate(rows) if what["value"] or euros["value"]]
        shown = max(FIRST_LINES, max(filled, default=-1) + 3)
        context["rows"] = rows[:shown]
        return context


class BudgetField(forms.MultiValueField):
    """A list of [what, euros]; an empty line is none."""

    widget = BudgetInputs

    def __init__(self, **rest: Any) -> None:
        fields: list[forms.Field] = []
        for _line in LINES:
            fields += [
                forms.CharField(required=False, max_length=120),
                forms.IntegerField(required=False, min_value=0, max_value=MOST_EUROS),
            ]
        super().__init__(fields, require_all_fields=False, **rest)

    def compress(self, data_list: list[Any]) -> list[list[Any]]:
        lines = []
        for what, euros in zip(data_list[::2], data_list[1::2], strict=True):
            if not what and euros is None:
                continue
            if not what or euros is None:
                raise ValidationError(gettext("Write in each line what it is and how many euros."))
            lines.append([what, euros])
        return lines


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(code, str(words)) for code, words in question.options]


def field_of(question: Question, solutions: Mapping[str, str]) -> forms.Field:
    """How a question is asked; none is required here, so that a draft can be kept."""
    told: dict[str, Any] = {
        "required": False,
        "label": str(question.words),
        "help_text": str(question.help),
    }
    match question.kind:
        case QuestionKind.TEXT:
            return forms.CharField(max_length=2 * LONGEST_LINE, **told)
        case QuestionKind.LONG_TEXT:
            box = forms.Textarea(attrs={"rows": "6", "cols": False})
            return forms.CharField(max_length=2 * LONGEST_TEXT, widget=box, **told)
        case QuestionKind.NUMBER:
            return forms.IntegerField(min_value=-(10**12), max_value=10**12, **told)
        case QuestionKind.SEVERAL:
            several = forms.CheckboxSelectMultiple()
            return forms.MultipleChoiceField(choices=_choices(question), widget=several, **told)
        case QuestionKind.FILE:
            return forms.FileField(widget=forms.FileInput({"accept": "application/pdf"}), **told)
        case QuestionKind.BUDGET:
            return BudgetField(**told)
        case QuestionKind.SOLUTION:
            choices = [("", gettext("Choose")), *solutions.items()]
            return forms.ChoiceField(choices=choices, **told)
        case _:
            choices = _choices(question)
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)


class AnswersForm(EditForm):
    """The questions of one step, as far as they are asked and not known already."""

    def __init__(self, *args: Any, found: Written, place: int, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.questions = found.to_ask(place)
        for question in self.questions:
            self.fields[f"q{question.pk}"] = field_of(question, found.solutions)
            answer = found.answers.get(question.pk)
            if question.kind == QuestionKind.FILE and answer is not None and answer.file:
                self.fields[f"drop{question.pk}"] = forms.BooleanField(
                    required=False,
                    label=gettext("Take away the file %(name)s") % {"name": answer.file.name},
                )

    @property
    def rows(self) -> list[tuple[Question, forms.BoundField, forms.BoundField | None]]:
        """Each question with its control, and for a file that is there the way to be rid of it."""
        drops = {name: self[name] for name in self.fields if name.startswith("drop")}
        return [(one, self[f"q{one.pk}"], drops.get(f"drop{one.pk}")) for one in self.questions]

    def said(self) -> dict[int, Any]:
        """Values by question; a file that is neither sent nor dropped is left out."""
        told: dict[int, Any] = {}
        for question in self.questions:
            value = self.cleaned_data.get(f"q{question.pk}")
            if question.kind == QuestionKind.FILE and value is None:
                if self.cleaned_data.get(f"drop{question.pk}"):
                    told[question.pk] = None
                continue
            told[question.pk] = value
        return told


def answers_initial(found: Written, version: int) -> dict[str, Any]:
    """What stands in the form of an application that is there."""
    values = {f"q{key}": one.value for key, one in found.answers.items() if one.file_id is None}
    return values | {"seen": version}


class EligibilityForm(forms.Form):
    """Who may apply, asked before anything else."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, questions: Iterable[Question], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.questions = [one for one in questions if one.is_eligibility]
        for question in self.questions:
            field = field_of(question, {})
            field.required = True
            field.error_messages["required"] = str(_("Answer this question."))
            self.fields[f"q{question.pk}"] = field

    @property
    def rows(self) -> list[forms.BoundField]:
        return [self[f"q{one.pk}"] for one in self.questions]

    def said(self) -> dict[int, Any]:
        return {one.pk: self.cleaned_data[f"q{one.pk}"] for one in self.questions}
