from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import MarketFacts
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import DayInput
from eduhub.pilots.models import EthicsStatement
from eduhub.pilots.services.jurisdictions import LONGEST_NUMBER


class MarketForm(EditForm):
    market = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=_("In which market is it run?"),
        help_text=_("Its rules decide from which age pupils answer alone and who reviews it."),
    )

    def __init__(self, *args: Any, markets: Iterable[MarketFacts], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["market"]
        assert isinstance(field, forms.ChoiceField)
        rows = [(str(one.market_id), str(one.market.name)) for one in markets]
        field.choices = [("", gettext("At home")), *rows]


class EthicsForm(forms.Form):
    number = forms.CharField(max_length=LONGEST_NUMBER, label=_("Number of the statement"))
    given_on = forms.DateField(widget=DayInput, label=_("Day of the statement"))


def initial_of_ethics(statement: EthicsStatement | None) -> dict[str, Any]:
    if statement is None:
        return {}
    return {"number": statement.number, "given_on": statement.given_on}
