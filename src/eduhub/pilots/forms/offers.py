"""A company's test offer: its facts, asked in four steps."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries.topics import Topics
from eduhub.catalogue.states import TopicKind
from eduhub.kit.fields import DayInput, TextInThree
from eduhub.pilots.forms.pilots import WHOLE
from eduhub.pilots.forms.topics import ADULTS, codes_field
from eduhub.pilots.models import Pilot
from eduhub.pilots.services import Terms
from eduhub.pilots.states.offers import DataKind, OfferStage

YES_OR_NO = [("no", _("No")), ("yes", _("Yes"))]
STEPS = (  # the fields of each step; the last one shows what was said
    ("solution", "purpose", "stage", "uses"),
    ("wanted", "ages", "languages", "devices", "least_groups", "places"),
    ("minutes_a_week", "weeks_needed", "starts", "ends"),
    tuple(f"data_{kind}" for kind in DataKind),
    ("key", "call"),
)
LAST_STEP = len(STEPS)


class TermsForm(forms.Form):
    purpose = TextInThree(
        long=True,
        max_length=600,
        label=_("What shall the pilot find out?"),
        help_text=_("One question, such as: Do short daily games help with fractions?"),
    )
    wanted = TextInThree(
        required=False,
        max_length=200,
        label=_("Which groups do you look for?"),
        help_text=_("For example: grades 4 to 6, a tablet for every second pupil"),
    )
    minutes_a_week = forms.IntegerField(
        min_value=5,
        max_value=600,
        label=_("The teacher's time, minutes a week"),
        help_text=_("Everything counts: preparing, the lesson, writing down"),
        error_messages={
            "invalid": WHOLE,
            "min_value": _("Write 5 minutes or more"),
            "max_value": _("Write 600 minutes or less"),
        },
    )
    starts = forms.DateField(widget=DayInput, label=_("First day"))
    ends = forms.DateField(
        widget=DayInput, label=_("Last day"), help_text=_("One school year after it at most")
    )
    places = forms.IntegerField(
        min_value=1,
        max_value=200,
        label=_("How many groups at most?"),
        help_text=_(
            "Few groups show only large differences. Twelve or more are worth the effort."
        ),
        error_messages={
            "invalid": WHOLE,
            "min_value": _("Write 1 or more"),
            "max_value": _("Write 200 or less"),
        },
    )

    stage = forms.ChoiceField(
        choices=[("", _("Choose")), *OfferStage.choices], label=_("How finished is it?")
    )
    least_groups = forms.IntegerField(
        min_value=1,
        max_value=200,
        label=_("How many groups at least?"),
        help_text=_("With fewer it does not begin."),
        error_messages={
            "invalid": WHOLE,
            "min_value": _("Write 1 or more"),
            "max_value": _("Write 200 or less"),
        },
    )
    weeks_needed = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=60,
        label=_("How many weeks does one group use it?"),
        help_text=_("Empty: every week between the first and the last day."),
        error_messages={
            "invalid": WHOLE,
            "min_value": _("Write 1 or more"),
            "max_value": _("Write 60 or less"),
        },
    )

    def __init__(self, *args: Any, topics: Topics, **rest: Any) -> None:
        super().__init__(*args, **rest)
        adults = {ADULTS}
        self.fields["uses"] = codes_field(topics, TopicKind.SUBJECT, label=_("In which subjects?"))
        self.fields["ages"] = codes_field(
            topics, TopicKind.AGE, label=_("Which ages?"), leave_out=adults
        )
        self.fields["languages"] = codes_field(
            topics, TopicKind.LANGUAGE, label=_("In which languages does it work?")
        )
        self.fields["devices"] = codes_field(
            topics, TopicKind.DEVICE, label=_("A group needs one of these devices")
        )
        for kind in DataKind:
            self.fields[f"data_{kind}"] = forms.ChoiceField(
                choices=YES_OR_NO,
                widget=forms.RadioSelect,
                label=kind.label,
                error_messages={"required": _("Answer yes or no")},
            )

    @property
    def data_fields(self) -> list[forms.BoundField]:
        """The questions on data, one for each type."""
        return [self[f"data_{kind}"] for kind in DataKind]

    def touched(self) -> list[str]:
        """The types of data that were answered with yes so far."""
        return [kind.value for kind in DataKind if self[f"data_{kind}"].value() == "yes"]

    def terms(self) -> Terms:
        told = self.cleaned_data | {"data_touched": self.touched()}
        return Terms(**{name: told[name] for name in Terms.__slots__})


class OfferForm(TermsForm):
    """A new offer, asked in steps; its key makes the same form, sent twice, one pilot."""

    solution: "forms.ModelChoiceField[Solution]" = forms.ModelChoiceField(
        queryset=Solution.objects.none(),
        label=_("Which solution?"),
        empty_label=_("Choose a solution"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    call = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("solution",)

    def __init__(self, *args: Any, solutions: QuerySet[Solution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["solution"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = solutions

    def step_to_mend(self) -> int:
        """The first step with an error; 0 when there is none."""
        wrong = {name for name in self.errors if name in self.fields}
        steps = (n for n, names in enumerate(STEPS, 1) if wrong & set(names))
        return next(steps, LAST_STEP if self.errors else 0)

    def has_errors_until(self, step: int) -> bool:
        return 0 < self.step_to_mend() <= step

    def forgive_after(self, step: int) -> None:
        """What is not asked yet is no mistake."""
        later = {name for names in STEPS[step:] for name in names}
        for name in later & set(self.errors):
            del self.errors[name]


class EditForm(TermsForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)


def initial_of(pilot: Pilot) -> dict[str, Any]:
    named = {name: getattr(pilot, name) for name in Terms.__slots__} | {"seen": pilot.version}
    touched = named.pop("data_touched")
    if touched is None:
        return named
    answers = {f"data_{kind}": "yes" if kind in touched else "no" for kind in DataKind}
    return named | answers
