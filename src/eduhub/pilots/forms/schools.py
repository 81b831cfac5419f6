from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import MarketFacts
from eduhub.kit.editing import EditForm
from eduhub.people.models import Organisation


class SchoolMarketForm(EditForm):
    market = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=_("In which market is the school?"),
        help_text=_("Its groups join the pilots that are run there, and no others."),
    )

    def __init__(self, *args: Any, markets: Iterable[MarketFacts], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["market"]
        assert isinstance(field, forms.ChoiceField)
        rows = [(str(one.market_id), str(one.market.name)) for one in markets]
        field.choices = [("", gettext("At home")), *rows]


class SchoolsForm(forms.Form):
    """Narrows the list of schools down."""

    name = forms.CharField(required=False, max_length=80, label=_("Name of the school"))


def initial_of_school(school: Organisation) -> dict[str, Any]:
    """Of a school that was read with its market."""
    there = getattr(school, "abroad", None)
    return {"market": there.market_id if there else "", "seen": there.market_id if there else 0}
