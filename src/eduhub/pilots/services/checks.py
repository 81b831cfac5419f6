"""What came in, held against the model: a refusal names each field and how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import astuple

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Topic
from eduhub.catalogue.states import TopicKind
from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import why_refused
from eduhub.kit.lang import Text

LONGEST_REASON = 300  # characters


def reason_given(reason: str) -> str:
    """The reason without spaces around it; Invalid when there is none, or too much of it."""
    words = short_reason(reason)
    if not words:
        raise Invalid({"reason": _("Write the reason in a sentence.")})
    return words


def short_reason(reason: str) -> str:
    """The same where none is needed: "" is a reason too."""
    words = reason.strip()
    if len(words) > LONGEST_REASON:
        raise Invalid({"reason": _("Write it shorter, in at most 300 characters.")})
    names_nobody({"reason": words})
    return words


def hold_against_model(row: Model, fields: Iterable[str]) -> None:
    """Invalid, with the model's own words, if one of these fields cannot be taken."""
    named = set(fields)
    others = {f.name for f in row._meta.get_fields() if f.name not in named}
    try:
        row.clean_fields(exclude=others)
    except ValidationError as wrong:
        raise Invalid({name: words[0] for name, words in wrong.message_dict.items()}) from wrong


def names_nobody(told: Mapping[str, Text | str]) -> None:
    """Invalid if words hold an identity code or an e-mail address: they are read by others."""
    found: dict[str, str] = {}
    for name, words in told.items():
        spoken = astuple(words) if isinstance(words, Text) else (words,)
        why = next(filter(None, map(why_refused, spoken)), "")
        if why:
            found[name] = why
    if found:
        raise Invalid(found)


KINDS: dict[str, TopicKind] = {  # which shared codes a field may hold
    "codes": TopicKind.SUBJECT,
    "uses": TopicKind.SUBJECT,
    "ages": TopicKind.AGE,
    "language": TopicKind.LANGUAGE,
    "languages": TopicKind.LANGUAGE,
    "devices": TopicKind.DEVICE,
}


def hold_against_topics(told: Mapping[str, Iterable[str]]) -> None:
    """Invalid if a field holds a code that is not one of its kind. One query."""
    asked = {code for codes in told.values() for code in codes}
    if not asked:
        return
    kind_of = dict(Topic.objects.filter(code__in=asked).values_list("code", "kind"))
    wrong = {
        name: _("Choose from the list.")
        for name, codes in told.items()
        if any(kind_of.get(code) != KINDS[name] for code in codes)
    }
    if wrong:
        raise Invalid(wrong)
