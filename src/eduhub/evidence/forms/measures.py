"""A measure of the library: what is asked of whoever proposes one, and of whoever looks for one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from eduhub.evidence.forms.numbers import ExactField, NumberField
from eduhub.evidence.models import Measure
from eduhub.evidence.queries.measures import RELIABILITIES, MeasuresAsked
from eduhub.evidence.services.measures import MeasureTold
from eduhub.evidence.states.measures import Maker, MeasureKind, MeasureLanguage
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.people.states import Kind

ALL = ("", _("All"))
DIRECTIONS = (("more", _("More is better")), ("less", _("Less is better")))


class MeasuresForm(forms.Form):
    """What a reader asks the library, by the address; what is not known is let go."""

    q = forms.CharField(required=False, max_length=100, label=_("Name or what it measures"))
    kind = forms.ChoiceField(
        required=False, choices=[ALL, *MeasureKind.choices], label=_("Kind of measure")
    )
    age = forms.IntegerField(required=False, min_value=0, max_value=120, label=_("Age in years"))
    language = forms.ChoiceField(
        required=False,
        choices=[ALL, *(one for one in MeasureLanguage.choices if one[0] != "wordless")],
        label=_("Language"),
    )

    def asked(self) -> MeasuresAsked:
        self.is_valid()
        told = self.cleaned_data
        return MeasuresAsked(
            words=told.get("q", "").replace("\x00", ""),
            kind=told.get("kind", ""),
            age=told.get("age"),
            language=told.get("language", ""),
        )


class MeasureForm(EditForm):
    name = TextInThree(max_length=120, label=_("Name"))
    kind = forms.ChoiceField(
        choices=MeasureKind.choices, widget=forms.RadioSelect, label=_("Kind of measure")
    )
    about = TextInThree(long=True, max_length=400, label=_("What does it measure?"))
    age_from = forms.IntegerField(
        required=False, min_value=0, max_value=120, label=_("Youngest age, years")
    )
    age_to = forms.IntegerField(
        required=False, min_value=0, max_value=120, label=_("Oldest age, years")
    )
    languages = forms.MultipleChoiceField(
        choices=MeasureLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        label=_("In which languages does it exist?"),
    )
    licence = TextInThree(
        max_length=200,
        label=_("Licence"),
        help_text=_("Who may use it, and on what terms. Say so too if that is not known."),
    )
    licence_url = forms.URLField(required=False, label=_("Address of the licence"))
    maker = forms.CharField(max_length=200, label=_("Who made it?"))
    maker_is = forms.ChoiceField(
        choices=Maker.choices, widget=forms.RadioSelect, label=_("Who is that?")
    )
    maker_company = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        required=False,
        label=_("Which company, if it is in the directory?"),
        empty_label=_("None of these"),
    )
    source = forms.CharField(
        required=False,
        max_length=300,
        label=_("Where was it published?"),
        help_text=_("Authors, title, year."),
    )
    source_url = forms.URLField(required=False, label=_("Address of the publication"))
    statements = TextInThree(
        required=False,
        long=True,
        max_length=6000,
        label=_("Its statements, one a line"),
        help_text=_(
            "Only of questionnaires whose licence lets them be shown. The same order in each"
            " language."
        ),
    )
    turned = forms.CharField(
        required=False,
        max_length=200,
        label=_("Which statements count from the other end?"),
        help_text=_("Their numbers, such as 2, 4, 6"),
    )
    may_show_items = forms.BooleanField(
        required=False, label=_("The licence lets the statements be shown here")
    )
    answer_low = forms.IntegerField(
        required=False, min_value=-100, max_value=100, label=_("Lowest answer")
    )
    answer_high = forms.IntegerField(
        required=False, min_value=-100, max_value=100, label=_("Highest answer")
    )
    answer_low_words = TextInThree(
        required=False, max_length=80, label=_("What the lowest answer says")
    )
    answer_high_words = TextInThree(
        required=False, max_length=80, label=_("What the highest answer says")
    )
    scoring = TextInThree(
        required=False,
        long=True,
        max_length=600,
        label=_("How does it become a number?"),
        help_text=_("So that two people who follow it come to the same number."),
    )
    low = ExactField(required=False, label=_("Lowest value of the measure"))
    high = ExactField(required=False, label=_("Highest value of the measure"))
    direction = forms.ChoiceField(
        choices=DIRECTIONS, widget=forms.RadioSelect, label=_("Which way is better?")
    )
    reliability = NumberField(
        required=False,
        label=_("Reliability"),
        help_text=_("From 0 to 1. Left empty, it counts as not known."),
    )
    reliability_kind = forms.ChoiceField(
        required=False,
        choices=[("", _("not known")), *RELIABILITIES.items()],
        label=_("How was it found?"),
    )
    reliability_source = forms.CharField(
        required=False, max_length=300, label=_("In which study?")
    )
    remark = TextInThree(
        required=False,
        long=True,
        max_length=600,
        label=_("What should one know before using it?"),
        help_text=_("For example: not tried with pupils below the age of 12"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["maker_company"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.approved().filter(kind=Kind.COMPANY)

    def clean_turned(self) -> list[int]:
        told = self.cleaned_data["turned"].replace(",", " ").replace(";", " ").split()
        if not all(one.isascii() and one.isdigit() and len(one) < 4 for one in told):
            raise ValidationError(_("Write numbers with commas between them."), code="numbers")
        return sorted({int(one) for one in told})

    def told(self) -> MeasureTold:
        """What was written; call it once the form is valid."""
        given = dict(self.cleaned_data)
        company = given.pop("maker_company")
        given["higher_is_better"] = given.pop("direction") == "more"
        given.pop("seen")
        return MeasureTold(maker_company_id=company.pk if company else None, **given)


_AS_THEY_ARE = (
    *("name", "kind", "about", "age_from", "age_to", "languages", "licence", "licence_url"),
    *("maker", "maker_is", "source", "source_url", "may_show_items", "answer_low", "answer_high"),
    *("answer_low_words", "answer_high_words", "scoring", "reliability_kind"),
    *("reliability_source", "remark"),
)


def initial_of_measure(measure: Measure | None) -> dict[str, Any]:
    """The form's first values; of nothing, those of a new proposal."""
    if measure is None:
        return {"seen": 0, "direction": "more", "maker_is": Maker.INDEPENDENT}
    told = {name: getattr(measure, name) for name in _AS_THEY_ARE}
    lines = {
        code: "\n".join(getattr(one.words, code) for one in measure.statements).strip()
        for code in ("fi", "sv", "en")
    }
    turned = [n for n, one in enumerate(measure.statements, start=1) if one.is_reversed]
    numbers = {name: getattr(measure, name) for name in ("low", "high", "reliability")}
    return {
        **told,
        **{
            name: "" if value is None else f"{value.normalize():f}"
            for name, value in numbers.items()
        },
        "seen": measure.edition,
        "maker_company": measure.maker_company_id,
        "statements": Text(**lines),
        "turned": ", ".join(map(str, turned)),
        "direction": "more" if measure.higher_is_better else "less",
    }


class DeclineForm(forms.Form):
    grounds = forms.CharField(
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        label=_("What is missing, or why is it not taken?"),
        help_text=_("Whoever proposed it reads this, and may mend it."),
    )


class ScoreForm(forms.Form):
    forms = forms.CharField(
        max_length=20_000,
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        label=_("The answers, one form a line"),
        help_text=_("In the order of the statements, with spaces between them. No names."),
    )
