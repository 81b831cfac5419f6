from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.fields import TextInThree
from eduhub.pilots.models import SuccessStatement
from eduhub.pilots.services import Definition
from eduhub.pilots.states import GRADES, grade_words

WHOLE = _("Write it as a whole number, such as 40")


class JoinForm(forms.Form):
    label = forms.CharField(
        max_length=20,
        label=_("What is the group called?"),
        help_text=_("As your school calls it, such as 5B. Only your school and the hub see it."),
        widget=forms.TextInput({"class": "input--s", "autocomplete": "off"}),
    )
    grade = forms.TypedChoiceField(coerce=int, label=_("Grade level"))
    pupils = forms.IntegerField(
        min_value=1,
        max_value=60,
        label=_("How many pupils?"),
        help_text=_("A head count, no names"),
        error_messages={
            "invalid": WHOLE,
            "min_value": _("Write 1 or more"),
            "max_value": _("Write 60 or less"),
        },
    )
    knows = forms.BooleanField(
        required=False, label=_("I know. Bring the group all the same, if the principal agrees.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grade = self.fields["grade"]
        assert isinstance(grade, forms.TypedChoiceField)
        grade.choices = [("", _("Choose")), *((g, grade_words(g)) for g in GRADES)]

    @property
    def knows_it(self) -> bool:
        """Whether the teacher has read that the group was studied recently."""
        return bool(self.cleaned_data["knows"])

    def group(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("label", "grade", "pupils")}


def reason_field(label: str | Any, **rest: Any) -> forms.CharField:
    return forms.CharField(max_length=300, widget=forms.Textarea({"rows": 3}), label=label, **rest)


class ReasonForm(forms.Form):
    reason = reason_field(
        _("Why?"), help_text=_("One sentence. Write no names: those who took part read it.")
    )


class DecideForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[("yes", _("Yes, the group takes part")), ("no", _("No, it does not"))],
        widget=forms.RadioSelect,
        label=_("Your decision"),
    )
    reason = reason_field(
        _("Why not?"), required=False, help_text=_("Only for a no. The teacher reads it.")
    )


class StatementForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    success = TextInThree(
        long=True,
        max_length=400,
        label=_("Success, in one sentence"),
        help_text=_("For example: Pupils solve more tasks with fractions after eight weeks."),
    )
    measure = TextInThree(
        max_length=200,
        label=_("What is measured?"),
        help_text=_("The test or count, and its scale: Fractions test, 0 to 40 points"),
    )
    unit = TextInThree(
        max_length=40, label=_("In which unit?"), help_text=_("For example: points")
    )
    smallest_that_matters = forms.DecimalField(
        max_digits=12,
        decimal_places=4,
        localize=True,
        label=_("The smallest difference that matters"),
        help_text=_("In that unit. Less than this would not be worth the teacher's time."),
        widget=forms.TextInput({"class": "input--s", "inputmode": "decimal"}),
        error_messages={"invalid": _("Write a number, such as 2 or 0.5")},
    )
    direction = forms.ChoiceField(
        choices=[("higher", _("Higher is better")), ("lower", _("Lower is better"))],
        widget=forms.RadioSelect,
        label=_("Which way is success?"),
    )
    stop_rule = TextInThree(
        long=True,
        max_length=400,
        label=_("Stop rule"),
        help_text=_("What ends the pilot early, such as: two weeks without use"),
    )

    def definition(self) -> Definition:
        told = dict(self.cleaned_data)
        told["higher_is_better"] = told.pop("direction") == "higher"
        return Definition(**{name: told[name] for name in Definition.__slots__})


def initial_of_statement(statement: SuccessStatement | None) -> dict[str, Any]:
    if statement is None:
        return {"seen": 0, "direction": "higher"}
    named = {name: getattr(statement, name) for name in Definition.__slots__}
    higher = named.pop("higher_is_better")
    named["smallest_that_matters"] = statement.smallest_that_matters.normalize()
    return named | {"seen": statement.version, "direction": "higher" if higher else "lower"}


class AgreeForm(forms.Form):
    version = forms.IntegerField(min_value=1)
