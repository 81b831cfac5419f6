from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.people.models import Organisation
from eduhub.pilots.forms.jurisdictions import MarketForm


class SchoolMarketForm(MarketForm):
    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["market"].label = _("In which market is the school?")
        self.fields["market"].help_text = _(
            "Its groups join the pilots that are run there, and no others."
        )


class SchoolsForm(forms.Form):
    """Narrows the list of schools down."""

    name = forms.CharField(required=False, max_length=80, label=_("Name of the school"))


def initial_of_school(school: Organisation) -> dict[str, Any]:
    """Of a school that was read with its market."""
    there = getattr(school, "abroad", None)
    return {"market": there.market_id if there else "", "seen": there.market_id if there else 0}
