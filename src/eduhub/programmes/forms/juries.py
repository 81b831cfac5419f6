"""Forms of the hub's people: who judges, what is scored, how it is decided."""

import re
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import MomentInput, TextInThree
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.people.queries import told_apart
from eduhub.programmes.models import (
    HIGHEST,
    LONGEST_COMMENT,
    LOWEST,
    MOST_WEIGHT,
    Application,
    Criterion,
    Juror,
    Question,
    Round,
    Verdict,
)
from eduhub.programmes.services.rounds import Facts
from eduhub.programmes.states import Outcome

CHOOSE = {"required": _("Choose one.")}
SCALE = range(LOWEST, HIGHEST + 1)


def long_words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows), "cols": False})


class JurorForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of the juror"), help_text=_("They need an account here.")
    )
    most = forms.IntegerField(
        min_value=1, max_value=200, initial=10, label=_("At most how many applications a round?")
    )


class OrganisationChoice(forms.Form):
    organisation = forms.ChoiceField(label=_("Organisation"), error_messages=CHOOSE)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        named = [(str(one.pk), str(one.name)) for one in organisations]
        field.choices = [("", _("Choose")), *named]


class ApartForm(OrganisationChoice):
    """The hub sets a juror apart from an organisation."""

    grounds = forms.CharField(max_length=300, label=_("Grounds"))


class DeclareForm(OrganisationChoice):
    """A juror stands apart from an organisation."""


class RoundForm(EditForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = TextInThree(label=_("Name of the round"), max_length=80)
    is_blind = forms.BooleanField(
        required=False,
        label=_("Blind: jurors do not learn whose application it is"),
        help_text=_(
            "The applicant has a code. Names, addresses, files and solutions are left out."
        ),
    )
    opens_at = forms.DateTimeField(widget=MomentInput, label=_("Opens"))
    closes_at = forms.DateTimeField(widget=MomentInput, label=_("Closes"))
    sheets = forms.IntegerField(
        min_value=1, max_value=20, initial=3, label=_("How many jurors judge each application?")
    )
    places = forms.IntegerField(min_value=1, label=_("How many go through?"))
    other_places = forms.CharField(
        required=False,
        label=_("Other numbers to compare"),
        help_text=_("Such as 4, 6. The ranking says what each would change."),
    )
    applications = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label=_("Applications that are judged"),
        error_messages={"required": _("Choose the applications that are judged.")},
    )
    hidden = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Answers that a blind round leaves out"),
        help_text=_("Those in which applicants say who they are. Files are left out in any case."),
    )

    def __init__(
        self,
        *args: Any,
        applications: Sequence[Application],
        questions: Sequence[Question],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        asked: Any = self.fields
        asked["applications"].choices = [
            (str(one.pk), str(one.organisation.name)) for one in applications
        ]
        if not applications:
            asked["applications"].help_text = _("No application is handed in yet.")
        asked["hidden"].choices = [(str(one.pk), str(one.words)) for one in questions]
        if not questions:
            del self.fields["hidden"]

    def clean_other_places(self) -> list[int]:
        told = [one for one in re.split(r"[\s,;]+", self.cleaned_data["other_places"]) if one]
        if len(told) > 6 or not all(one.isascii() and one.isdigit() for one in told):
            raise ValidationError(gettext("Write whole numbers with commas between, six at most."))
        return [int(one) for one in told if len(one) < 5]

    def facts(self) -> Facts:
        told = self.cleaned_data
        named = ("name", "is_blind", "opens_at", "closes_at", "sheets", "places", "other_places")
        hidden = [int(pk) for pk in told.get("hidden", [])]
        return Facts(**{name: told[name] for name in named}, hidden=hidden)

    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["applications"]]


def facts_of(one: Round) -> dict[str, Any]:
    """What stands in the form of a round that is there."""
    named = ("key", "name", "is_blind", "opens_at", "closes_at", "sheets", "places")
    return {
        **{name: getattr(one, name) for name in named},
        "seen": one.version,
        "other_places": ", ".join(str(n) for n in one.other_places),
        "applications": [str(e.application_id) for e in one.entries.all()],
        "hidden": [str(pk) for pk in one.hidden],
    }


class CriterionForm(forms.Form):
    name = TextInThree(label=_("What is scored"), max_length=120)
    weight = forms.IntegerField(
        min_value=1, max_value=MOST_WEIGHT, initial=1, label=_("Weight"),
        help_text=_("2 counts twice as much as 1."),
    )  # fmt: skip
    anchor_1 = TextInThree(label=_("1 means"), max_length=200)
    anchor_2 = TextInThree(label=_("2 means"), max_length=200)
    anchor_3 = TextInThree(label=_("3 means"), max_length=200)
    anchor_4 = TextInThree(label=_("4 means"), max_length=200)
    anchor_5 = TextInThree(label=_("5 means"), max_length=200)

    def anchors(self) -> dict[int, Text]:
        return {score: self.cleaned_data[f"anchor_{score}"] for score in SCALE}


def criterion_initial(criterion: Criterion) -> dict[str, Any]:
    anchors = {f"anchor_{one.score}": one.words for one in criterion.anchors.all()}
    return {"name": criterion.name, "weight": criterion.weight} | anchors


def named_jurors(jurors: Sequence[Juror]) -> list[tuple[str, str]]:
    """Choices for the hub's people, no two of which read the same."""
    people = [one.person for one in jurors if one.person is not None]
    words = told_apart(people, by_address=True)
    return [(str(one.pk), words[one.person_id]) for one in jurors if one.person_id in words]


class PairForm(forms.Form):
    juror = forms.ChoiceField(label=_("Juror"), error_messages=CHOOSE)

    def __init__(self, *args: Any, jurors: Sequence[Juror], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["juror"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *named_jurors(jurors)]


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        choices=Outcome, widget=forms.RadioSelect, label=_("Decision"), error_messages=CHOOSE
    )
    place = forms.IntegerField(
        required=False, min_value=1, max_value=1000, label=_("Place on the waiting list")
    )

    def __init__(self, *args: Any, may_wait: bool = True, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not may_wait:  # a lent call has no waiting list
            del self.fields["place"]
            asked: Any = self.fields["outcome"]
            asked.choices = [one for one in Outcome.choices if one[0] != Outcome.WAITING]


class VerdictForm(OutcomeForm, EditForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    grounds = forms.CharField(
        max_length=LONGEST_COMMENT,
        widget=long_words(5),
        label=_("Grounds"),
        help_text=_("The applicant reads them as you write them."),
    )


def verdict_initial(verdict: Verdict | None) -> dict[str, Any]:
    if verdict is None:
        return {"seen": 0}
    named = {name: getattr(verdict, name) for name in ("outcome", "place", "grounds")}
    return named | {"seen": verdict.version}


class AnswerForm(OutcomeForm):
    answer = forms.CharField(
        max_length=LONGEST_COMMENT,
        widget=long_words(5),
        label=_("Answer with its grounds"),
        help_text=_("The applicant reads it as you write it."),
    )


class TellForm(forms.Form):
    days = forms.IntegerField(min_value=7, max_value=90, initial=14, label=_("Days for an appeal"))
