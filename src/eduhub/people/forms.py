"""The shapes of what people write about themselves and their organisations."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import DayInput, TextInThree
from eduhub.people.models import Organisation
from eduhub.people.states import CLAIMABLE, ROLES_OF, DutyTopic


class ClaimForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        choices=[(kind.value, kind.label) for kind in CLAIMABLE],
        widget=forms.RadioSelect,
    )
    name = TextInThree(
        label=_("Name of the organisation"),
        help_text=_("In the languages in which it has a name. One is enough."),
        max_length=120,
    )
    business_id = forms.CharField(
        label=_("Business ID"),
        help_text=_("Needed for companies and education providers, like 0000041-4."),
        max_length=20,
        required=False,
    )
    school_number = forms.CharField(
        label=_("School number"),
        help_text=_("Needed for schools: the five digits of Statistics Finland."),
        max_length=10,
        required=False,
    )
    website = forms.URLField(label=_("Website"), max_length=200, required=False)


class DecisionForm(forms.Form):
    grounds = forms.CharField(
        label=_("Why is the claim declined?"),
        help_text=_("The person who made the claim reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class FactsForm(EditForm):
    """What an organisation says of itself; the reason is for the hub, which has checked most."""

    website = forms.URLField(label=_("Website"), max_length=200, required=False)
    name = TextInThree(
        label=_("Name of the organisation"),
        help_text=_("In the languages in which it has a name. One is enough."),
        max_length=120,
    )
    business_id = forms.CharField(
        label=_("Business ID"),
        help_text=_("Needed for companies and education providers, like 0000041-4."),
        max_length=20,
        required=False,
    )
    school_number = forms.CharField(
        label=_("School number"),
        help_text=_("Needed for schools: the five digits of Statistics Finland."),
        max_length=10,
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        help_text=_("It can change only while nothing in the hub stands under it."),
        choices=[(kind.value, kind.label) for kind in CLAIMABLE],
    )
    reason = forms.CharField(
        label=_("Why does it change?"),
        help_text=_("The hub's people read this. Needed when anything but the website changes."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, is_hub: bool, decides: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if is_hub:
            del self.fields["kind"], self.fields["school_number"]
        if decides:
            del self.fields["reason"]


class DeclineCorrectionForm(forms.Form):
    grounds = forms.CharField(
        label=_("Why is the change declined?"),
        help_text=_("The organisation's leads read this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class _DistrictWords(forms.Form):
    name = TextInThree(
        label=_("Name"),
        help_text=_(
            "As people read it. One language is enough; readers of the others then see that one."
        ),
        max_length=60,
    )


class DistrictNameForm(_DistrictWords, EditForm):
    """What a district is called."""


class DistrictForm(_DistrictWords):
    """A district that is not in the list yet."""

    field_order = ("key", "name")
    key = forms.CharField(
        label=pgettext_lazy("of a district", "Key"),
        help_text=_("As schools and the table of pupils call it, letter by letter. It stays."),
        max_length=60,
    )


class PlaceForm(EditForm):
    """Where a school belongs."""

    provider = forms.TypedChoiceField(
        label=_("Education provider"),
        help_text=_("Its officials decide on the school's pilots."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    municipality = forms.CharField(
        label=_("Municipality"),
        help_text=_("Its code, such as 091."),
        max_length=3,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    district = forms.CharField(
        label=_("District"),
        help_text=_("As the table of pupils calls it. Rounds are fair between districts."),
        max_length=60,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        providers: Iterable[Organisation],
        districts: Iterable[tuple[str, str]],
        **rest: Any,
    ) -> None:
        """`districts` are keys with their names."""
        super().__init__(*args, **rest)
        field = self.fields["provider"]
        assert isinstance(field, forms.ChoiceField)
        known = [(str(one.pk), str(one.name)) for one in providers]
        field.choices = [("", gettext("Not known yet")), *known]
        self.districts = tuple(districts)
        self.fields["district"].widget.attrs["list"] = "districts"


class InvitationForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Only this address can take up the invitation.")
    )
    role = forms.ChoiceField(label=_("Role"))
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    until = forms.DateField(
        label=_("Last day of the role"),
        help_text=_("Leave it empty for a role without an end."),
        widget=DayInput,
        required=False,
    )

    def __init__(self, kind: str, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        roles = [(role.value, role.label) for role in ROLES_OF[kind]]
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"), choices=roles, initial=roles[-1][0]
        )


class DetailsForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        help_text=_(
            "Those see it who work with you. Without a name they read your role and organisation."
            " Your e-mail address is for the leads of your organisation and the hub."
        ),
        max_length=120,
        required=False,
    )
    language = forms.ChoiceField(label=_("Language of your letters"), choices=settings.LANGUAGES)
    wants_news = forms.BooleanField(
        label=_("News of the hub by mail"),
        help_text=_("A letter now and then. You can leave at any time."),
        required=False,
    )


class DutyForm(forms.Form):
    topic = forms.ChoiceField(label=_("Topic"), choices=DutyTopic.choices)
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    address = forms.EmailField(
        label=_("Mailbox"), help_text=_("A shared mailbox, or the person's own. It is public.")
    )
    phone = forms.CharField(
        label=_("Telephone"), help_text=_("It is public."), max_length=30, required=False
    )


class ErasureForm(forms.Form):
    """The person's own address typed once more, and a code where they signed in long ago."""

    typed = forms.CharField(label=_("Your e-mail address"), max_length=254)
    code = forms.CharField(
        label=_("The code in the letter"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, address: str, *args: Any, needs_code: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._address = address
        if not needs_code:
            del self.fields["code"]

    def clean_typed(self) -> str:
        typed = str(self.cleaned_data["typed"]).strip().lower()
        if typed != self._address:
            raise forms.ValidationError(
                _("Write the address with which you sign in, letter by letter.")
            )
        return typed
