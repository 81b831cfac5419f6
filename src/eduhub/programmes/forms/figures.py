"""Forms around key figures: defined, planned, asked at the desk; answered by companies."""

import uuid
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import DayInput, MomentInput, TextInThree
from eduhub.kit.formats import day, number
from eduhub.people.models import Organisation
from eduhub.programmes.models import (
    AskedFigure,
    FigureAnswer,
    FigurePlan,
    KeyFigure,
    Stay,
)
from eduhub.programmes.queries.figures import Known
from eduhub.programmes.services.figures import KeyFigureFields, Saying
from eduhub.programmes.services.stays import StayFields
from eduhub.programmes.states.figures import MOST_YEARS, Rhythm, Said, Span, Unit

CHOOSE = {"required": _("Choose one.")}
HELSINKI = _("Helsinki time. At that minute it is over.")
YES, NO = "1", "0"
WHY_NOT = [(one.value, one.label) for one in (Said.DONT_KNOW, Said.WONT_SAY)]
DECIMALS = {Unit.YEARS_OF_WORK: 1}


class KeyFigureForm(EditForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    name = TextInThree(label=_("Name"), max_length=100)
    help = TextInThree(required=False, label=_("What counts and what does not"), max_length=300)
    unit = forms.ChoiceField(choices=Unit, label=_("Unit"), error_messages=CHOOSE)
    span = forms.ChoiceField(choices=Span, label=_("Of when"), error_messages=CHOOSE)
    is_asked = forms.BooleanField(required=False, initial=True, label=_("Is asked from now on"))

    def fields_told(self) -> KeyFigureFields:
        return KeyFigureFields(
            **{name: self.cleaned_data[name] for name in KeyFigureFields.__slots__}
        )


def key_figure_initial(figure: KeyFigure | None) -> dict[str, Any]:
    if figure is None:
        return {"seen": 0, "is_asked": True}
    told = {name: getattr(figure, name) for name in KeyFigureFields.__slots__}
    return told | {"seen": figure.version}


class PlanForm(EditForm):
    rhythm = forms.ChoiceField(
        choices=Rhythm, widget=forms.RadioSelect, label=_("How often the hub asks by itself")
    )
    wait_days = forms.IntegerField(
        min_value=0,
        max_value=180,
        label=_("How many days after the period"),
        help_text=_(
            "Accounts take their time: 45 days after the new year is the middle of February."
        ),
    )
    answer_days = forms.IntegerField(
        min_value=7, max_value=120, label=_("How many days companies have to answer")
    )


def plan_initial(plan: FigurePlan) -> dict[str, Any]:
    names = ("rhythm", "wait_days", "answer_days")
    return {name: getattr(plan, name) for name in names} | {"seen": plan.version}


class RoundForm(forms.Form):
    first = forms.DateField(widget=DayInput, label=_("First day of the period"))
    last = forms.DateField(widget=DayInput, label=_("Last day of the period"))
    due_at = forms.DateTimeField(widget=MomentInput, label=_("Answer until"), help_text=HELSINKI)


class StayForm(EditForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    organisation = forms.TypedChoiceField(coerce=int, label=_("Company"), error_messages=CHOOSE)
    since = forms.DateField(widget=DayInput, label=_("Taken in on"))
    until = forms.DateField(widget=DayInput, label=_("Last day in the programme"))

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        rows = ((str(one.pk), str(one.name)) for one in organisations)
        field.choices = [("", gettext("Choose")), *rows]

    def fields_told(self) -> StayFields:
        told = self.cleaned_data
        return StayFields(told["organisation"], told["since"], told["until"])


def stay_initial(stay: Stay | None) -> dict[str, Any]:
    if stay is None:
        return {"seen": 0}
    return {
        "organisation": stay.organisation_id,
        "since": stay.since,
        "until": stay.until,
        "seen": stay.version,
    }


class LinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Whoever gets the letter answers for the company, without an account."),
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language of the letter"))


class YearsForm(forms.Form):
    years = forms.TypedChoiceField(
        coerce=int,
        widget=forms.RadioSelect,
        label=_("For how long after the programme may the hub ask you?"),
        help_text=_("What you told is deleted a year after that."),
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["years"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("0", gettext("Not at all")), *(
            (str(n), gettext("%(n)s years") % {"n": n} if n > 1 else gettext("One year"))
            for n in range(1, MOST_YEARS + 1)
        )]  # fmt: skip


# What a company answers


class FiguresForm(EditForm):
    """Each figure as a number, or why there is none; what is left empty is not answered."""

    def __init__(
        self,
        *args: Any,
        figures: Iterable[AskedFigure],
        known: Mapping[int, Known],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.figures = list(figures)
        for figure in self.figures:
            name = f"f{figure.pk}"
            self.fields[name] = _field_of(figure, known.get(figure.pk, Known()))
            if not figure.is_yes_no:
                self.fields[f"{name}_why"] = forms.ChoiceField(
                    required=False,
                    choices=[("", "–"), *WHY_NOT],
                    label=gettext("%(figure)s: if there is no number")
                    % {"figure": str(figure.name)},
                )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for figure in self.figures:
            name = f"f{figure.pk}"
            if told.get(name) is not None and told.get(f"{name}_why"):
                self.add_error(name, gettext("Give the number, or say why not, but not both."))
        return told

    @property
    def rows(self) -> list[tuple[AskedFigure, forms.BoundField, forms.BoundField | None]]:
        whys = {name: self[name] for name in self.fields if name.endswith("_why")}
        return [(one, self[f"f{one.pk}"], whys.get(f"f{one.pk}_why")) for one in self.figures]

    def said(self) -> dict[int, Saying]:
        """By the figure's key; what was left empty is left out."""
        told: dict[int, Saying] = {}
        for figure in self.figures:
            value = self.cleaned_data.get(f"f{figure.pk}")
            why = self.cleaned_data.get(f"f{figure.pk}_why", "")
            if figure.is_yes_no and value in Said.values:
                value, why = None, value
            if why:
                told[figure.pk] = Saying(why=why)
            elif value not in (None, ""):
                told[figure.pk] = Saying(value=Decimal(value))
        return told


def _field_of(figure: AskedFigure, known: Known) -> forms.Field:
    told: dict[str, Any] = {
        "required": False,
        "label": f"{figure.name} ({figure.get_unit_display()})",
        "help_text": " ".join([*_words(figure), *_hints(figure, known)]),
    }
    if figure.is_yes_no:
        choices = [(YES, gettext("Yes")), (NO, gettext("No")), *WHY_NOT]
        told["label"] = str(figure.name)
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
    return forms.DecimalField(
        min_value=0, max_value=10**11, decimal_places=DECIMALS.get(Unit(figure.unit), 0), **told
    )


def _words(figure: AskedFigure) -> list[str]:
    last, first = day(figure.round.last), day(figure.round.first)
    if figure.span == Span.AT_END:
        when = gettext("On %(day)s.") % {"day": last}
    else:
        when = gettext("From %(first)s to %(last)s.") % {"first": first, "last": last}
    return [when, str(figure.help)] if figure.help.spoken else [when]


def _hints(figure: AskedFigure, known: Known) -> list[str]:
    """What the hub knows, with where from and of when."""
    found = []
    if known.before is not None and not figure.is_yes_no:
        told = {
            "value": number(known.before.value),
            "first": day(known.before.figure.round.first),
            "last": day(known.before.figure.round.last),
        }
        found.append(gettext("You told %(value)s for %(first)s–%(last)s.") % told)
    if known.events is not None:
        told = {"value": number(known.events)}
        found.append(gettext("Your record has %(value)s euros in this period.") % told)
    if known.people:
        found.append(
            gettext("Your page in the directory says: %(band)s.") % {"band": known.people}
        )
    return found


def figures_initial(
    figures: Iterable[AskedFigure],
    known: Mapping[int, Known],
    standing: Mapping[int, FigureAnswer],
    version: int,
) -> dict[str, Any]:
    """What was answered in this round, or else what is known already."""
    told: dict[str, Any] = {"seen": version}
    for figure in figures:
        name, answer = f"f{figure.pk}", standing.get(figure.pk)
        if answer is not None and answer.said != Said.KNOWN:
            told[name if figure.is_yes_no else f"{name}_why"] = answer.said
            continue
        value = answer.value if answer else known.get(figure.pk, Known()).value
        if value is not None:
            told[name] = _plain(figure, value)
    return told


def _plain(figure: AskedFigure, value: Decimal) -> object:
    if figure.is_yes_no:
        return YES if value else NO
    return round(value, 1) if figure.unit in DECIMALS else int(value)
