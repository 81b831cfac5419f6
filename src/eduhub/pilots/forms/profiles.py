import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.queries.topics import Topics
from eduhub.catalogue.states import TopicKind
from eduhub.kit.fields import DayInput
from eduhub.kit.formats import day
from eduhub.pilots.forms.pilots import WHOLE
from eduhub.pilots.forms.topics import ADULTS, NOT_TAUGHT_IN, code_field, codes_field
from eduhub.pilots.models import GroupProfile
from eduhub.pilots.services.profiles import ProfileFields
from eduhub.pilots.states import GRADES, grade_words
from eduhub.pilots.states.offers import WEEK, NeedGroup, term_weeks


class ProfileForm(forms.Form):
    """What a teacher says of a group; the weeks are those of the term that can be planned."""

    label = forms.CharField(
        max_length=20,
        label=_("What is the group called?"),
        help_text=_("As your school calls it, such as 5B. Only your school and the hub see it."),
        widget=forms.TextInput({"class": "input--s", "autocomplete": "off"}),
    )
    grade = forms.TypedChoiceField(coerce=int, label=_("Grade level"))
    pupils = forms.IntegerField(
        min_value=1,
        max_value=60,
        label=_("How many pupils?"),
        help_text=_("A head count, no names"),
        error_messages={
            "invalid": WHOLE,
            "min_value": _("Write 1 or more"),
            "max_value": _("Write 60 or less"),
        },
    )
    most_minutes = forms.IntegerField(
        min_value=5,
        max_value=600,
        label=_("Your own time, at most, minutes a week"),
        help_text=_("Everything counts: preparing, the lesson, writing down"),
        error_messages={
            "invalid": WHOLE,
            "min_value": _("Write 5 minutes or more"),
            "max_value": _("Write 600 minutes or less"),
        },
    )
    need_group = forms.ChoiceField(
        choices=[("", _("General teaching")), *NeedGroup.choices],
        required=False,
        label=_("Kind of group"),
        help_text=_(
            "So that each kind gets its share of the pilots. Only your school and the hub see it."
        ),
    )
    all_weeks = forms.BooleanField(required=False, label=_("All weeks of the term are free"))
    not_this_term = forms.BooleanField(
        required=False,
        label=_("Not this term"),
        help_text=_("The profile stays and does not count. Take the mark away when you like."),
    )
    valid_until = forms.DateField(
        widget=DayInput,
        label=_("Until when does this count?"),
        help_text=_("After that day nobody asks you; you can change it at any time."),
    )

    def __init__(self, *args: Any, topics: Topics, today: dt.date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        grade = self.fields["grade"]
        assert isinstance(grade, forms.TypedChoiceField)
        grade.choices = [("", _("Choose")), *((g, grade_words(g)) for g in GRADES)]
        self.fields["language"] = code_field(
            topics,
            TopicKind.LANGUAGE,
            label=_("Language of teaching"),
            leave_out=NOT_TAUGHT_IN,
            required=True,
        )
        self.weeks = term_weeks(today)
        self.fields["weeks"] = forms.TypedMultipleChoiceField(
            coerce=dt.date.fromisoformat,
            required=False,
            label=_("Or choose the free weeks"),
            choices=[(monday.isoformat(), week_words(monday)) for monday in self._offered()],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["devices"] = codes_field(
            topics, TopicKind.DEVICE, label=_("Which devices does the group have?")
        )
        self.fields["codes"] = codes_field(
            topics, TopicKind.SUBJECT, label=_("Which subjects would you try something in?")
        )

    def _offered(self) -> list[dt.date]:
        """The term's weeks, and those chosen before that are of another term."""
        chosen = [dt.date.fromisoformat(one) for one in self.initial.get("weeks", ())]
        return sorted({*self.weeks, *(one for one in chosen if one > self.weeks[0])})

    def written(self) -> ProfileFields:
        told = dict(self.cleaned_data)
        if told.pop("all_weeks"):
            told["weeks"] = self.weeks
        return ProfileFields(**{name: told[name] for name in ProfileFields.__slots__})


class ProfileEditForm(ProfileForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)


def week_words(monday: dt.date) -> str:
    """A week as schools speak of it, with its first day."""
    return gettext("Week %(week)s, from %(day)s") % {
        "week": monday.isocalendar().week,
        "day": day(monday),
    }


def first_profile(today: dt.date) -> dict[str, Any]:
    """What a fresh profile begins with: it counts until the end of the term."""
    return {"valid_until": term_weeks(today)[-1] + WEEK - dt.timedelta(days=1)}


def initial_of_profile(profile: GroupProfile) -> dict[str, Any]:
    named = {name: getattr(profile, name) for name in ProfileFields.__slots__}
    weeks = [monday.isoformat() for monday in profile.weeks]
    return named | {"weeks": weeks, "seen": profile.version}


class ProfilesForm(forms.Form):
    """How the hub's people narrow the list; nonsense narrows nothing."""

    minutes = forms.IntegerField(
        required=False, min_value=5, max_value=600, label=_("At least so many minutes a week")
    )
    all_of_them = forms.BooleanField(required=False, label=_("Also those that do not count now"))

    def __init__(self, *args: Any, topics: Topics, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["age"] = code_field(topics, TopicKind.AGE, label=_("Age"), leave_out={ADULTS})
        self.fields["language"] = code_field(
            topics, TopicKind.LANGUAGE, label=_("Language of teaching"), leave_out=NOT_TAUGHT_IN
        )
        self.fields["subject"] = code_field(topics, TopicKind.SUBJECT, label=_("Subject"))
        self.order_fields(["age", "language", "subject", "minutes", "all_of_them"])
