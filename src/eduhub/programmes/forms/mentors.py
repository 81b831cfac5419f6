"""Forms of mentoring: profiles, wishes of both sides, pairs, hours."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import DayInput
from eduhub.programmes.forms.cohorts import CHOOSE, offer
from eduhub.programmes.forms.juries import long_words
from eduhub.programmes.models import LONGEST_SESSION, Bench, HourLine, Mentor, Seat
from eduhub.programmes.queries.mentors import in_words
from eduhub.programmes.services.hours import LONGEST_NOTE, LONGEST_REASON, Held
from eduhub.programmes.services.mentors import LONGEST_WORDS, Asks, MentorFields
from eduhub.programmes.states.cohorts import Expertise, Liking

SOME = {"required": _("Choose at least one.")}
LIKINGS = [("", pgettext_lazy("liking", "No wish")), *Liking.choices]


def many(label: Any, choices: Iterable[tuple[Any, Any]], **rest: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        label=label,
        error_messages=SOME,
        **rest,
    )


class MentorForm(EditForm):
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    expertise = many(_("What you know"), Expertise.choices)
    languages = many(_("Languages"), settings.LANGUAGES)
    hours_a_month = forms.IntegerField(min_value=1, max_value=80, label=_("Hours a month"))
    most_companies = forms.IntegerField(
        min_value=1, max_value=20, label=_("At most how many companies at a time?")
    )
    words = forms.CharField(
        required=False,
        max_length=LONGEST_WORDS,
        widget=long_words(4),
        label=_("A few words about you"),
        help_text=_("Companies of your cohorts read them before they choose."),
    )
    is_active = forms.BooleanField(required=False, initial=True, label=_("Takes new companies"))

    def fields_told(self) -> MentorFields:
        names = MentorFields.__slots__
        return MentorFields(**{name: self.cleaned_data[name] for name in names})


class NewMentorForm(MentorForm):
    email = forms.EmailField(
        label=_("E-mail address of the mentor"), help_text=_("They need an account here.")
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["expertise"].label = _("What the mentor knows")
        self.fields["words"].label = _("A few words about the mentor")

    field_order = ("email",)


def mentor_initial(mentor: Mentor) -> dict[str, Any]:
    told = {name: getattr(mentor, name) for name in MentorFields.__slots__}
    return told | {"seen": mentor.version}


class Likings(forms.Form):
    """One choice for each of the other side, by its key."""

    def ask(self, rows: Mapping[int, tuple[str, str]], said: Mapping[int, str]) -> None:
        """rows: by key, the name and what is told of it."""
        self.keys = list(rows)
        for pk, (name, help_text) in rows.items():
            self.fields[f"like_{pk}"] = forms.ChoiceField(
                required=False,
                choices=LIKINGS,
                widget=forms.RadioSelect,
                label=name,
                help_text=help_text,
                initial=said.get(pk, ""),
            )

    @property
    def asked(self) -> list[forms.BoundField]:
        return [self[f"like_{pk}"] for pk in self.keys]

    def said(self) -> dict[int, str]:
        return {pk: self.cleaned_data[f"like_{pk}"] for pk in self.keys}


class CompanyWishes(Likings, EditForm):
    needs = many(_("What you would like help with"), Expertise.choices, required=False)
    languages = many(_("Languages that you can speak with a mentor"), settings.LANGUAGES)

    def __init__(
        self, *args: Any, bench: Iterable[Bench], said: Mapping[int, str], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.ask({one.pk: (str(one.mentor), told_of(one.mentor)) for one in bench}, said)

    def asks(self) -> Asks:
        told = self.cleaned_data
        return Asks(told["needs"], told["languages"], self.said())


def told_of(mentor: Mentor) -> str:
    spoken = dict(settings.LANGUAGES)
    languages = ", ".join(str(spoken[code]) for code in mentor.languages)
    told = (in_words(mentor.expertise), languages, mentor.words)
    return ". ".join(part.rstrip(".") for part in told if part) + "."


class MentorWishes(Likings):
    def __init__(
        self, *args: Any, seats: Iterable[Seat], said: Mapping[int, str], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        rows = {one.pk: (str(one.organisation.name), in_words(one.needs)) for one in seats}
        self.ask(rows, said)


class BenchForm(forms.Form):
    mentor = forms.ChoiceField(label=_("Mentor"), error_messages=CHOOSE)

    def __init__(self, *args: Any, mentors: Iterable[Mentor], **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self.fields["mentor"], [(one.pk, one.at_desk) for one in mentors], _("Choose"))


class HandForm(forms.Form):
    bench = forms.ChoiceField(label=_("Mentor"), error_messages=CHOOSE)

    def __init__(self, *args: Any, bench: Iterable[Bench], **rest: Any) -> None:
        super().__init__(*args, **rest)
        offer(self.fields["bench"], [(one.pk, one.mentor.at_desk) for one in bench], _("Choose"))


class HoursForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    held_on = forms.DateField(widget=DayInput, label=pgettext_lazy("session", "Day"))
    minutes = forms.IntegerField(min_value=1, max_value=LONGEST_SESSION, label=_("Minutes"))
    note = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        widget=long_words(4),
        label=_("Shared note"),
        help_text=_("The company and the hub read it."),
    )
    private = forms.CharField(
        required=False,
        max_length=LONGEST_NOTE,
        widget=long_words(3),
        label=_("Private note"),
        help_text=_("Only you read it; the hub does not."),
    )

    def held(self) -> Held:
        told = self.cleaned_data
        return Held(told["held_on"], told["minutes"], told["note"], told["private"])


class CorrectionForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    held_on = forms.DateField(widget=DayInput, label=pgettext_lazy("session", "Day"))
    minutes = forms.IntegerField(
        min_value=0,
        max_value=LONGEST_SESSION,
        label=_("Minutes"),
        help_text=_("0: it was not held after all."),
    )
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        label=_("What was wrong"),
        help_text=_("The company and the hub read it."),
    )


def correction_initial(line: HourLine) -> dict[str, Any]:
    return {"held_on": line.held_on, "minutes": line.minutes}
