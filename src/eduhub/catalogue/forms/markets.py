from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import OF_AGE, MarketFacts
from eduhub.catalogue.services.markets import FACTS, MarketTold
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import DayInput, TextInThree


def _said(label: Any, help_text: Any = "") -> TextInThree:
    return TextInThree(
        required=False, long=True, max_length=1500, label=label, help_text=help_text
    )


def _link(label: Any) -> forms.URLField:
    return forms.URLField(required=False, max_length=200, label=label, assume_scheme="https")


class MarketForm(EditForm):
    code = forms.SlugField(
        max_length=12,
        label=_("Code"),
        help_text=_("Small letters, such as ee, or de-by for a part of a country."),
    )
    name = TextInThree(label=_("Name"), max_length=80)
    languages = _said(_("Languages of teaching"))
    curriculum = _said(_("Curriculum"))
    curriculum_url = _link(_("Where the curriculum stands"))
    privacy_law = _said(_("Privacy law"))
    privacy_url = _link(_("Where the law stands"))
    online_age = forms.IntegerField(
        required=False,
        min_value=10,
        max_value=OF_AGE,
        label=_("Age of consent online"),
        help_text=_("In the EU by Article 8 of the GDPR and the country's own law."),
    )
    online_age_source = forms.CharField(required=False, max_length=200, label=_("Source"))
    online_age_on = forms.DateField(required=False, widget=DayInput, label=_("Day of the source"))
    pupil_age = forms.IntegerField(
        required=False,
        min_value=10,
        max_value=OF_AGE,
        label=_("From which age a pupil's own yes is enough in a study"),
        help_text=_("Empty: nobody has looked it up, and guardians answer until 18."),
    )
    pupil_age_source = forms.CharField(
        required=False, max_length=200, label=_("Source of this age")
    )
    ethics_body = _said(_("Ethics body"), _("Who reviews a study with pupils."))
    ethics_url = _link(_("Page of the ethics body"))
    permit = _said(_("What a study at a school needs"))
    procurement = _said(_("Procurement route"))
    price_model = _said(_("Usual price model"))
    currency = forms.CharField(max_length=3, label=_("Currency"), help_text=_("Such as EUR."))
    checked_on = forms.DateField(
        required=False,
        widget=DayInput,
        label=_("Checked on"),
        help_text=_("The day on which somebody compared all this with its sources."),
    )
    is_shown = forms.BooleanField(required=False, initial=True, label=_("Everybody sees it"))

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).lower()

    def told(self) -> MarketTold:
        return MarketTold(**{name: self.cleaned_data[name] for name in MarketTold.__slots__})


def initial_of_market(facts: MarketFacts | None) -> dict[str, Any]:
    if facts is None:
        return {"seen": 0, "is_shown": True}
    market = facts.market
    told = {name: getattr(facts, name) for name in FACTS}
    return told | {
        "code": market.code,
        "name": market.name,
        "is_shown": market.is_shown,
        "seen": market.version,
    }
