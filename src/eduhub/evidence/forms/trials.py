"""A trial: its plan, its totals, its files."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from eduhub.evidence.forms.numbers import ExactField, NumberField
from eduhub.evidence.models import Measure, Plan, Trial
from eduhub.evidence.queries.logic import outcomes_to_choose
from eduhub.evidence.queries.measures import measures_to_choose
from eduhub.evidence.services import ClassTotals, Columns, Draft
from eduhub.evidence.services.sent_sums import MOST_LENGTH
from eduhub.evidence.services.use_columns import WHOLE
from eduhub.evidence.states import Arm, Design, Source
from eduhub.kit.fields import DayInput, TextInThree
from eduhub.kit.sheets import Sheet, read_sheet
from eduhub.people.models import Organisation
from eduhub.people.states import Kind

ARM = "arm_"  # and the group's id: the fields of classes that were chosen elsewhere


class PlanForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    tested_outcome = forms.ChoiceField(
        required=False,
        label=_("Which outcome of the logic model does it test?"),
        help_text=_("The outcomes are those of the solution's published logic model."),
    )
    library_measure = forms.ModelChoiceField(
        queryset=Measure.objects.none(),
        required=False,
        label=_("Measure from the library"),
        empty_label=_("None of these"),
        help_text=_("Its range is taken where you write none, and its reliability is told."),
    )
    baseline = TextInThree(
        required=False,
        max_length=200,
        label=_("What is measured before?"),
        help_text=_("The same test or a similar one, with its scale. It makes the answer surer."),
    )
    scale_low = ExactField(required=False, label=_("Lowest value of the measure"))
    scale_high = ExactField(
        required=False,
        label=_("Highest value of the measure"),
        help_text=_("With both, slips of the pen are found."),
    )
    comparison = TextInThree(
        long=True,
        max_length=400,
        label=_("What do the comparison classes do meanwhile?"),
        help_text=_("For example: fractions as usual, from the textbook"),
    )
    design = forms.ChoiceField(
        choices=Design.choices,
        widget=forms.RadioSelect,
        label=_("Who decides which classes try the solution?"),
        help_text=_("Without a lot the report says that it cannot show what caused a difference."),
    )
    within_schools = forms.BooleanField(
        required=False,
        label=_("Draw in each school apart"),
        help_text=_("So that each school has classes on both sides. Only for a lot drawn here."),
    )
    arms_told = TextInThree(
        required=False,
        long=True,
        max_length=400,
        label=_("Who drew or chose, when and how?"),
        help_text=_("Only where the lot is not drawn here. Write no names of persons."),
    )
    source = forms.ChoiceField(
        choices=Source.choices,
        widget=forms.RadioSelect,
        label=_("How do the results come to the hub?"),
    )
    collected_by = TextInThree(
        max_length=200,
        label=_("Who measures?"),
        help_text=_("For example: the classes' own teachers, the university"),
    )
    paid_by = TextInThree(max_length=200, label=_("Who pays for the pilot?"))
    publish_on = forms.DateField(
        widget=DayInput,
        label=_("Day of publication"),
        help_text=_("The result is made public by then, whatever it says."),
    )
    dose_minutes = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=600,
        label=_("Recommended use, minutes a week"),
        help_text=_("Then teachers tell how many pupils reached it, and the report shows it."),
        error_messages={
            "invalid": _("Write it as a whole number, such as 20"),
            "min_value": _("Write 1 or more"),
            "max_value": _("Write 600 or less"),
        },
    )
    researchers = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        label=_("University that runs the pilot with the hub"),
        empty_label=_("No research organisation"),
        help_text=_("Its researchers may write the plan, send the results and close the data."),
    )

    def __init__(self, *args: Any, trial: Trial, names_researchers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.trial = trial
        outcomes = outcomes_to_choose(trial.pilot.solution, trial.plan)
        tested = self.fields["tested_outcome"]
        assert isinstance(tested, forms.ChoiceField)
        tested.choices = [("", _("None is named")), *outcomes]
        if not outcomes:
            del self.fields["tested_outcome"]
        measures = self.fields["library_measure"]
        assert isinstance(measures, forms.ModelChoiceField)
        measures.queryset = measures_to_choose(trial.plan)
        if names_researchers:
            field = self.fields["researchers"]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Organisation.objects.approved().filter(kind=Kind.UNIVERSITY)
        else:
            del self.fields["researchers"]
        for group in trial.groups:
            self.fields[f"{ARM}{group.pk}"] = forms.ChoiceField(
                choices=[("", _("Not chosen")), *Arm.choices],
                required=False,
                label=f"{group.school}, {group.label}",
            )

    @property
    def arms(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(ARM)]

    @property
    def arms_open(self) -> bool:
        """Whether the part with the classes' sides has something to show."""
        return any(bound.value() or bound.errors for bound in self.arms)

    def draft(self) -> Draft:
        told = dict(self.cleaned_data)
        arms = {name.removeprefix(ARM): told[name] for name in told if name.startswith(ARM)}
        researchers, measure = told.get("researchers"), told["library_measure"]
        model, _colon, outcome = told.get("tested_outcome", "").partition(":")
        return Draft(
            arms_chosen={group: arm for group, arm in arms.items() if arm},
            researchers_id=researchers.pk if researchers else None,
            library_measure_id=measure.pk if measure else None,
            logic_model_id=int(model) if model else None,
            tested_outcome=outcome,
            **{name: told[name] for name in _OF_THE_DRAFT},
        )


_OF_THE_DRAFT = (
    *("baseline", "scale_low", "scale_high", "comparison", "design", "source", "within_schools"),
    *("arms_told", "collected_by", "paid_by", "publish_on"),
    "dose_minutes",
)


def initial_of_plan(plan: Plan | None) -> dict[str, Any]:
    if plan is None:
        return {
            "seen": 0,
            "design": Design.LOT_HERE,
            "source": Source.CLASSES,
            "within_schools": False,
        }
    named = {name: getattr(plan, name) for name in _OF_THE_DRAFT}
    named |= {name: short(named[name]) for name in ("scale_low", "scale_high")}
    arms = {f"{ARM}{group}": arm for group, arm in plan.arms_chosen.items()}
    chosen: dict[str, Any] = {"researchers": plan.researchers_id, "tested_outcome": ""}
    chosen["library_measure"] = plan.library_measure_id
    if plan.logic_model_id is not None:
        chosen["tested_outcome"] = f"{plan.logic_model_id}:{plan.tested_outcome}"
    return named | arms | chosen | {"seen": plan.version}


def short(value: Decimal | None) -> str:
    """40.0000 as one would type it."""
    if value is None:
        return ""
    words = f"{value:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


class SeenForm(forms.Form):
    """A button whose press is about the version that was read."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class FiguresForm(forms.Form):
    pupils = forms.IntegerField(
        min_value=1,
        max_value=60,
        label=_("How many pupils were measured?"),
        error_messages={
            "invalid": _("Write it as a whole number, such as 20"),
            "min_value": _("Write 1 or more"),
            "max_value": _("Write 60 or less"),
        },
    )
    mean = NumberField(label=_("Their mean"))
    sd = NumberField(
        label=_("Standard deviation"),
        help_text=_("In a spreadsheet: STDEV.S, in Finnish KESKIHAJONTA.S, in Swedish STDAV.S"),
    )
    baseline_mean = NumberField(required=False, label=_("Mean before the pilot"))
    baseline_sd = NumberField(required=False, label=_("Standard deviation before the pilot"))
    reached = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=60,
        help_text=_("In a comparison class usually 0. Leave it empty if you do not know."),
        error_messages={
            "invalid": _("Write it as a whole number, such as 20"),
            "min_value": _("Write 0 or more"),
            "max_value": _("Write 60 or less"),
        },
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not plan.has_baseline:
            del self.fields["baseline_mean"], self.fields["baseline_sd"]
        if plan.dose_minutes is None:
            del self.fields["reached"]
        else:
            label = ngettext(
                "How many of them used the solution for at least %(minutes)s minute a week?",
                "How many of them used the solution for at least %(minutes)s minutes a week?",
                plan.dose_minutes,
            )
            self.fields["reached"].label = label % {"minutes": plan.dose_minutes}

    def figures(self) -> ClassTotals:
        return ClassTotals(**self.cleaned_data)


def column_field(label: Any) -> forms.CharField:
    return forms.CharField(
        required=False,
        max_length=80,
        label=label,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class FileForm(forms.Form):
    """A file and what its columns are called; or, where the browser added it up, the sums."""

    moments = forms.CharField(
        required=False, widget=forms.HiddenInput({"autocomplete": "off"}), max_length=MOST_LENGTH
    )

    file = forms.FileField(
        label=_("CSV or Excel file, one row for each pupil"),
        help_text=_("No names, addresses, telephone numbers or personal identity codes."),
    )
    outcome = column_field(_("Column with the measure"))
    baseline = column_field(_("Column with the measure before"))
    minutes = column_field(_("Column with the minutes of use"))
    minutes_of = forms.ChoiceField(
        required=False,
        label=_("The minutes are"),
        choices=[("", _("Minutes a week")), (WHOLE, _("Minutes in the whole pilot"))],
    )
    days = column_field(_("Column with the days of use"))

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not plan.has_baseline:
            del self.fields["baseline"]
        if not plan.dose_minutes:
            del self.fields["minutes"], self.fields["minutes_of"], self.fields["days"]
        if self.is_bound and self.data.get("moments"):
            self.fields["file"].required = False

    def add_error(self, field: str | None, error: Any) -> None:
        """What is wrong in a row of the file stands beside the file."""
        super().add_error("file" if field is None else field, error)

    @property
    def sums(self) -> str:
        """What the browser worked out; "" where the file itself was sent."""
        return str(self.cleaned_data["moments"])

    @property
    def names_of_columns(self) -> list[str]:
        """The fields that name a column, or a value in one."""
        return [name for name in self.fields if name in Columns.__slots__]

    def sheet(self) -> Sheet:
        """The table in the file, which lives in memory only.

        Raises:
            Invalid, TooLarge: see kit.sheets.
        """
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        return read_sheet(upload.read(), upload.name or "")

    def columns(self) -> Columns:
        told = {name: self.cleaned_data.get(name, "") for name in Columns.__slots__}
        return Columns(**told)


class TrialFileForm(FileForm):
    cluster = column_field(_("Column with the class"))
    arm = column_field(_("Column that tells who tried the solution"))
    treated = column_field(_("Its value for “tried the solution”"))
