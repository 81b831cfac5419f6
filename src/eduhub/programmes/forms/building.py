import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from eduhub.kit.editing import EditForm
from eduhub.kit.fields import MomentInput, TextInThree
from eduhub.people.models import Organisation
from eduhub.programmes.models import Call, Programme, Question, Step
from eduhub.programmes.services import CallFields, ProgrammeFields, QuestionFields
from eduhub.programmes.states import Fact, Ground, Openness, ProgrammeKind, QuestionKind

CHOOSE = {"required": _("Choose one.")}
HELSINKI = _("Helsinki time. At that minute it is over.")
FIELDS_OF_A_CALL = ("title", "words", "opens_at", "closes_at", "places")


class ProgrammeForm(EditForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    kind = forms.ChoiceField(choices=ProgrammeKind, label=_("Kind"), error_messages=CHOOSE)
    name = TextInThree(label=_("Name"), max_length=120)
    words = TextInThree(label=_("What it does for those it takes in"), long=True, max_length=3000)
    weeks = forms.IntegerField(
        required=False, min_value=1, max_value=260, label=_("How many weeks it lasts")
    )
    place = TextInThree(required=False, label=pgettext_lazy("programme", "Place"), max_length=200)
    costs = TextInThree(
        required=False, label=_("What it costs, and what it takes"), max_length=300
    )
    asked_by_id = forms.TypedChoiceField(
        required=False,
        coerce=int,
        empty_value=None,
        label=_("Whose challenge it is"),
        help_text=_(
            "A partner that has a challenge of its own. The hub runs the call and the jury."
        ),
    )
    is_shown = forms.BooleanField(required=False, initial=True, label=_("Everybody sees it"))

    def __init__(self, *args: Any, partners: Sequence[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["asked_by_id"]
        assert isinstance(field, forms.TypedChoiceField)
        named = [(str(one.pk), str(one.name)) for one in partners]
        field.choices = [("", _("Nobody's but the hub's own")), *named]

    def fields_told(self) -> ProgrammeFields:
        names = ProgrammeFields.__slots__
        return ProgrammeFields(**{name: self.cleaned_data[name] for name in names})


def programme_initial(programme: Programme | None) -> dict[str, Any]:
    if programme is None:
        return {"seen": 0, "is_shown": True}
    told = {name: getattr(programme, name) for name in ProgrammeFields.__slots__}
    return told | {"seen": programme.version}


class CallForm(EditForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    programme = forms.ChoiceField(label=_("Programme"), error_messages=CHOOSE)
    title = TextInThree(label=_("Title"), max_length=160)
    words = TextInThree(label=_("What is offered, and to whom"), long=True, max_length=6000)
    opens_at = forms.DateTimeField(
        widget=MomentInput, label=_("Opens"), help_text=_("Helsinki time.")
    )
    closes_at = forms.DateTimeField(widget=MomentInput, label=_("Closes"), help_text=HELSINKI)
    places = forms.IntegerField(
        required=False, min_value=1, max_value=1000, label=_("How many are taken in")
    )

    def __init__(self, *args: Any, programmes: Iterable[Programme], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["programme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), str(one.name)) for one in programmes]

    def fields_told(self) -> CallFields:
        told = self.cleaned_data
        return CallFields(
            programme_id=int(told["programme"]), **{name: told[name] for name in FIELDS_OF_A_CALL}
        )


def call_initial(call: Call) -> dict[str, Any]:
    told = {name: getattr(call, name) for name in FIELDS_OF_A_CALL}
    return told | {"programme": str(call.programme_id), "seen": call.version}


class StepForm(forms.Form):
    name = TextInThree(label=_("Name of the step"), max_length=80)
    due_at = forms.DateTimeField(
        widget=MomentInput, label=pgettext_lazy("step", "Closes"), help_text=HELSINKI
    )


class QuestionForm(forms.Form):
    step = forms.TypedChoiceField(coerce=int, label=_("Step"))
    kind = forms.ChoiceField(choices=QuestionKind, label=_("How it is answered"))
    words = TextInThree(label=_("Question"), max_length=300)
    help = TextInThree(required=False, label=_("What helps to answer it"), max_length=500)
    choices = TextInThree(
        required=False,
        long=True,
        max_length=2000,
        label=_("Choices"),
        help_text=_("One a line, in the same order in each language."),
    )
    is_required = forms.BooleanField(
        required=False, initial=True, label=_("Must be answered to finalise")
    )
    least = forms.IntegerField(
        required=False,
        label=_("At least"),
        help_text=_("Characters of a text, the number itself, choices, or euros in all."),
    )
    most = forms.IntegerField(required=False, label=_("At most"))
    if_question = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("Asked only if this question")
    )
    if_answer = forms.CharField(
        required=False,
        max_length=10,
        label=_("is answered by"),
        help_text=_("“yes”, “no”, or the number of a choice: 1 for the first."),
    )
    openness = forms.ChoiceField(
        choices=Openness,
        widget=forms.RadioSelect,
        initial=Openness.CONFIDENTIAL,
        label=_("Who reads the answer"),
        help_text=_(
            "Public: everybody, of those who are chosen. Confidential: the jury and the hub."
            " Secret: the hub alone."
        ),
    )
    ground = forms.ChoiceField(
        required=False, choices=[("", "–"), *Ground.choices], label=_("Why it is not public")
    )
    fact = forms.ChoiceField(
        required=False,
        choices=[("", "–"), *Fact.choices],
        label=_("What the hub may know already"),
        help_text=_("Then it is shown from the record and not asked."),
    )
    tells_who = forms.BooleanField(required=False, label=_("The answer tells who applies"))
    is_eligibility = forms.BooleanField(
        required=False, label=_("Decides who may apply, and is asked before anything else")
    )
    accepted = forms.CharField(
        required=False,
        max_length=10,
        label=_("The answer that is accepted"),
        help_text=_("Of a question that decides. For a number, at least and at most decide."),
    )
    refusal = TextInThree(
        required=False, max_length=400, label=_("What those read who may not apply")
    )

    def __init__(
        self, *args: Any, steps: Sequence[Step], others: Sequence[Question], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        for name, choices in (
            ("step", [(str(one.place), str(one.name)) for one in steps]),
            ("if_question", [("", gettext("always")), *((str(q.pk), str(q)) for q in others)]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def fields_told(self) -> QuestionFields:
        return QuestionFields(**{name: self.cleaned_data[name] for name in self.base_fields})


def question_initial(question: Question) -> dict[str, Any]:
    told = {name: getattr(question, name) for name in QuestionForm.base_fields}
    return told | {"step": question.step.place, "if_question": question.if_question_id or ""}


class RewordForm(forms.Form):
    words = TextInThree(label=_("Question"), max_length=300)
    help = TextInThree(required=False, label=_("What helps to answer it"), max_length=500)
    reason = forms.CharField(
        max_length=300,
        label=_("Why the words change"),
        help_text=_("Applicants read this beside the question."),
    )


class GraceForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    organisation = forms.ChoiceField(label=_("Who gets more time"), error_messages=CHOOSE)
    until = forms.DateTimeField(widget=MomentInput, label=_("Until"), help_text=HELSINKI)
    reason = forms.CharField(
        max_length=300, label=_("Why"), help_text=_("It stays written down, and they read it.")
    )

    def __init__(self, *args: Any, organisations: Iterable[Organisation], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        rows = ((str(one.pk), str(one.name)) for one in organisations)
        field.choices = [("", gettext("Choose")), *rows]
