"""Fields that ask for codes of the shared topics."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from eduhub.catalogue.queries.topics import Topics
from eduhub.catalogue.states import TopicKind

ADULTS = "age-adults"
NOT_TAUGHT_IN = {"language-wordless"}


def codes_field(
    topics: Topics,
    kind: TopicKind,
    *,
    label: Any,
    leave_out: set[str] | None = None,
    **rest: Any,
) -> forms.MultipleChoiceField:
    """Any number of topics of one kind, as boxes."""
    rest.setdefault("required", False)
    left_out = leave_out or set()
    return forms.MultipleChoiceField(
        label=label,
        choices=[(t.code, str(t.name)) for t in topics.of_kind(kind) if t.code not in left_out],
        widget=forms.CheckboxSelectMultiple,
        **rest,
    )


def code_field(
    topics: Topics,
    kind: TopicKind,
    *,
    label: Any,
    leave_out: set[str] | None = None,
    **rest: Any,
) -> forms.ChoiceField:
    """One topic of a kind, or none."""
    rest.setdefault("required", False)
    left_out = leave_out or set()
    named = [(t.code, str(t.name)) for t in topics.of_kind(kind) if t.code not in left_out]
    return forms.ChoiceField(label=label, choices=[("", _("Choose")), *named], **rest)
