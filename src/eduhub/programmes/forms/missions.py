import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import MarketFacts
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import ClockInput, DayInput, MomentInput, TextInThree
from eduhub.programmes.models import Meeting, Mission, Partner, Traveller
from eduhub.programmes.services.missions import MeetingFields, MissionFields, PartnerFields
from eduhub.programmes.states.abroad import MissionState, Seat

CHOOSE = {"required": _("Choose one.")}


class InAMarket(EditForm):
    """A form that names a market and can be sent twice."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    market = forms.ChoiceField(label=_("Market"), error_messages=CHOOSE)

    def __init__(self, *args: Any, markets: Iterable[MarketFacts], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["market"]
        assert isinstance(field, forms.ChoiceField)
        rows = [(str(one.market_id), str(one.market.name)) for one in markets]
        field.choices = [("", gettext("Choose")), *rows]

    def told(self, names: Iterable[str]) -> dict[str, Any]:
        data = self.cleaned_data
        told = {name: data[name] for name in names if name in data}
        return told | {"market_id": int(data["market"])}


class PartnerForm(InAMarket):
    name = forms.CharField(max_length=120, label=_("Name"))
    place = forms.CharField(max_length=120, label=pgettext_lazy("partner", "Place"))
    offers = TextInThree(label=_("What they offer"), long=True, max_length=1500)
    languages = forms.CharField(
        required=False, max_length=120, label=_("Languages in which one may speak with them")
    )
    contact = forms.CharField(
        required=False,
        max_length=120,
        label=_("Whom to turn to"),
        help_text=_("A role, such as “adviser of newcomers”; never a person's name."),
    )
    website = forms.URLField(
        required=False, max_length=200, label=_("Website"), assume_scheme="https"
    )
    is_shown = forms.BooleanField(required=False, initial=True, label=_("Everybody sees it"))

    def fields_told(self) -> PartnerFields:
        return PartnerFields(**self.told(PartnerFields.__slots__))


def partner_initial(partner: Partner | None) -> dict[str, Any]:
    if partner is None:
        return {"seen": 0, "is_shown": True}
    names = [name for name in PartnerFields.__slots__ if name != "market_id"]
    told = {name: getattr(partner, name) for name in names}
    return told | {"market": str(partner.market_id), "seen": partner.version}


class MissionForm(InAMarket):
    title = TextInThree(label=_("Title"), max_length=120)
    words = TextInThree(label=_("What it is for"), long=True, max_length=3000)
    asked = TextInThree(required=False, label=_("Who is asked to come along"), max_length=500)
    place = forms.CharField(max_length=120, label=pgettext_lazy("mission", "Place"))
    zone = forms.CharField(
        max_length=40,
        label=_("Time zone of the place"),
        help_text=_("Such as Europe/Tallinn. The agenda is told by the clocks there."),
    )
    begins_on = forms.DateField(widget=DayInput, label=_("First day"))
    ends_on = forms.DateField(widget=DayInput, label=_("Last day"))
    places = forms.IntegerField(min_value=1, max_value=200, label=_("How many companies"))
    apply_until = forms.DateTimeField(
        widget=MomentInput, label=_("Companies ask until"), help_text=_("Helsinki time.")
    )
    state = forms.ChoiceField(
        choices=MissionState, widget=forms.RadioSelect, initial=MissionState.DRAFT,
        label=_("State"), help_text=_("Once announced, everybody sees it."),
    )  # fmt: skip

    def fields_told(self) -> MissionFields:
        return MissionFields(**self.told(MissionFields.__slots__))


def mission_initial(mission: Mission | None) -> dict[str, Any]:
    if mission is None:
        return {"seen": 0, "state": MissionState.DRAFT}
    names = [name for name in MissionFields.__slots__ if name != "market_id"]
    told = {name: getattr(mission, name) for name in names}
    return told | {"market": str(mission.market_id), "seen": mission.version}


class AskForm(forms.Form):
    words = forms.CharField(
        max_length=600,
        widget=forms.Textarea({"rows": "4", "cols": False}),
        label=_("What you hope for"),
        help_text=_("Whom you would like to meet, and what you bring along. The hub reads it."),
    )


class SeatForm(forms.Form):
    seat = forms.ChoiceField(
        choices=[(Seat.GOING, Seat.GOING.label), (Seat.NOT_GOING, Seat.NOT_GOING.label)],
        widget=forms.RadioSelect,
        label=_("Your decision"),
    )
    grounds = forms.CharField(
        required=False,
        max_length=300,
        label=_("Why there is no place"),
        help_text=_("The company reads it."),
    )


class MeetingForm(EditForm):
    """A line of the agenda; the hub says who attends, a company whether it is private."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    title = forms.CharField(max_length=160, label=_("What it is"))
    day = forms.DateField(widget=DayInput, label=_("Day"))
    begins = forms.TimeField(widget=ClockInput, label=_("Begins"))
    ends = forms.TimeField(widget=ClockInput, label=_("Ends"))
    place = forms.CharField(
        required=False, max_length=160, label=pgettext_lazy("meeting", "Place")
    )
    partner = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("With which partner")
    )
    companies = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label=_("Who attends"),
        help_text=_("None ticked: all who go."),
    )
    is_private = forms.BooleanField(
        required=False, label=_("Only my own company and nobody else sees it")
    )

    def __init__(
        self,
        *args: Any,
        partners: Iterable[Partner],
        going: Iterable[Traveller],
        is_own: bool,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        named = [(str(one.pk), str(one)) for one in partners]
        companies = [(str(one.organisation_id), str(one.organisation.name)) for one in going]
        for name, choices in (
            ("partner", [("", gettext("None")), *named]),
            ("companies", companies),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        del self.fields["companies" if is_own else "is_private"]

    def fields_told(self) -> MeetingFields:
        data = self.cleaned_data
        told = {name: data[name] for name in MeetingFields.__slots__ if name in data}
        told |= {"companies": tuple(data.get("companies", ()))}
        return MeetingFields(**told, partner_id=data["partner"])


def meeting_initial(meeting: Meeting | None, mission: Mission) -> dict[str, Any]:
    if meeting is None:
        return {"seen": 0, "day": mission.begins_on}
    begins, ends = (at.astimezone(mission.clock) for at in (meeting.begins_at, meeting.ends_at))
    return {
        "title": meeting.title,
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "place": meeting.place,
        "partner": meeting.partner_id or "",
        "companies": [str(one.pk) for one in meeting.companies.all()],
        "is_private": meeting.is_private,
        "seen": meeting.version,
    }
