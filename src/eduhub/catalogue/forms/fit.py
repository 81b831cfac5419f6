from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import FitSheet, SchoolSetup
from eduhub.catalogue.queries.topics import Topics
from eduhub.catalogue.services.fit import FitFields, SetupFields
from eduhub.catalogue.states import AiPolicy, DataPlace, HighRiskUse, Login, PersonalData
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree

NOT_ANSWERED = ("", _("Not answered"))
YES_NO = [NOT_ANSWERED, ("yes", _("Yes")), ("no", _("No"))]
NO_LIMIT = ("", _("No limit"))
NONE_OF_THESE = "none"


def _yes_no(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        help_text=help_text,
        choices=YES_NO,
        coerce=lambda answer: answer == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class FitForm(EditForm):
    """What schools' technical people ask; every question may be left open."""

    logins = forms.MultipleChoiceField(
        label=_("Ways to sign in"),
        choices=Login.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    lti = _yes_no(_("Opens from a learning platform by LTI 1.3"))
    data_place = forms.ChoiceField(
        label=_("Where data are kept and handled"),
        help_text=_("Name the farthest place, backups and subcontractors included."),
        choices=[NOT_ANSWERED, *DataPlace.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    personal_data = forms.ChoiceField(
        label=_("Whose personal data it handles"),
        help_text=_("A pseudonym is personal data too."),
        choices=[NOT_ANSWERED, *PersonalData.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    has_statement = _yes_no(_("Has an accessibility statement"))
    accessibility_address = forms.URLField(
        label=_("Where the statement can be read"),
        max_length=200,
        required=False,
        assume_scheme="https",
    )
    accessibility_dated = forms.DateField(label=_("Date of the statement"), required=False)
    uses_ai = _yes_no(_("Uses artificial intelligence"))
    high_risk_uses = forms.MultipleChoiceField(
        label=_("Uses of AI that the EU's AI Act calls high-risk in education"),
        help_text=_("Annex III, point 3. Tick every one that applies."),
        choices=[*HighRiskUse.choices, (NONE_OF_THESE, _("None of these"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ai_words = TextInThree(
        label=_("What AI does in it, and what it does not"), max_length=500, required=False
    )

    def clean_high_risk_uses(self) -> list[str] | None:
        ticked: list[str] = self.cleaned_data["high_risk_uses"]
        if NONE_OF_THESE in ticked and len(ticked) > 1:
            raise forms.ValidationError(_("Tick either the uses or “None of these”."))
        if NONE_OF_THESE in ticked:
            return []
        return ticked or None

    def written(self) -> FitFields:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return FitFields(**typed | {"logins": typed["logins"] or None})


def fit_initial(sheet: FitSheet | None) -> dict[str, Any]:
    if sheet is None:
        return {"seen": 0}
    uses = sheet.high_risk_uses
    return {
        "logins": sheet.logins or [],
        "lti": _as_answer(sheet.lti),
        "data_place": sheet.data_place,
        "personal_data": sheet.personal_data,
        "has_statement": _as_answer(sheet.has_statement),
        "accessibility_address": sheet.accessibility_address,
        "accessibility_dated": sheet.accessibility_dated,
        "uses_ai": _as_answer(sheet.uses_ai),
        "high_risk_uses": [NONE_OF_THESE] if uses == [] else uses or [],
        "ai_words": sheet.ai_words,
        "seen": sheet.version,
    }


def _as_answer(value: bool | None) -> str:
    return {None: "", True: "yes", False: "no"}[value]


class SetupForm(EditForm):
    """What a school has and asks; what is left empty asks for nothing."""

    languages = forms.MultipleChoiceField(
        label=_("Languages that your school works in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    devices = forms.MultipleChoiceField(
        label=_("Devices that your school has"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    logins = forms.MultipleChoiceField(
        label=_("Ways to sign in that your school accepts"),
        choices=Login.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    data_place = forms.ChoiceField(
        label=_("Where data may be kept at the farthest"),
        choices=[NO_LIMIT, *DataPlace.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    personal_data = forms.ChoiceField(
        label=_("Whose personal data it may handle at most"),
        choices=[NO_LIMIT, *PersonalData.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    ai_policy = forms.ChoiceField(
        label=_("Artificial intelligence"),
        choices=[NO_LIMIT, *AiPolicy.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    needs_accessibility = forms.BooleanField(
        label=_("An accessibility statement is needed"), required=False
    )

    def __init__(self, *args: Any, topics: Topics, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for name, kind in (("languages", "language"), ("devices", "device")):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(topic.code, topic.name) for topic in topics.of_kind(kind)]

    def written(self) -> SetupFields:
        typed = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return SetupFields(**typed)


def setup_initial(setup: SchoolSetup | None) -> dict[str, Any]:
    if setup is None:
        return {"seen": 0}
    return {
        "languages": setup.languages,
        "devices": setup.devices,
        "logins": setup.logins,
        "data_place": setup.data_place,
        "personal_data": setup.personal_data,
        "ai_policy": setup.ai_policy,
        "needs_accessibility": setup.needs_accessibility,
        "seen": setup.version,
    }
