"""What the design wizard asks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eduhub.engines.evidence.design import DesignName, Situation
from eduhub.engines.evidence.thresholds.effects import (
    DEFAULT_ICC_ACHIEVEMENT,
    DEFAULT_ICC_BEHAVIOUR,
)
from eduhub.engines.evidence.thresholds.table import Threshold
from eduhub.evidence.forms.numbers import NumberField
from eduhub.evidence.models import Measure
from eduhub.evidence.queries.measures import measures_to_choose

SMALLEST_ASKED, LARGEST_ASKED, MOST_ALIKE = 0.01, 3.0, 0.9


class WizardForm(forms.Form):
    """What is at hand and what is asked; sent by GET, so that an answer has an address."""

    classes = forms.IntegerField(
        min_value=1, max_value=2000, initial=8, label=_("How many classes could take part?")
    )
    pupils = forms.IntegerField(
        min_value=2, max_value=200, initial=20, label=_("Pupils in a class, about")
    )
    effect = NumberField(
        initial="0.3",
        label=_("The smallest difference worth finding"),
        help_text=_("In standard deviations (SD) of the pupils' results, such as 0.3"),
    )
    outcome = forms.ChoiceField(
        choices=[("skill", _("Skill or knowledge")), ("attitude", _("Behaviour or attitude"))],
        initial="skill",
        widget=forms.RadioSelect,
        label=_("What is measured?"),
    )
    measure = forms.ModelChoiceField(
        queryset=Measure.objects.none(),
        required=False,
        label=_("Measure from the library"),
        empty_label=_("None of these"),
    )
    pretest = forms.BooleanField(
        required=False, initial=True, label=_("The pupils are measured before, too")
    )
    designs = forms.MultipleChoiceField(
        required=False,
        choices=[
            ("paired_classes", _("Like classes can be paired")),
            ("crossover", _("The classes can take turns")),
            ("within_classes", _("Half of a class can work with something else")),
        ],
        initial=["paired_classes", "crossover"],
        widget=forms.CheckboxSelectMultiple,
        label=_("What is possible in the schools?"),
    )
    icc = NumberField(
        required=False,
        label=_("Likeness within classes (ICC), if you know it"),
        help_text=_("From 0 to 0.9. Left empty, the usual value is taken."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measures = self.fields["measure"]
        assert isinstance(measures, forms.ModelChoiceField)
        measures.queryset = measures_to_choose(None)

    @property
    def chosen_measure(self) -> Measure | None:
        """What was chosen, if it stands in the library."""
        return self.cleaned_data.get("measure") if self.is_bound and self.is_valid() else None

    def clean_effect(self) -> float:
        effect = float(self.cleaned_data["effect"])
        if not SMALLEST_ASKED <= effect <= LARGEST_ASKED:
            raise ValidationError(_("Between 0.01 and 3"), code="range")
        return effect

    def clean_icc(self) -> float | None:
        icc = self.cleaned_data["icc"]
        if icc is not None and not 0 <= icc <= MOST_ALIKE:
            raise ValidationError(_("Between 0 and 0.9"), code="range")
        return None if icc is None else float(icc)

    def situation(self) -> Situation | None:
        """What was asked, or what stands in the form when it is first opened; None if refused."""
        told = self.cleaned_data if self.is_bound and self.is_valid() else None
        if self.is_bound and told is None:
            return None
        told = told or {name: field.initial for name, field in self.fields.items()}
        icc = told["icc"]
        return Situation(
            classes=told["classes"],
            pupils=told["pupils"],
            worthwhile=float(told["effect"]),
            icc=self.usual_icc.value if icc is None else icc,
            pretest=bool(told["pretest"]),
            possible=frozenset({DesignName.CLASSES, *map(DesignName, told["designs"])}),
        )

    @property
    def usual_icc(self) -> Threshold:
        outcome = self.data.get("outcome") if self.is_bound else self["outcome"].initial
        return DEFAULT_ICC_BEHAVIOUR if outcome == "attitude" else DEFAULT_ICC_ACHIEVEMENT

    def icc_source(self) -> Threshold | None:
        """Where the likeness comes from; None where it was given."""
        given = self.is_bound and self.data.get("icc", "").strip()
        return None if given else self.usual_icc
