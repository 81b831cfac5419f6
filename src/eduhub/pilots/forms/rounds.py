"""Forms of a round: its limits, decisions by hand, and what both sides would like."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.queries.topics import Topics
from eduhub.catalogue.states import TopicKind
from eduhub.pilots.forms.pilots import WHOLE, reason_field
from eduhub.pilots.forms.topics import ADULTS, NOT_TAUGHT_IN, codes_field
from eduhub.pilots.models import Call, Pilot, Preferred, Round
from eduhub.pilots.queries.round_costs import Decided
from eduhub.pilots.queries.round_problem import number_in
from eduhub.pilots.queries.round_words import Names
from eduhub.pilots.services.rounds import Limits
from eduhub.pilots.states.rounds import WISHES, DecisionKind, FairBy, FairRule


class LimitsForm(forms.Form):
    per_school = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=100,
        label=_("Groups of one school, at most"),
        help_text=_("Empty: no limit"),
        error_messages={"invalid": WHOLE, "min_value": _("Write 1 or more")},
    )
    rule = forms.ChoiceField(
        choices=FairRule,
        widget=forms.RadioSelect,
        label=_("How is fairness weighed?"),
    )
    classes = forms.MultipleChoiceField(
        choices=FairBy,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Fair between which classes?"),
        help_text=_("The shares of served groups are made as equal as can be."),
    )
    floor = forms.IntegerField(
        min_value=0,
        max_value=100,
        initial=0,
        label=_("Of each class at least so many per cent are served"),
        help_text=_("0: no floor. A floor that cannot be kept is told as a contradiction."),
        error_messages={"invalid": WHOLE, "max_value": _("Write 100 or less")},
    )

    def limits(self) -> Limits:
        return Limits(**{name: self.cleaned_data[name] for name in Limits.__slots__})


class RoundForm(LimitsForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    call: "forms.ModelChoiceField[Call]" = forms.ModelChoiceField(
        queryset=Call.objects.none(),
        label=_("Which call is matched?"),
        empty_label=_("Choose a call"),
    )
    field_order = ("key", "call", "per_school", "rule", "classes", "floor")

    def __init__(self, *args: Any, calls: QuerySet[Call], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["call"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = calls


class LimitsEditForm(LimitsForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)


def first_limits() -> dict[str, Any]:
    """What a fresh round begins with."""
    return {"per_school": 3, "rule": FairRule.LEXIMIN, "classes": list(FairBy), "floor": 0}


def initial_of_limits(one: Round) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Limits.__slots__} | {"seen": one.version}


class DecisionForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=DecisionKind, widget=forms.RadioSelect, label=_("What do you decide?")
    )
    group = forms.ChoiceField(label=_("Group"))
    offer = forms.ChoiceField(label=_("Offer"))
    reason = reason_field(
        _("Why?"), help_text=_("Stands with the round; the hub's people read it.")
    )

    def __init__(self, *args: Any, names: Names, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._choose_from("group", names.groups)
        self._choose_from("offer", names.offers)

    def _choose_from(self, name: str, named: Mapping[str, object]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        ordered = sorted(((key, str(words)) for key, words in named.items()), key=lambda o: o[1])
        field.choices = [("", _("Choose")), *ordered]

    def decision(self) -> Decided:
        told = self.cleaned_data
        return Decided(
            told["kind"], number_in(told["group"]), number_in(told["offer"]), told["reason"]
        )


class PublishForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason_field(
        _("Why is this proposal right?"), help_text=_("Stands in the records of the round.")
    )


class WishesForm(forms.Form):
    """A teacher's wishes for a group: ranked offers, and those that it is never to get."""

    def __init__(self, *args: Any, offers: Sequence[Pilot], **rest: Any) -> None:
        super().__init__(*args, **rest)
        named = [(pilot.pk, f"{pilot.solution.name}, {pilot.number}") for pilot in offers]
        for rank in range(1, WISHES + 1):
            self.fields[f"wish_{rank}"] = forms.TypedChoiceField(
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", _("No wish")), *named],
                label=_("Wish %(rank)s") % {"rank": rank},
            )
        self.fields["never"] = forms.TypedMultipleChoiceField(
            coerce=int,
            required=False,
            choices=named,
            widget=forms.CheckboxSelectMultiple,
            label=_("Never this one"),
        )

    @property
    def ranked(self) -> list[int]:
        """Without gaps: a wish that was left out counts as if it were not there."""
        found = (self.cleaned_data[f"wish_{rank}"] for rank in range(1, WISHES + 1))
        return [pk for pk in found if pk is not None]

    @property
    def never(self) -> list[int]:
        return list(self.cleaned_data["never"])


def initial_of_wishes(ranked: Sequence[int], never: Sequence[int]) -> dict[str, Any]:
    return {f"wish_{rank}": pk for rank, pk in enumerate(ranked, 1)} | {"never": list(never)}


class PreferredForm(forms.Form):
    def __init__(self, *args: Any, topics: Topics, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["ages"] = codes_field(
            topics, TopicKind.AGE, label=_("Which ages would suit best?"), leave_out={ADULTS}
        )
        self.fields["languages"] = codes_field(
            topics,
            TopicKind.LANGUAGE,
            label=_("Which languages would suit best?"),
            leave_out=NOT_TAUGHT_IN,
        )


def initial_of_preferred(row: Preferred | None) -> dict[str, Any]:
    return {} if row is None else {"ages": row.ages, "languages": row.languages}
