from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import DayInput
from eduhub.programmes.models import LONGEST_TITLE, LONGEST_WORDS, MOST_COST, ReadyItem
from eduhub.programmes.services.abroad import ItemFields
from eduhub.programmes.states.abroad import Heading, ItemState

OF_ONES_OWN = ("heading", "title")


class ItemForm(EditForm):
    """How an item stands; heading and title are asked of one's own items alone."""

    heading = forms.ChoiceField(choices=Heading, label=_("Heading"))
    title = forms.CharField(max_length=LONGEST_TITLE, label=_("What is to be done"))
    state = forms.ChoiceField(
        choices=ItemState, widget=forms.RadioSelect, initial=ItemState.NOT_BEGUN, label=_("State")
    )
    ground = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        label=_("Why it is not needed"),
        help_text=_("Only where it is not needed."),
    )
    owner = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("Who sees to it")
    )
    due_on = forms.DateField(required=False, widget=DayInput, label=_("By when"))
    cost = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_COST,
        label=_("Cost still to come"),
        help_text=_("In whole units. Empty: not known yet."),
    )
    link = forms.URLField(
        required=False, max_length=200, label=_("A link that shows it"), assume_scheme="https"
    )
    shown_by = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        label=_("What shows it"),
        help_text=_("Such as the number of a passport or of a certificate."),
    )
    file = forms.FileField(
        required=False,
        label=_("A file that shows it"),
        help_text=_("PDF, at most 10 MB. A new one takes the place of an earlier one."),
    )

    def __init__(self, *args: Any, people: Mapping[int, str], is_own: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext("Nobody yet")), *people.items()]
        if not is_own:
            for name in OF_ONES_OWN:
                del self.fields[name]

    def told(self) -> ItemFields:
        data = self.cleaned_data
        told = {name: data[name] for name in ItemFields.__slots__ if name in data}
        return ItemFields(**told, owner_id=data["owner"])


def item_initial(item: ReadyItem | None) -> dict[str, Any]:
    if item is None:
        return {"seen": 0, "state": ItemState.NOT_BEGUN, "heading": Heading.OTHER}
    told = {name: getattr(item, name) for name in ItemFields.__slots__ if name != "owner_id"}
    return told | {"owner": item.owner_id or "", "seen": item.version}
