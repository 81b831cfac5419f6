"""What schools, hosts and the hub fill in for visits."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eduhub.bookings.forms.fields import WallField
from eduhub.bookings.models import LONGEST_WORKSHOP, MOST_PUPILS, SchoolGroup, Visit, WorkshopLine
from eduhub.bookings.services import Counts, Enrolment, Size, TimeAsked, VisitWords
from eduhub.bookings.states import LANGUAGE_NAMES, Grade, Need, VisitState
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree
from eduhub.kit.formats import reader
from eduhub.people.models import Organisation

NO_NAMES = _("Name no pupil. Only what those who receive the group must know.")
type Choices = list[tuple[int, str]]


class VisitSearchForm(forms.Form):
    """What a teacher looks for; all of it may be left out."""

    grade = forms.ChoiceField(
        required=False, label=_("Grade level"), choices=[("", _("Any")), *Grade.choices]
    )
    language = forms.ChoiceField(
        required=False,
        label=_("Held in"),
        choices=[("", _("Any language")), *LANGUAGE_NAMES.items()],
    )


class Named(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for mypy only
    """Rows by their names in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class VisitFields(forms.Form):
    unit = Named(None, label=_("Space or kit"))
    state = forms.ChoiceField(choices=VisitState, label=_("Do schools see it?"))
    title = TextInThree(label=_("Title"), max_length=100)
    about = TextInThree(
        label=_("What groups do there"), long=True, required=False, max_length=2000
    )
    grades = forms.MultipleChoiceField(
        choices=Grade, widget=forms.CheckboxSelectMultiple, label=_("For whom")
    )
    languages = forms.MultipleChoiceField(
        choices=[*LANGUAGE_NAMES.items()],
        widget=forms.CheckboxSelectMultiple,
        label=_("Held in"),
    )
    least_pupils = forms.IntegerField(
        min_value=1, max_value=MOST_PUPILS, initial=1, label=_("Pupils of a group, at least")
    )
    most_pupils = forms.IntegerField(
        min_value=1, max_value=MOST_PUPILS, label=_("Pupils of a group, at most")
    )
    adults = forms.IntegerField(
        min_value=0, max_value=20, initial=1, label=_("Adults that come with a group, at least")
    )
    groups_at_once = forms.IntegerField(
        min_value=1, max_value=20, initial=1, label=_("Groups at the same time")
    )
    opens_on = forms.DateField(
        required=False,
        label=_("Enrolment begins"),
        help_text=_("Without a day it is open at once."),
    )
    closes_days = forms.IntegerField(
        min_value=0, max_value=90, initial=3, label=_("Enrolment ends, days before")
    )
    host = Named(
        None,
        required=False,
        label=_("Held by the company"),
        empty_label=_("The hub itself"),
        help_text=_("Its people see the groups, count who came and log the workshop."),
    )
    product = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("Solution shown")
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Any],
        hosts: QuerySet[Organisation],
        products: Choices,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        _of(self, "unit", forms.ModelChoiceField).queryset = units
        _of(self, "host", forms.ModelChoiceField).queryset = hosts
        _offer_products(self, products)

    def words(self) -> VisitWords:
        told = {name: self.cleaned_data[name] for name in VisitFields.base_fields}
        unit, host = told.pop("unit"), told.pop("host")
        return VisitWords(unit_id=unit.pk, host_id=host.pk if host else None, **told)


class NewVisitForm(VisitFields):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EditVisitForm(VisitFields, EditForm):
    """One that is there."""


class TimeForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    begins = WallField(label=_("From"))
    ends = WallField(label=_("Until"))
    places = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=1000,
        label=_("Places for pupils in all"),
        help_text=_("Left empty: as many as its groups may have."),
    )

    def asked(self) -> TimeAsked:
        told = self.cleaned_data
        return TimeAsked(begins=told["begins"], ends=told["ends"], places=told["places"])


class SizeFields(forms.Form):
    pupils = forms.IntegerField(
        min_value=1,
        max_value=MOST_PUPILS,
        label=_("How many pupils?"),
        help_text=_("A head count, no names"),
    )
    adults = forms.IntegerField(min_value=0, max_value=50, label=_("How many adults?"))
    needs = forms.MultipleChoiceField(
        required=False,
        choices=Need,
        widget=forms.CheckboxSelectMultiple,
        label=_("What the group needs"),
    )
    words = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        label=_("Anything else that we should know"),
        help_text=NO_NAMES,
    )

    def size(self) -> Size:
        told = self.cleaned_data
        return Size(**{name: told[name] for name in ("pupils", "adults", "needs", "words")})


class EnrolForm(SizeFields):
    """A group of a teacher without an account."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    school = Named(None, required=False, label=_("Your school"), empty_label=_("Not in the list"))
    school_name = forms.CharField(
        required=False,
        max_length=120,
        label=_("Or its name"),
        help_text=_("If it is not in the list: school or daycare centre, and where."),
    )
    grade = forms.ChoiceField(
        label=_("Grade level"),
        help_text=_("Of a mixed group the one that most of them are in."),
    )
    language = forms.ChoiceField(label=_("Language of the visit"))
    name = forms.CharField(
        max_length=120,
        label=_("Your name"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_("You get a letter with a link, by which you confirm, change and cancel."),
    )
    reads = forms.ChoiceField(
        choices=settings.LANGUAGES, initial=reader, label=_("Letters to you in")
    )

    def __init__(
        self, *args: Any, visit: Visit, schools: QuerySet[Organisation], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        _of(self, "school", forms.ModelChoiceField).queryset = schools
        grades = [one for one in Grade.choices if one[0] in visit.grades]
        spoken = [one for one in LANGUAGE_NAMES.items() if one[0] in visit.languages]
        for name, choices in (("grade", grades), ("language", spoken)):
            one = _of(self, name, forms.ChoiceField)
            one.choices = choices if len(choices) == 1 else [("", _("Choose")), *choices]

    def enrolment(self, caller: str) -> Enrolment:
        told = self.cleaned_data
        names = ("grade", "language", "name", "email", "reads", "key", "school_name")
        school = told["school"]
        return Enrolment(
            size=self.size(),
            caller=caller,
            school_id=school.pk if school else None,
            **{name: told[name] for name in names},
        )


class ChangeGroupForm(EditForm, SizeFields):
    """What its teacher may change, by the link in the letter."""


class GroundsForm(forms.Form):
    grounds = forms.CharField(
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        label=_("Why?"),
        help_text=_("The letter to the group says it."),
    )


class CameForm(forms.Form):
    pupils = forms.IntegerField(min_value=1, max_value=MOST_PUPILS, label=_("Pupils who came"))
    adults = forms.IntegerField(min_value=0, max_value=50, label=_("Adults who came"))


class CountsFields(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    groups = forms.IntegerField(min_value=0, max_value=50, label=pgettext_lazy("count", "Groups"))
    learners = forms.IntegerField(min_value=0, max_value=2000, label=_("Learners"))
    minutes = forms.IntegerField(
        min_value=0,
        max_value=LONGEST_WORKSHOP,
        label=_("Minutes"),
        help_text=_("That the workshop lasted, whoever took part."),
    )

    def counts(self) -> Counts:
        told = self.cleaned_data
        return Counts(groups=told["groups"], learners=told["learners"], minutes=told["minutes"])


class LogForm(CountsFields):
    product = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("Solution")
    )
    field_order = ("key", "product")

    def __init__(self, *args: Any, products: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        _offer_products(self, products)


class CorrectForm(CountsFields):
    reason = forms.CharField(
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        label=_("Why is it corrected?"),
        help_text=_("Nothing but noughts: the workshop was not held."),
    )


class PeriodForm(forms.Form):
    first = forms.DateField(required=False, label=_("First day"))
    last = forms.DateField(required=False, label=_("Last day"))


def _of[F: forms.Field](form: forms.Form, name: str, kind: type[F]) -> F:
    field = form.fields[name]
    assert isinstance(field, kind)
    return field


def _offer_products(form: forms.Form, products: Choices) -> None:
    """Nothing to choose from: nothing is asked."""
    field = _of(form, "product", forms.TypedChoiceField)
    field.choices = [("", _("No solution in particular")), *products]


def initial_of_visit(visit: Visit) -> dict[str, Any]:
    told = {name: getattr(visit, name) for name in VisitFields.base_fields}
    return told | {"unit": visit.unit_id, "host": visit.host_id, "seen": visit.version}


def initial_of_group(group: SchoolGroup) -> dict[str, Any]:
    return {
        "pupils": group.pupils,
        "adults": group.adults,
        "needs": group.needs,
        "words": group.contact.words,
        "seen": group.version,
    }


def initial_of_line(line: WorkshopLine) -> dict[str, Any]:
    return {"groups": line.groups, "learners": line.learners, "minutes": line.minutes}
