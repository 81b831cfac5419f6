import datetime as dt
import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eduhub.advice.forms.asking import CHOOSE, long_words
from eduhub.advice.models import LONGEST, Adviser, Memo, Signpost
from eduhub.advice.models.advisers import MOST_A_WEEK
from eduhub.advice.services import MOST_STEPS, Agreed, Sign, Skills
from eduhub.advice.states import Owner, SignKind, Stage, Topic
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import TextInThree
from eduhub.people.models import User
from eduhub.people.queries import told_apart

PLACES = range(MOST_STEPS)


class MemoForm(EditForm):
    """What was said, and up to five agreed steps; an empty step is none."""

    words = forms.CharField(
        max_length=LONGEST,
        widget=long_words(6),
        label=_("What was said"),
        help_text=_("Whoever asked, and their organisation, read this."),
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        for place in PLACES:
            number = {"number": place + 1}
            self.fields[f"what_{place}"] = forms.CharField(
                required=False, max_length=200, label=gettext("Step %(number)s") % number
            )
            self.fields[f"owner_{place}"] = forms.ChoiceField(
                required=False,
                choices=[("", gettext("Choose")), *Owner.choices],
                label=gettext("Who takes step %(number)s") % number,
            )
            self.fields[f"due_{place}"] = forms.DateField(
                required=False, label=gettext("Step %(number)s by") % number
            )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for place in PLACES:
            if not told.get(f"what_{place}"):
                continue
            for name, words in (
                (f"owner_{place}", gettext("Choose who takes the step.")),
                (f"due_{place}", gettext("Write by which day.")),
            ):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return told

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(self[f"what_{n}"], self[f"owner_{n}"], self[f"due_{n}"]) for n in PLACES]

    def steps(self) -> list[Agreed]:
        told = self.cleaned_data
        return [
            Agreed(told[f"what_{n}"], told[f"owner_{n}"], told[f"due_{n}"])
            for n in PLACES
            if told[f"what_{n}"]
        ]


def memo_initial(memo: Memo | None) -> dict[str, Any]:
    """What stands in the form of one that is there, or of none."""
    if memo is None:
        return {"seen": 0}
    told: dict[str, Any] = {"seen": memo.version, "words": memo.words}
    for place, step in enumerate(memo.steps.order_by("due", "pk")[:MOST_STEPS]):
        told |= {
            f"what_{place}": step.what,
            f"owner_{place}": step.owner,
            f"due_{place}": step.due,
        }
    return told


class NoteForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    words = forms.CharField(max_length=LONGEST, widget=long_words(4), label=_("A new note"))


class ReaderForm(forms.Form):
    person = forms.ChoiceField(label=_("Who else may read"), error_messages=CHOOSE)

    def __init__(self, *args: Any, people: list[User], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *told_apart(people, by_address=True).items()]


class CalendarForm(forms.Form):
    address = forms.CharField(
        required=False,
        max_length=500,
        label=_("Secret address of your own calendar (iCal)"),
        help_text=_(
            "Your calendar program gives it under sharing. The hub reads only when you are busy,"
            " never with what. If you leave it empty, nothing is read."
        ),
    )


class SkillFields(forms.Form):
    topics = forms.MultipleChoiceField(
        choices=Topic, widget=forms.CheckboxSelectMultiple, label=_("Fields")
    )
    stages = forms.MultipleChoiceField(
        choices=Stage, widget=forms.CheckboxSelectMultiple, label=_("For whom")
    )
    languages = forms.MultipleChoiceField(
        choices=settings.LANGUAGES, widget=forms.CheckboxSelectMultiple, label=_("Languages")
    )
    share = forms.IntegerField(
        min_value=10, max_value=100, initial=100, label=_("Share of a full load, per cent")
    )
    weekly_cap = forms.IntegerField(
        min_value=1, max_value=MOST_A_WEEK, initial=6, label=_("Sessions a week at most")
    )
    since = forms.DateField(
        label=_("Takes sessions since"),
        help_text=_("Whoever is new starts at the average, and is not flooded."),
    )
    is_active = forms.BooleanField(required=False, initial=True, label=_("Takes sessions now"))
    video_link = forms.URLField(required=False, label=_("Video link, the same for all sessions"))

    def skills(self) -> Skills:
        return Skills(**{name: self.cleaned_data[name] for name in SkillFields.base_fields})


class NewAdviserForm(SkillFields):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    email = forms.EmailField(
        label=_("E-mail address of the person"), help_text=_("They need an account at the hub.")
    )


class EditAdviserForm(SkillFields, EditForm):
    """One that is there."""


def skills_of(adviser: Adviser) -> dict[str, Any]:
    """What stands in the form of one that is there."""
    told = {name: getattr(adviser, name) for name in SkillFields.base_fields}
    return told | {"seen": adviser.version}


def of_today(today: dt.date) -> dict[str, Any]:
    return {"since": today, "share": 100, "weekly_cap": 6, "is_active": True}


class SignFields(forms.Form):
    kind = forms.ChoiceField(
        choices=SignKind, widget=forms.RadioSelect, label=_("What it is"), error_messages=CHOOSE
    )
    name = TextInThree(label=_("Name"), max_length=120)
    about = TextInThree(label=_("What one finds there"), long=True, required=False, max_length=600)
    website = forms.URLField(label=_("Address of the page"))
    address = forms.EmailField(
        required=False,
        label=_("E-mail address for referrals"),
        help_text=_(
            "Of an agency only. Without it nobody is told, and whoever asked turns there."
        ),
    )
    topics = forms.MultipleChoiceField(
        choices=Topic, widget=forms.CheckboxSelectMultiple, label=_("Fields")
    )
    stages = forms.MultipleChoiceField(
        choices=Stage, widget=forms.CheckboxSelectMultiple, label=_("For whom")
    )
    comes_first = forms.BooleanField(
        required=False, label=_("Comes before the hub's own advisers")
    )
    is_shown = forms.BooleanField(required=False, initial=True, label=_("New requests lead here"))

    def sign(self) -> Sign:
        return Sign(**{name: self.cleaned_data[name] for name in SignFields.base_fields})


class NewSignForm(SignFields):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class EditSignForm(SignFields, EditForm):
    """One that is there."""


def sign_initial(sign: Signpost) -> dict[str, Any]:
    """What stands in the form of one that is there."""
    return {name: getattr(sign, name) for name in SignFields.base_fields} | {"seen": sign.version}
