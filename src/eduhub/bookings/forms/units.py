import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.bookings.forms.fields import WEEKDAYS
from eduhub.bookings.models import LONGEST_DAYS, Unit
from eduhub.bookings.services import Open, Otherwise, Share, UnitWords
from eduhub.bookings.states import LED, CountedBy, Equipment, Period, UnitKind, UnitState
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree
from eduhub.people.states import Kind

KINDS = [(kind.value, kind.label) for kind in UnitKind if kind not in LED]


def count_of(label: Any) -> forms.IntegerField:
    """None up to some weeks of minutes, or years of days."""
    return forms.IntegerField(label=label, min_value=0, max_value=10_000)


class UnitFields(forms.Form):
    kind = forms.ChoiceField(choices=KINDS, label=_("What it is"))
    state = forms.ChoiceField(choices=UnitState, label=_("Can it be booked?"))
    name = TextInThree(label=_("Name"), max_length=120)
    about = TextInThree(label=_("About it"), long=True, required=False, max_length=2000)
    place = TextInThree(label=_("Where"), max_length=200, required=False)
    size = forms.IntegerField(min_value=1, max_value=1000, label=_("Places for people"))
    equipment = forms.MultipleChoiceField(
        required=False, choices=Equipment, widget=forms.CheckboxSelectMultiple, label=_("With")
    )
    price = TextInThree(label=_("Price, in words"), max_length=300, required=False)
    terms = TextInThree(label=_("Terms to accept"), long=True, required=False, max_length=2000)
    least_minutes = forms.IntegerField(min_value=1, max_value=10_080, label=_("At least, minutes"))
    most_minutes = forms.IntegerField(
        min_value=1, max_value=LONGEST_DAYS * 1440, label=_("At most, minutes")
    )
    step_minutes = forms.IntegerField(
        min_value=5, max_value=1440, label=_("Minutes between beginnings")
    )
    buffer_before = count_of(_("Minutes kept free before"))
    buffer_after = count_of(_("Minutes kept free after"))
    lead_hours = count_of(_("Hours needed to prepare"))
    ahead_days = count_of(_("Days one may book ahead"))
    cancel_hours = count_of(_("Cancelled at the latest, hours before"))
    over_night = forms.BooleanField(
        required=False, label=_("May be kept over night, as what is borrowed")
    )
    always_open = forms.BooleanField(required=False, label=_("Open at all hours"))
    on_holidays = forms.BooleanField(required=False, label=_("Open on public holidays"))
    needs_approval = forms.BooleanField(required=False, label=_("The hub approves each booking"))
    open_to = forms.MultipleChoiceField(
        required=False,
        choices=Kind,
        widget=forms.CheckboxSelectMultiple,
        label=_("Only for"),
        help_text=_("If you choose none, it is for all."),
    )

    def words(self) -> UnitWords:
        told = {name: self.cleaned_data[name] for name in UnitFields.base_fields}
        return UnitWords(**told)


class NewUnitForm(UnitFields):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EditUnitForm(UnitFields, EditForm):
    """One that is there; an adviser's stays one."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if (kind := self.initial.get("kind")) in LED:
            field = self.fields["kind"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(kind, UnitKind(kind).label)]


class HoursForm(forms.Form):
    weekdays = forms.MultipleChoiceField(
        choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, label=_("On these weekdays")
    )
    opens = forms.TimeField(label=_("Opens at"))
    closes = forms.TimeField(label=_("Closes at"), help_text=_("For midnight write 00.00."))
    since = forms.DateField(required=False, label=_("First day"))
    until = forms.DateField(required=False, label=_("Last day"))

    def told(self) -> list[Open]:
        told = self.cleaned_data
        rest = [told[name] for name in ("opens", "closes", "since", "until")]
        return [Open(int(day), *rest) for day in told["weekdays"]]


class SpecialForm(forms.Form):
    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Last day"))
    opens = forms.TimeField(required=False, label=_("Opens at"))
    closes = forms.TimeField(
        required=False, label=_("Closes at"), help_text=_("Without times it is closed.")
    )
    why = TextInThree(required=False, max_length=120, label=_("Why"))

    def told(self) -> Otherwise:
        return Otherwise(**self.cleaned_data)


class SiteForm(forms.Form):
    place = TextInThree(max_length=120, label=_("Where it stands"))
    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Last day"))


class PartForm(forms.Form):
    part = forms.ModelChoiceField(Unit.objects.none(), label=_("What is a part of it"))

    def __init__(self, *args: Any, unit: Unit, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["part"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.exclude(pk=unit.pk).order_by("pk")


class ShareForm(forms.Form):
    words = TextInThree(max_length=200, label=_("Why, for who is refused"))
    hours = forms.IntegerField(min_value=1, max_value=10_000, label=_("Hours at most"))
    period = forms.ChoiceField(choices=Period, label=_("In which time"))
    counted_by = forms.ChoiceField(choices=CountedBy, label=_("Shared out to"))
    subject_kind = forms.CharField(
        required=False, max_length=20, label=_("Code of the thing, such as cohort")
    )

    def told(self) -> Share:
        told = self.cleaned_data
        by_subject = told["counted_by"] == CountedBy.SUBJECT
        return Share(
            words=told["words"],
            most_minutes=told["hours"] * 60,
            period=told["period"],
            counted_by=told["counted_by"],
            subject_kind=(told["subject_kind"] or "cohort") if by_subject else "",
        )


def initial_of(unit: Unit) -> dict[str, Any]:
    """What stands in the form of one that is there."""
    return {name: getattr(unit, name) for name in UnitFields.base_fields} | {"seen": unit.version}


def defaults() -> dict[str, Any]:
    """What a new unit is like unless somebody says otherwise."""
    fresh = Unit()
    told = ("kind", "name", "size")
    return {name: getattr(fresh, name) for name in UnitFields.base_fields if name not in told}
