"""What a reader of a trial says of it, for its ratings."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.engines.evidence.ratings import Observables, ReliabilityKind
from eduhub.evidence.models import LogicReview, Review, Trial
from eduhub.evidence.queries.criteria_words import QUESTIONS, SEVERITIES, THREATS
from eduhub.evidence.queries.logic import is_reasoned
from eduhub.evidence.services import Reading
from eduhub.evidence.states import Design
from eduhub.kit import formats

UNKNOWN = ("", _("not known"))
YES_NO = (UNKNOWN, ("yes", _("yes")), ("no", _("no")))
KINDS = (
    ("", _("not known")),
    (ReliabilityKind.ALPHA.value, _("Internal consistency (alpha)")),
    (ReliabilityKind.RETEST.value, _("Taken twice")),
    (ReliabilityKind.RATERS.value, _("Raters agree")),
)
ALIKE = (
    UNKNOWN,
    (Observables.ALL_RELEVANT.value, _("on all that matters")),
    (Observables.SOME.value, _("on some of what matters")),
    (Observables.NONE.value, _("on nothing that was measured")),
)
THREAT = "threat_"


class ReviewForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reliability_kind = forms.ChoiceField(
        required=False, choices=KINDS, label=_("How was the measure's reliability found?")
    )
    reliability = forms.FloatField(
        required=False,
        localize=True,
        label=_("Reliability of the measure"),
        help_text=_("Between 0 and 1, from its handbook or a study of it."),
    )
    grounds = forms.CharField(
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
        label=_("What did you read, and why do you answer so?"),
        help_text=_("Everybody reads this beside the ratings. Write no names of persons."),
    )

    def __init__(
        self,
        *args: Any,
        trial: Trial,
        latest: Review | None,
        outside: LogicReview | None = None,
        **kwargs: Any,
    ) -> None:
        """`outside` is what a reader has said of the solution's logic model."""
        kwargs["initial"] = _known(outside) | standing_of_review(latest)
        super().__init__(*args, **kwargs)
        design = Design(trial.plan.design) if trial.plan else None
        for name, words in QUESTIONS.items():
            self.fields[name] = forms.ChoiceField(required=False, choices=YES_NO, label=words)
        if outside is not None:
            self.fields["logic_model"].help_text = _said(outside)
        if design == Design.LOT_ELSEWHERE:
            words = _("Was the lot kept: nobody changed sides, and nobody drew again?")
            self.fields["lot_kept"] = forms.ChoiceField(
                required=False, choices=YES_NO, label=words
            )
        if design == Design.NO_LOT:
            self.fields["observables"] = forms.ChoiceField(
                required=False, choices=ALIKE, label=_("On what were the two sides made alike?")
            )
        for threat, words in THREATS.items():
            self.fields[THREAT + threat] = forms.ChoiceField(
                required=False, choices=(UNKNOWN, *SEVERITIES.items()), label=words
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        asked = (*QUESTIONS, "lot_kept", "observables")
        return [self[name] for name in asked if name in self.fields]

    @property
    def threats(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(THREAT)]

    def reading(self) -> Reading:
        """What was written; call it once the form is valid."""
        given = self.cleaned_data
        kept = given.get("lot_kept", "")
        return Reading(
            answers={name: given[name] == "yes" for name in QUESTIONS if given[name]},
            lot_kept=kept == "yes" if kept else None,
            observables=given.get("observables", ""),
            reliability_kind=given["reliability_kind"],
            reliability=given["reliability"],
            threats={
                name.removeprefix(THREAT): found
                for name, found in given.items()
                if name.startswith(THREAT) and found
            },
            grounds=given["grounds"],
        )


def _known(outside: LogicReview | None) -> dict[str, str]:
    """Where nobody has answered yet, what was found of the logic model is the answer to begin with."""
    if outside is None:
        return {}
    return {"logic_model": "yes" if is_reasoned(outside.criteria) else "no"}


def _said(outside: LogicReview) -> str:
    day = {"day": formats.day(outside.written_at)}
    if is_reasoned(outside.criteria):
        words = gettext("On %(day)s a reader found so of the logic model of this version.")
    else:
        words = gettext("On %(day)s a reader did not find so of the logic model of this version.")
    return words % day


def standing_of_review(latest: Review | None) -> dict[str, Any]:
    """The form's values as the latest review has them."""
    said = latest.said if latest else {}
    initial = {
        name: "yes" if said[name] else "no" for name in (*QUESTIONS, "lot_kept") if name in said
    }
    reliability = said.get("reliability") or {}
    return {
        **initial,
        "seen": latest.version if latest else 0,
        "observables": said.get("observables", ""),
        "reliability_kind": reliability.get("kind", ""),
        "reliability": reliability.get("value"),
        **{THREAT + name: found[0] for name, found in said.get("threats", {}).items()},
    }
