"""The forms around a privacy dossier: its next version, a review, the nine questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Dossier, Screening
from eduhub.catalogue.services.dossiers import LONGEST_REASON, DossierFields
from eduhub.catalogue.states import (
    Criterion,
    DataKind,
    DataPlace,
    DataUse,
    HighRiskUse,
    LegalGround,
    Safeguard,
    Tick,
    Verdict,
    Whose,
)
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree

YES_NO = [("no", _("No")), ("yes", _("Yes"))]


def _several(choices: Any, label: Any, help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=choices.choices,
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class DossierForm(EditForm):
    """Type by type what is touched and for what; then where, how long, by whom, how safe."""

    whose = _several(Whose, _("Of whom are data touched?"))
    ground = forms.ChoiceField(
        choices=LegalGround.choices,
        widget=forms.RadioSelect,
        label=_("On which legal ground?"),
        help_text=_("Your proposal. The education provider, as the controller, decides."),
    )
    purpose = TextInThree(
        label=_("What for, in your own words"), max_length=600, required=False, long=True
    )
    place = forms.ChoiceField(
        choices=DataPlace.choices,
        widget=forms.RadioSelect,
        label=_("Where are data kept and handled?"),
        help_text=_("The farthest place, backups and subcontractors included."),
    )
    processors = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": "4", "cols": False}),
        label=_("Subcontractors"),
        help_text=_("One a line: name; country; what it does. None: leave it empty."),
    )
    keep_days = forms.IntegerField(
        min_value=0,
        max_value=3650,
        label=_("For how many days are data kept after the end of use?"),
        help_text=_("0: nothing is kept after use."),
    )
    uses_ai = forms.ChoiceField(
        choices=YES_NO, widget=forms.RadioSelect, label=_("Does it use artificial intelligence?")
    )
    high_risk_uses = _several(
        HighRiskUse,
        _("Uses of AI that the EU's AI Act calls high-risk in education"),
        _("Annex III, point 3. None: leave all of them empty."),
    )
    ai_words = TextInThree(
        label=_("What AI does in it, and what it does not"), max_length=500, required=False
    )
    safeguards = _several(Safeguard, _("How are data kept safe?"))
    safety_words = TextInThree(
        label=_("More on safety"), max_length=600, required=False, long=True
    )
    changed = forms.CharField(
        required=False,
        max_length=300,
        label=_("What is new in this version?"),
        help_text=_("Officials who have accepted the last one read this first."),
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        uses = {f"use_{kind}": _several(DataUse, kind.label) for kind in DataKind}
        self.fields = uses | self.fields

    @property
    def kinds(self) -> list[forms.BoundField]:
        return [self[f"use_{kind}"] for kind in DataKind]

    def clean_processors(self) -> list[dict[str, str]]:
        found = []
        for line in self.cleaned_data["processors"].splitlines():
            told = [part.strip() for part in line.split(";")]
            if not any(told):
                continue
            if len(told) != 3 or not all(told):
                raise forms.ValidationError(
                    _("Write each as: name; country; what it does. See the line “%(line)s”."),
                    params={"line": line.strip()[:60]},
                )
            found.append(dict(zip(("name", "country", "task"), told, strict=True)))
        return found

    def written(self) -> DossierFields:
        told = self.cleaned_data
        kept = {name: told[name] for name in DossierFields.__slots__ if name in told}
        data = {kind.value: told[f"use_{kind}"] for kind in DataKind if told[f"use_{kind}"]}
        return DossierFields(**kept | {"data": data, "uses_ai": told["uses_ai"] == "yes"})


def initial_of_dossier(dossier: Dossier | None) -> dict[str, Any]:
    """The version that stands, with no word on what is new; an empty form before the first."""
    if dossier is None:
        return {"seen": 0}
    told = {name: getattr(dossier, name) for name in DossierFields.__slots__}
    lines = (f"{one['name']}; {one['country']}; {one['task']}" for one in dossier.processors)
    told |= {f"use_{kind}": uses for kind, uses in dossier.data.items()}
    return told | {
        "processors": "\n".join(lines),
        "uses_ai": "yes" if dossier.uses_ai else "no",
        "changed": "",
        "seen": dossier.version,
    }


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        choices=Verdict.choices, widget=forms.RadioSelect, label=_("Your decision")
    )
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": "3", "cols": False}),
        label=_("Why?"),
        help_text=_("In a sentence. The company reads it, and other municipalities."),
    )


class ScreeningForm(forms.Form):
    """Nine questions, each with yes, no or unsure, and why."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for criterion in Criterion:
            self.fields[f"tick_{criterion}"] = forms.ChoiceField(
                choices=Tick.choices, widget=forms.RadioSelect, label=criterion.label
            )
            self.fields[f"reason_{criterion}"] = forms.CharField(
                max_length=LONGEST_REASON, label=_("Why?")
            )

    @property
    def questions(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"tick_{one}"], self[f"reason_{one}"]) for one in Criterion]

    def answers(self) -> dict[str, tuple[str, str]]:
        told = self.cleaned_data
        return {one: (told[f"tick_{one}"], told[f"reason_{one}"]) for one in Criterion}


def initial_of_screening(screening: Screening | None, dossier: Dossier) -> dict[str, Any]:
    """What was answered; before that, what the dossier says for certain."""
    if screening is not None:
        told = screening.answers.items()
        ticks = {f"tick_{code}": one["answer"] for code, one in told}
        return ticks | {f"reason_{code}": one["reason"] for code, one in told}
    known: dict[str, Any] = {}
    if Whose.PUPILS in dossier.whose:
        known[f"tick_{Criterion.VULNERABLE}"] = Tick.YES
    if dossier.high_risk_uses:
        known[f"tick_{Criterion.SCORING}"] = Tick.YES
    if {DataKind.HEALTH, DataKind.LOCATION} & set(dossier.data):
        known[f"tick_{Criterion.SENSITIVE}"] = Tick.YES
    return known
