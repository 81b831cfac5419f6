"""Forms of a season: what it is, what one wishes for, and what the hub decides by hand."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.bookings.forms.fields import WEEKDAYS, WallField
from eduhub.bookings.models import Season, SeasonWish, Unit
from eduhub.bookings.services.season_decisions import Decided
from eduhub.bookings.services.season_wishes import LEAST_MINUTES, MOST_WISHES, WishWords
from eduhub.bookings.services.seasons import SeasonWords
from eduhub.bookings.states import Equipment, Placing
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree

BREAKS = 4  # that can be told


def _units_field(label: Any, help_text: Any = "") -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label=label,
        help_text=help_text,
    )


def _choose_from(form: forms.Form, name: str, units: Sequence[Unit]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    named = [(unit.pk, str(unit)) for unit in units]
    field.choices = named if isinstance(field, forms.MultipleChoiceField) else [("", "–"), *named]


class SeasonFields(forms.Form):
    name = TextInThree(label=_("Name"), max_length=120)
    about = TextInThree(label=_("About it"), long=True, required=False, max_length=2000)
    first = forms.DateField(label=_("First day of the season"))
    last = forms.DateField(label=_("Last day of the season"))
    opens_at = WallField(label=_("Wishes from"))
    closes_at = WallField(label=_("Wishes until"))
    units = _units_field(_("What is shared out?"))
    most_hours = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        label=_("Hours a week for each applicant, at most"),
        help_text=_("Empty: no limit"),
    )
    floor = forms.IntegerField(
        min_value=0,
        max_value=100,
        initial=0,
        label=_("Of each kind of applicants at least so many per cent get something"),
        help_text=_("0: only the ranks of the wishes count."),
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choose_from(self, "units", units)
        for number in range(1, BREAKS + 1):
            for end, label in (("first", _("Break from")), ("last", _("Break until"))):
                self.fields[f"break_{number}_{end}"] = forms.DateField(required=False, label=label)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for number in range(1, BREAKS + 1):
            first, last = (told.get(f"break_{number}_{end}") for end in ("first", "last"))
            if (first is None) != (last is None):
                missing = "first" if first is None else "last"
                self.add_error(f"break_{number}_{missing}", _("Give both days, or neither."))
            elif first and last and last < first:
                self.add_error(f"break_{number}_last", _("The last day is before the first."))
        return told

    @property
    def break_pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        numbers = range(1, BREAKS + 1)
        return [(self[f"break_{one}_first"], self[f"break_{one}_last"]) for one in numbers]

    def words(self) -> SeasonWords:
        told = self.cleaned_data
        pairs = (
            (told[f"break_{one}_first"], told[f"break_{one}_last"]) for one in range(1, BREAKS + 1)
        )
        names = ("name", "about", "first", "last", "opens_at", "closes_at", "floor")
        return SeasonWords(
            **{name: told[name] for name in names},
            unit_ids=told["units"],
            most_minutes=told["most_hours"] * 60 if told["most_hours"] else None,
            breaks=[pair for pair in pairs if pair[0]],
        )


class NewSeasonForm(SeasonFields):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EditSeasonForm(SeasonFields, EditForm):
    """One that is there."""


def initial_of_season(season: Season) -> dict[str, Any]:
    names = ("name", "about", "first", "last", "opens_at", "closes_at", "floor")
    told = {name: getattr(season, name) for name in names} | {"seen": season.version}
    told["units"] = [one.unit_id for one in season.units.order_by("unit")]
    told["most_hours"] = season.most_minutes // 60 if season.most_minutes else None
    for number, one in enumerate(season.breaks.order_by("first"), 1):
        told |= {f"break_{number}_first": one.first, f"break_{number}_last": one.last}
    return told


class WishFields(forms.Form):
    """What somebody would like every week; `wishes`: how many stand beside this one."""

    title = forms.CharField(
        max_length=120,
        label=_("What for"),
        help_text=_("For example: Robots with 5B. Name no pupil."),
    )
    rank = forms.TypedChoiceField(
        coerce=int, label=_("How dear is it?"), help_text=_("1 is your dearest wish.")
    )
    units = _units_field(_("Where?"), _("Any of those that you choose, all as welcome."))
    weekday = forms.TypedChoiceField(coerce=int, choices=WEEKDAYS, label=_("Weekday"))
    earliest = forms.TimeField(label=_("Begins at"))
    latest = forms.TimeField(
        required=False,
        label=_("Or at the latest at"),
        help_text=_("Any beginning between the two will do: so your wish is met more easily."),
    )
    minutes = forms.IntegerField(
        min_value=LEAST_MINUTES, max_value=1440, initial=60, label=_("How long, minutes")
    )
    people = forms.IntegerField(min_value=1, max_value=1000, initial=10, label=_("How many come"))
    equipment = forms.MultipleChoiceField(
        required=False,
        choices=Equipment,
        widget=forms.CheckboxSelectMultiple,
        label=_("Must be there"),
    )
    accepts_terms = forms.BooleanField(
        required=False, label=_("I accept the terms of the places that I chose")
    )

    def __init__(self, *args: Any, units: Sequence[Unit], wishes: int, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choose_from(self, "units", units)
        rank = self.fields["rank"]
        assert isinstance(rank, forms.ChoiceField)
        rank.choices = [(one, str(one)) for one in range(1, min(wishes + 1, MOST_WISHES) + 1)]
        if not any(unit.terms.spoken for unit in units):
            del self.fields["accepts_terms"]

    def words(self) -> WishWords:
        told = self.cleaned_data
        names = ("title", "rank", "weekday", "earliest", "latest", "minutes", "people")
        return WishWords(
            **{name: told[name] for name in names},
            unit_ids=told["units"],
            equipment=told["equipment"],
            accepts_terms=told.get("accepts_terms", False),
        )


class NewWishForm(WishFields):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EditWishForm(WishFields, EditForm):
    """One that was sent."""


def initial_of_wish(wish: SeasonWish) -> dict[str, Any]:
    names = ("title", "rank", "weekday", "earliest", "minutes", "people", "equipment")
    told = {name: getattr(wish, name) for name in names}
    return told | {
        "latest": wish.latest if wish.latest > wish.earliest else None,
        "units": [one.unit_id for one in wish.units.all()],
        "accepts_terms": wish.accepted_terms,
        "seen": wish.version,
    }


class NeedsForm(forms.Form):
    needs = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MOST_WISHES,
        label=_("How many of your wishes do you need?"),
        help_text=_("Empty: all of them. With a number, the others are met only in their place."),
    )


class PlacingForm(forms.Form):
    """What becomes of one wish."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=Placing, widget=forms.RadioSelect, label=_("What do you decide?")
    )
    unit = forms.TypedChoiceField(coerce=int, empty_value=None, required=False, label=_("Place"))
    weekday = forms.TypedChoiceField(
        coerce=int, empty_value=None, required=False, choices=WEEKDAYS, label=_("Weekday")
    )
    begins = forms.TimeField(required=False, label=_("Begins at"))
    reason = forms.CharField(
        max_length=300, label=_("Why?"), help_text=_("The applicant reads it with the result.")
    )

    def __init__(self, *args: Any, units: Sequence[Unit], **rest: Any) -> None:
        super().__init__(*args, **rest)
        _choose_from(self, "unit", units)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind") == Placing.PLACE:
            for name in ("unit", "begins"):
                if told.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Say where and when, or that it is not met."))
        return told

    def decided(self) -> Decided:
        told = self.cleaned_data
        if told["kind"] == Placing.REFUSE:
            return Decided(kind=told["kind"], reason=told["reason"])
        return Decided(
            kind=told["kind"],
            reason=told["reason"],
            unit_id=told["unit"],
            weekday=told["weekday"],
            begins=told["begins"],
        )


class SeasonReasonForm(forms.Form):
    reason = forms.CharField(max_length=300, label=_("Why?"))


class PublishSeasonForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=300,
        label=_("Why is this proposal right?"),
        help_text=_("Stands in the records of the season."),
    )


def first_placing(wish: SeasonWish, unit_id: int | None, begins: dt.time) -> dict[str, Any]:
    """What a fresh decision begins with: the wish as it is."""
    return {
        "kind": Placing.PLACE,
        "unit": unit_id,
        "weekday": wish.weekday,
        "begins": begins,
        "seen": wish.application.season.version,
    }
