"""A change to a frozen plan: only the fields that may still change, and why."""

import copy
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.evidence.forms.numbers import ExactField
from eduhub.evidence.forms.trials import PlanForm, short
from eduhub.evidence.services import Terms
from eduhub.kit.fields import TextInThree

WAYS = {"higher": True, "lower": False}


class AmendForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    success = TextInThree(long=True, max_length=400, label=_("Success, in one sentence"))
    measure = TextInThree(max_length=200, label=_("What is measured?"))
    unit = TextInThree(
        max_length=40, label=_("In which unit?"), help_text=_("For example: points")
    )
    smallest_that_matters = ExactField(label=_("The smallest difference that matters"))
    higher_is_better = forms.ChoiceField(
        choices=[("higher", _("Higher is better")), ("lower", _("Lower is better"))],
        widget=forms.RadioSelect,
        label=_("Which way is success?"),
    )
    stop_rule = TextInThree(long=True, max_length=400, label=_("Stop rule"))
    baseline = copy.deepcopy(PlanForm.base_fields["baseline"])
    scale_low = copy.deepcopy(PlanForm.base_fields["scale_low"])
    scale_high = copy.deepcopy(PlanForm.base_fields["scale_high"])
    dose_minutes = copy.deepcopy(PlanForm.base_fields["dose_minutes"])
    comparison = copy.deepcopy(PlanForm.base_fields["comparison"])
    collected_by = copy.deepcopy(PlanForm.base_fields["collected_by"])
    paid_by = copy.deepcopy(PlanForm.base_fields["paid_by"])
    publish_on = copy.deepcopy(PlanForm.base_fields["publish_on"])
    reason = TextInThree(
        long=True,
        max_length=400,
        label=_("Why is the plan changed?"),
        help_text=_("Everybody reads it, beside what was changed. Write no names of persons."),
    )

    def __init__(self, *args: Any, standing: Terms, fixed: Iterable[str], **kwargs: Any) -> None:
        """A field that is fixed is left out, unless somebody filled it in while it was not."""
        super().__init__(*args, **kwargs)
        self.standing = standing
        sent = {name.rsplit("_", 1)[0] for name in self.data} | set(self.data)
        for name in fixed:
            if name not in sent:
                del self.fields[name]

    @property
    def terms(self) -> list[forms.BoundField]:
        """The fields of the plan itself, in its order."""
        return [self[name] for name in self.fields if name not in ("seen", "reason")]

    def whole(self) -> Terms:
        """All terms as they are to stand, those without a field as they do stand."""
        told = {field.name: getattr(self.standing, field.name) for field in fields(Terms)}
        told |= {name: value for name, value in self.cleaned_data.items() if name in told}
        way = told["higher_is_better"]
        return Terms(**told | {"higher_is_better": WAYS.get(way, way)})


def initial_of_terms(terms: Terms, number: int) -> dict[str, Any]:
    """As the form shows them; `number` is of the version that they are read from."""
    named = {field.name: getattr(terms, field.name) for field in fields(Terms)}
    decimals = ("scale_low", "scale_high", "smallest_that_matters")
    named |= {name: short(named[name]) for name in decimals}
    way = "higher" if terms.higher_is_better else "lower"
    return named | {"seen": number, "higher_is_better": way}
