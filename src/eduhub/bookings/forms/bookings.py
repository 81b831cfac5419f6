import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eduhub.bookings.forms.fields import WEEKDAYS, WallField, second_of_two
from eduhub.bookings.forms.units import KINDS
from eduhub.bookings.models import Booking, Unit
from eduhub.bookings.services import Asked, Repeat
from eduhub.bookings.states import Equipment, Scope
from eduhub.kit.editing import EditForm

EVERY = (("", _("Does not repeat")), ("1", _("Every week")), ("2", _("Every other week")))
LENGTHS = (
    ("30", _("30 min")),
    ("60", _("1 h")),
    ("90", _("1 h 30 min")),
    ("120", _("2 h")),
    ("180", _("3 h")),
    ("360", _("6 h")),
)


class SearchForm(forms.Form):
    """What somebody looks for; all of it may be left out."""

    kind = forms.ChoiceField(
        required=False, label=_("I need"), choices=[("", _("Anything")), *KINDS]
    )
    day = forms.DateField(required=False, label=_("Week of"))
    minutes = forms.ChoiceField(required=False, label=_("How long"), choices=LENGTHS)
    people = forms.IntegerField(required=False, min_value=1, max_value=1000, label=_("People"))
    equipment = forms.MultipleChoiceField(
        required=False,
        label=_("With"),
        choices=Equipment,
        widget=forms.CheckboxSelectMultiple,
    )
    free = forms.BooleanField(required=False, label=_("Only what is free"))


class TimesForm(forms.Form):
    """From when until when, for what and how many."""

    title = forms.CharField(
        max_length=120,
        label=_("What for"),
        help_text=_("For example: Robots with 5B. Name no pupil."),
    )
    begins = WallField(label=_("From"))
    ends = WallField(label=_("Until"))
    later = forms.BooleanField(required=False, widget=forms.HiddenInput)  # of two equal hours
    people = forms.IntegerField(min_value=1, max_value=1000, initial=1, label=_("How many come"))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        begins, ends = told.get("begins"), told.get("ends")
        if begins and told.get("later"):
            told["begins"] = begins = second_of_two(begins)
        if begins and ends and ends <= begins:
            told["ends"] = second_of_two(ends)
        return told

    def chosen_subject(self) -> tuple[str, int] | None:
        return None

    def asked(self) -> Asked:
        told = self.cleaned_data
        return Asked(
            begins=told["begins"],
            ends=told["ends"],
            title=told["title"],
            people=told["people"],
            accepts_terms=told.get("accepts_terms", False),
            subject=self.chosen_subject(),
        )


class AskForm(TimesForm):
    """A time that is asked for, once however often it is sent; on the unit's terms."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    accepts_terms = forms.BooleanField(required=False, label=_("I accept the terms"))

    def __init__(self, *args: Any, unit: Unit, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not unit.terms.spoken:
            del self.fields["accepts_terms"]


class BookForm(AskForm):
    """One time, or a series of them."""

    subject = forms.ChoiceField(required=False, label=_("It belongs to"))
    every = forms.ChoiceField(required=False, choices=EVERY, label=_("Repeat"))
    weekdays = forms.MultipleChoiceField(
        required=False,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        label=_("On these weekdays"),
        help_text=_("If you choose none, it is the weekday of the first time."),
    )
    last = forms.DateField(required=False, label=_("Until the day"))
    skips = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Leave out the days that cannot be had"),
        help_text=_("You see each of them with its reason."),
    )

    def __init__(self, *args: Any, subjects: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        if subjects:
            field = self.fields["subject"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Nothing in particular")), *subjects]
        else:
            del self.fields["subject"]

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        if told.get("every") and not told.get("last") and "last" not in self.errors:
            self.add_error("last", _("Write until which day it comes again."))
        return told

    def chosen_subject(self) -> tuple[str, int] | None:
        kind, _colon, key = self.cleaned_data.get("subject", "").partition(":")
        return (kind, int(key)) if kind else None

    def repeat(self) -> Repeat | None:
        told = self.cleaned_data
        if not told["every"]:
            return None
        days = frozenset(int(day) for day in told["weekdays"])
        return Repeat(last=told["last"], weekdays=days, every=int(told["every"]))


class WaitForm(AskForm):
    """A time that somebody else has."""


class ChangeForm(EditForm, TimesForm):
    """A booking that is there; of a series, how far the change reaches."""

    scope = forms.ChoiceField(
        required=False, choices=Scope, widget=forms.RadioSelect, label=_("Which ones")
    )
    skips = forms.BooleanField(
        required=False, label=_("Leave those that cannot be moved where they are")
    )

    def __init__(self, *args: Any, in_series: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not in_series:
            del self.fields["scope"], self.fields["skips"]


class CancelForm(forms.Form):
    scope = forms.ChoiceField(
        required=False, choices=Scope, widget=forms.RadioSelect, label=_("Which ones")
    )
    grounds = forms.CharField(required=False, max_length=300, label=_("Why"))

    def __init__(self, *args: Any, in_series: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not in_series:
            del self.fields["scope"]


class DecideForm(forms.Form):
    grounds = forms.CharField(
        required=False,
        max_length=300,
        label=_("Words to whoever booked it"),
        help_text=_("A no needs its reason, and what would change it."),
    )


def initial_of(booking: Booking) -> dict[str, Any]:
    """What stands in the form of one that is there."""
    return {
        "title": booking.title,
        "begins": booking.begins,
        "ends": booking.ends,
        "people": booking.people,
        "later": bool(timezone.localtime(booking.begins).fold),
        "scope": Scope.THIS,
        "seen": booking.version,
    }


def from_slot(begins: str, minutes: str, unit: Unit) -> dict[str, Any]:
    """What a link of the week's table says: an instant and a length; nonsense says nothing."""
    try:
        moment = dt.datetime.fromisoformat(begins)
        length = min(max(int(minutes), unit.least_minutes), unit.most_minutes)
        if timezone.is_naive(moment):
            raise ValueError
        local = timezone.localtime(moment)
        return {
            "begins": moment,
            "ends": moment + dt.timedelta(minutes=length),
            "later": bool(local.fold),
            "last": local.date(),
        }
    except (ValueError, OverflowError):
        return {}
