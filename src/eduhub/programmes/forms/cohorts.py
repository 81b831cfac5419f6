"""Forms of cohorts: the cohort itself, its curriculum and sessions, milestones."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import DayInput, MomentInput, TextInThree
from eduhub.programmes.models import (
    Cohort,
    CohortSession,
    Milestone,
    MilestoneTemplate,
    Programme,
    Seat,
    Theme,
)
from eduhub.programmes.queries.cohorts import Choices
from eduhub.programmes.services.cohorts import CohortFields
from eduhub.programmes.services.curriculum import SessionFields
from eduhub.programmes.services.milestones import LONGEST_NOTE, MilestoneFields

CHOOSE = {"required": _("Choose one.")}
HTTPS = _("An address that begins with https.")
NOBODY = _("Nobody in particular")


def offer(field: forms.Field, choices: Iterable[tuple[Any, Any]], empty: Any = None) -> None:
    """Give a choice field what there is to choose from."""
    assert isinstance(field, forms.ChoiceField)
    named = [(str(code), str(label)) for code, label in choices]
    field.choices = named if empty is None else [("", empty), *named]


def number_or_none(told: str) -> int | None:
    return int(told) if told else None


class KeyedForm(EditForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class CohortForm(KeyedForm):
    programme = forms.ChoiceField(label=_("Programme"), error_messages=CHOOSE)
    call = forms.ChoiceField(
        required=False,
        label=_("Call"),
        help_text=_("Whoever was chosen in it comes into the cohort. Others are added by hand."),
    )
    name = TextInThree(label=_("Name"), max_length=120)
    words = TextInThree(
        required=False, long=True, max_length=3000, label=_("What the cohort does")
    )
    starts = forms.DateField(
        widget=DayInput,
        label=_("First day"),
        help_text=_("Weeks and milestones are counted from its week on."),
    )
    ends = forms.DateField(widget=DayInput, label=_("Last day"))
    place = TextInThree(required=False, label=pgettext_lazy("programme", "Place"), max_length=200)
    manager = forms.ChoiceField(
        required=False,
        label=_("Programme manager"),
        help_text=_("Hears of a milestone that is two weeks late."),
    )
    hours_each = forms.IntegerField(
        min_value=0, max_value=1000, initial=20, label=_("Mentor hours for each company, at most")
    )
    hours_all = forms.IntegerField(
        min_value=0, max_value=20000, initial=200, label=_("Mentor hours in all, at most")
    )
    is_shown = forms.BooleanField(
        required=False,
        label=_("Everybody sees the page of the cohort"),
        help_text=_("Only companies whose lead agrees are named there."),
    )

    def __init__(
        self,
        *args: Any,
        programmes: Iterable[Programme],
        calls: Choices,
        managers: Choices,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        offer(self.fields["programme"], [(one.pk, one.name) for one in programmes])
        offer(self.fields["call"], calls, _("No call"))
        offer(self.fields["manager"], managers, NOBODY)

    def fields_told(self) -> CohortFields:
        told = self.cleaned_data
        plain = ("name", "words", "starts", "ends", "place", "is_shown", "hours_each", "hours_all")
        return CohortFields(
            programme_id=int(told["programme"]),
            call_id=number_or_none(told["call"]),
            manager_id=number_or_none(told["manager"]),
            **{name: told[name] for name in plain},
        )


def cohort_initial(cohort: Cohort) -> dict[str, Any]:
    named = ("name", "words", "starts", "ends", "place", "is_shown", "key")
    return {
        **{name: getattr(cohort, name) for name in named},
        "programme": str(cohort.programme_id),
        "call": str(cohort.call_id or ""),
        "manager": str(cohort.manager_id or ""),
        "hours_each": cohort.minutes_each // 60,
        "hours_all": cohort.minutes_cap // 60,
        "seen": cohort.version,
    }


class ThemeForm(forms.Form):
    title = TextInThree(label=_("Theme"), max_length=120)
    words = TextInThree(required=False, long=True, max_length=2000, label=_("What it is about"))


def theme_initial(theme: Theme | None) -> dict[str, Any]:
    return {"title": theme.title, "words": theme.words} if theme else {}


class SessionForm(KeyedForm):
    title = TextInThree(label=_("Title"), max_length=120)
    begins = forms.DateTimeField(
        widget=MomentInput, label=_("Begins"), help_text=_("Helsinki time.")
    )
    ends = forms.DateTimeField(widget=MomentInput, label=_("Ends"))
    place = forms.CharField(required=False, max_length=200, label=_("Where"))
    link = forms.CharField(
        required=False, max_length=300, label=_("Link to a remote meeting"), help_text=HTTPS
    )

    def fields_told(self) -> SessionFields:
        names = SessionFields.__slots__
        return SessionFields(**{name: self.cleaned_data[name] for name in names})


def session_initial(session: CohortSession) -> dict[str, Any]:
    told = {name: getattr(session, name) for name in SessionFields.__slots__}
    return told | {"seen": session.version, "key": session.key}


class AttendanceForm(forms.Form):
    seats = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_("Companies that were there")
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self.fields["seats"], [(one.pk, one.organisation.name) for one in seats])

    def chosen(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["seats"]]


class TemplateForm(KeyedForm):
    week = forms.IntegerField(
        min_value=1,
        max_value=260,
        label=_("Week"),
        help_text=_("It is due on the Friday of this week of the cohort; 1 is the first."),
    )
    title = TextInThree(label=_("What is reached"), max_length=160)
    words = TextInThree(
        required=False, long=True, max_length=2000, label=_("How one sees that it is reached")
    )

    def told(self) -> tuple[int, Any, Any]:
        told = self.cleaned_data
        return told["week"], told["title"], told["words"]


def template_initial(template: MilestoneTemplate) -> dict[str, Any]:
    told = {name: getattr(template, name) for name in ("week", "title", "words", "key")}
    return told | {"seen": template.version}


class OwnerForm(forms.Form):
    owner = forms.ChoiceField(
        required=False,
        label=_("Who sees to it"),
        help_text=_("Nobody in particular: whoever leads the company."),
    )

    def __init__(self, *args: Any, people: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self.fields["owner"], people, NOBODY)

    def owner_id(self) -> int | None:
        return number_or_none(self.cleaned_data["owner"])


class MilestoneForm(OwnerForm, KeyedForm):
    title = TextInThree(label=_("What is reached"), max_length=160)
    words = TextInThree(
        required=False, long=True, max_length=2000, label=_("How one sees that it is reached")
    )
    due = forms.DateField(widget=DayInput, label=_("Due"))

    field_order = ("key", "seen", "title", "words", "due", "owner")

    def fields_told(self) -> MilestoneFields:
        told = self.cleaned_data
        return MilestoneFields(told["title"], told["words"], told["due"], self.owner_id())


def milestone_initial(milestone: Milestone) -> dict[str, Any]:
    told = {name: getattr(milestone, name) for name in ("title", "words", "due", "key")}
    return told | {"owner": str(milestone.owner_id or ""), "seen": milestone.version}


class FinishForm(forms.Form):
    note = forms.CharField(
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": "3", "cols": False}),
        label=_("What you reached, in short"),
    )
    evidence = forms.CharField(
        required=False,
        max_length=300,
        label=_("Link to something that shows it"),
        help_text=HTTPS,
    )
