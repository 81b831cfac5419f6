"""What the gallery shows: invented things, plainly so, one for each state of a part."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.kit.fields import TextInThree
from eduhub.kit.lang import Text
from eduhub.kit.plots import Scale

MOMENT = dt.datetime(2026, 10, 8, 10, 0, tzinfo=dt.UTC)  # 13.00 in Helsinki
BALANCE = Scale(-0.3, 0.3, (-0.3, -0.15, 0.0, 0.15, 0.3), band=0.05)
TONES = ("info", "ok", "warning", "danger", "unsure", "plain")
COLOURS: tuple[tuple[str, str | Promise], ...] = (
    ("brand", _("Lake")),
    ("deep", _("Deep lake")),
    ("accent", _("Cloudberry")),
    ("ink", _("Ink")),
    ("ink-soft", _("Soft ink")),
    ("edge", _("Edge")),
    ("line", _("Line")),
    ("ground", _("Ground")),
    ("field-a", _("Field, ice")),
    ("field-b", _("Field, cloudberry")),
    ("field-c", _("Field, lupin")),
    ("field-d", _("Field, heather")),
    ("ok", _("Shown, done")),
    ("info", _("Running")),
    ("warn", _("Look here")),
    ("bad", _("Stop, worse")),
    ("unsure", _("Cannot tell")),
    ("plain", _("Draft, none")),
)


class SpecimenForm(forms.Form):
    """One field of each kind; the gallery binds it once, with two mistakes."""

    name = forms.CharField(
        label=_("Name of the solution"), help_text=_("As pupils and teachers know it.")
    )
    business_id = forms.CharField(
        label=_("Business ID"), help_text=_("Seven digits, a hyphen and a check digit.")
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        choices=[
            ("idea", _("Idea seen by a teacher")),
            ("tried", _("Tried in a class")),
            ("ready", _("Ready to buy")),
        ],
    )
    price = forms.DecimalField(label=_("Price a pupil a year"), required=False)
    first_day = forms.DateField(label=_("First day"))
    locked = forms.CharField(label=_("Locked by the plan"), disabled=True, required=False)
    wish = forms.CharField(label=_("What should be better?"), widget=forms.Textarea)
    works_in = forms.MultipleChoiceField(
        label=_("Works in"),
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))],
        widget=forms.CheckboxSelectMultiple,
    )
    personal_data = forms.ChoiceField(
        label=_("Does it touch personal data?"),
        choices=[("no", _("No. Lane A is possible")), ("yes", _("Yes. You are asked which"))],
        widget=forms.RadioSelect,
    )
    summary = TextInThree(
        label=_("In one sentence"), help_text=_("One language is enough to begin with.")
    )
    agreement = forms.FileField(
        label=_("Upload the agreement"), help_text=_("PDF, at most 10 MB."), required=False
    )
    may_see = forms.BooleanField(
        label=_("The company may see my name and school"),
        help_text=_("Without this you still get the demo."),
        required=False,
    )

    def clean_business_id(self) -> str:
        told: str = self.cleaned_data["business_id"]
        if "-" not in told:
            raise forms.ValidationError(
                _("Enter the business ID with a hyphen, like %(example)s"),
                params={"example": "0000041-4"},
            )
        return told

    def clean_first_day(self) -> dt.date:
        told: dt.date = self.cleaned_data["first_day"]
        if told <= MOMENT.date():
            raise forms.ValidationError(_("Choose a later day; this one has gone"))
        return told


def filled_form() -> SpecimenForm:
    return SpecimenForm(
        {
            "name": "Murtokisa",
            "business_id": "00000414",
            "stage": "tried",
            "price": "4.90",
            "first_day": "2026-10-01",
            "wish": "…",
            "works_in": ["fi", "sv"],
            "personal_data": "no",
            "summary_fi": "Murtolukupelejä koko luokalle.",
        },
        initial={"locked": "0,20"},
    )


@dataclass(frozen=True)
class Shown:
    """A published result, as the plots and the forest take it."""

    label: str | Promise
    estimate: float
    low: float
    high: float
    note: str = ""


RESULTS = (
    Shown(_("Shown"), 0.24, 0.03, 0.45),
    Shown(_("Cannot tell"), 0.05, -0.17, 0.27),
    Shown(_("Worse"), -0.15, -0.28, -0.02),
)
POOLED = Shown(_("Together"), 0.18, 0.04, 0.32)
MIDDLES = (
    *(-0.02, -0.04, 0.03, 0.05, -0.19, 0.02, 0.05, 0.14, 0.06, 0.17, 0.22, 0.11),
    *(0.2, 0.09, 0.12, -0.15, 0.16, 0.28, 0.15, 0.26, 0.24, 0.21, 0.36, 0.33, 0.41, 0.47),
)
HALVES = (0.09, 0.14, 0.11, 0.2, 0.13, 0.08, 0.17)
WOOD = tuple(
    Shown(f"P-{n + 1:02}", middle, middle - HALVES[n % 7], middle + HALVES[n % 7])
    for n, middle in enumerate(MIDDLES)
)


@dataclass(frozen=True)
class Step:
    label: str | Promise
    state: str = "coming"
    note: str | Promise = ""


STEPS = (
    Step(_("Matched"), "done", _("3 of 3")),
    Step(_("Accepted"), "done", _("2 of 2")),
    Step(_("Cleared"), "now", _("Privacy, 1 of 3")),
    Step(_("Agreed")),
    Step(_("Running")),
    Step(_("Understood")),
    Step(_("Shared")),
)


@dataclass(frozen=True)
class Tab:
    label: str | Promise
    url: str
    current: bool = False


TABS = (
    Tab(_("Overview"), "#facets", True),
    Tab(_("Papers"), "#table"),
    Tab(_("Plan"), "#stepper"),
)


@dataclass(frozen=True)
class Leaf:
    """A page of a list, as kit.paging gives it."""

    number: int = 2
    count: int = 1234
    has_next: bool = True
    has_previous: bool = True
    next_url: str = "?page=3"
    previous_url: str = "?page=1"


def everything() -> dict[str, Any]:
    """What the gallery's templates are given."""
    return {
        "form": filled_form(),
        "tones": TONES,
        "results": RESULTS,
        "pooled": POOLED,
        "wood": WOOD,
        "balance": BALANCE,
        "steps": STEPS,
        "tabs": TABS,
        "leaf": Leaf(),
        "colours": COLOURS,
        "moment": MOMENT,
        "in_swedish": Text(sv="Skolgården som klassrum"),
        "in_all": Text(fi="Koulunpiha luokkana", sv="Skolgården som klassrum", en="Yard class"),
        "numbers": (2386, 0.24, -0.15, 1234.5),
    }
