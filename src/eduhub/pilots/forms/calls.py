import datetime as dt
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.models import Solution
from eduhub.kit.fields import ClockInput, DayInput, MomentInput, TextInThree
from eduhub.people.models import Organisation
from eduhub.pilots.forms.pilots import WHOLE, reason_field
from eduhub.pilots.models import Call, Challenge
from eduhub.pilots.services.calls import CallFields
from eduhub.pilots.services.mobile import HeadCount, WorkshopFields
from eduhub.pilots.states.calls import CallKind, Coming, TenderState

KINDS = [(kind, kind.label) for kind in CallKind if kind != CallKind.CONTINUOUS]


class CallForm(forms.Form):
    kind = forms.ChoiceField(
        choices=KINDS, widget=forms.RadioSelect, label=_("Which kind of call?")
    )
    challenge: "forms.ModelChoiceField[Challenge]" = forms.ModelChoiceField(
        queryset=Challenge.objects.none(),
        required=False,
        label=_("Which challenge is to be answered?"),
        empty_label=_("None: this is for the mobile testbed"),
    )
    title = TextInThree(max_length=120, label=_("Title"))
    words = TextInThree(
        long=True,
        max_length=2000,
        label=_("What do companies need to know?"),
        help_text=_("Published in all three languages."),
    )
    opens_at = forms.DateTimeField(widget=MomentInput, label=_("Opens"))
    closes_at = forms.DateTimeField(
        widget=MomentInput,
        required=False,
        label=_("Closes"),
        help_text=_("From this very minute on nothing more is taken."),
    )
    price = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=1_000_000,
        label=_("What the city pays for a pilot, in euros"),
        help_text=_("The same for every company that is chosen."),
        error_messages={"invalid": WHOLE},
    )
    day_at = forms.DateTimeField(
        widget=MomentInput, required=False, label=_("When is the company day?")
    )
    day_place = TextInThree(required=False, max_length=200, label=_("Where is it?"))

    def __init__(self, *args: Any, challenges: QuerySet[Challenge], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["challenge"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = challenges

    def written(self) -> CallFields:
        told = dict(self.cleaned_data)
        chosen = told.pop("challenge")
        told["challenge_id"] = None if chosen is None else chosen.pk
        return CallFields(**{name: told[name] for name in CallFields.__slots__})


class NewCallForm(CallForm):
    key = forms.UUIDField(widget=forms.HiddenInput)


class CallEditForm(CallForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)


def initial_of_call(call: Call) -> dict[str, Any]:
    named = {name: getattr(call, name) for name in CallFields.__slots__}
    return named | {"challenge": named.pop("challenge_id"), "seen": call.version}


class TenderForm(forms.Form):
    solution: "forms.ModelChoiceField[Solution]" = forms.ModelChoiceField(
        queryset=Solution.objects.none(),
        label=_("With which solution?"),
        empty_label=_("Choose a solution"),
    )
    words = TextInThree(
        long=True,
        max_length=3000,
        label=_("How would you answer the challenge?"),
        help_text=_("What happens in class, what it asks of the teacher, what you measure."),
    )

    def __init__(self, *args: Any, solutions: QuerySet[Solution], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["solution"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = solutions


class TenderEditForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    words = TextInThree(long=True, max_length=3000, label=_("How would you answer the challenge?"))


class MarkForm(forms.Form):
    choice = forms.ChoiceField(
        choices=[
            (TenderState.CHOSEN, _("Choose it")),
            (TenderState.NOT_CHOSEN, _("Do not choose it")),
        ],
        widget=forms.RadioSelect,
        label=_("Your choice"),
    )
    reason = forms.CharField(
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        label=_("Why?"),
        help_text=_("The company reads it when all choices are told at once."),
    )


class ComingForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[(Coming.YES, _("I come")), (Coming.NO, _("I cannot come"))],
        widget=forms.RadioSelect,
        label=_("Do you come to the company day?"),
    )


class SlotForm(forms.Form):
    school: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        queryset=Organisation.objects.none(),
        label=_("In the yard of which school?"),
        empty_label=_("Choose a school"),
    )
    place = TextInThree(
        max_length=120, label=_("Where in the yard?"), help_text=_("Such as: beside the gym")
    )
    starts = forms.DateField(widget=DayInput, label=_("First day"))
    ends = forms.DateField(widget=DayInput, label=_("Last day"))

    def __init__(self, *args: Any, schools: QuerySet[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["school"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = schools


class WorkshopForm(forms.Form):
    solution: "forms.ModelChoiceField[Solution]" = forms.ModelChoiceField(
        queryset=Solution.objects.none(),
        label=_("With which solution?"),
        empty_label=_("Choose a solution"),
    )
    title = TextInThree(max_length=120, label=_("What happens in the workshop?"))
    held_on = forms.DateField(widget=DayInput, label=_("Which day?"))
    begins = forms.TimeField(widget=ClockInput, label=_("When does it begin?"), initial=dt.time(9))

    def __init__(self, *args: Any, solutions: QuerySet[Solution], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["solution"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = solutions

    def written(self) -> WorkshopFields:
        return WorkshopFields(
            **{name: self.cleaned_data[name] for name in WorkshopFields.__slots__}
        )


class WorkshopDecideForm(forms.Form):
    answer = forms.ChoiceField(
        choices=[("yes", _("Yes, it takes place")), ("no", _("No, it does not take place"))],
        widget=forms.RadioSelect,
        label=_("Your decision"),
    )
    reason = reason_field(
        _("Why not?"), required=False, help_text=_("Only for a no. The company reads it.")
    )


def _count(label: Any, most: int, least: int = 1, **rest: Any) -> forms.IntegerField:
    return forms.IntegerField(
        min_value=least,
        max_value=most,
        label=label,
        error_messages={
            "invalid": WHOLE,
            "min_value": _("Write %(limit_value)s or more"),
            "max_value": _("Write %(limit_value)s or less"),
        },
        **rest,
    )


class HeadCountForm(forms.Form):
    groups = _count(_("How many groups came?"), 20)
    learners = _count(_("How many learners came?"), 500, help_text=_("A head count, no names"))
    minutes = _count(_("How many minutes did it last?"), 480, least=5)

    def written(self) -> HeadCount:
        return HeadCount(**{name: self.cleaned_data[name] for name in HeadCount.__slots__})
