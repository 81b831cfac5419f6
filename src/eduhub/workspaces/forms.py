import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.kit.documents import ACCEPTED
from eduhub.kit.editing import EditForm
from eduhub.kit.fields import DayInput
from eduhub.workspaces.models import LONGEST
from eduhub.workspaces.services import Errand, Resolved


class OnceForm(forms.Form):
    """A form that does its deed once, however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class MessageForm(OnceForm):
    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": "4", "cols": False}),
        label=_("Your message"),
        error_messages={"required": _("Write something first.")},
    )
    answers = forms.IntegerField(required=False, widget=forms.HiddenInput)


class EditMessageForm(EditForm):
    text = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": "6", "cols": False}),
        label=_("Your message"),
        error_messages={"required": _("Write something first.")},
    )


class FileForm(OnceForm):
    file = forms.FileField(
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        label=_("File"),
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument, pictures or plain text; at most 10 MB."
            " Nothing about single pupils."
        ),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty."),
        },
    )
    note = forms.CharField(required=False, max_length=200, label=_("What is new in it"))


class TaskFields(forms.Form):
    what = forms.CharField(max_length=200, label=_("What is to be done"))
    due = forms.DateField(required=False, widget=DayInput, label=_("By"))
    owner = forms.ChoiceField(required=False, label=_("Whose task"))

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = owners

    def errand(self) -> Errand:
        told = self.cleaned_data
        return Errand(told["what"], told["due"], told["owner"])


class TaskForm(TaskFields, OnceForm):
    """A new task."""


class EditTaskForm(TaskFields, EditForm):
    """A task that is there."""


class DecisionForm(OnceForm):
    what = forms.CharField(max_length=300, label=_("What was decided"))
    why = forms.CharField(
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": "3", "cols": False}),
        label=_("Why"),
    )
    decided_on = forms.DateField(widget=DayInput, label=_("When"))
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def resolved(self) -> Resolved:
        told = self.cleaned_data
        return Resolved(told["what"], told["why"], told["decided_on"])


class WishForm(forms.Form):
    by_mail = forms.BooleanField(
        required=False,
        label=_("Tell me by mail"),
        help_text=_("One letter a day at most, and only when there is something new."),
    )
    shows_name = forms.BooleanField(
        required=False,
        label=_("Show my name to all members"),
        help_text=_("Otherwise those of other organisations see your role and organisation."),
    )
