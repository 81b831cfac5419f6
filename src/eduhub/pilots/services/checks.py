"""What came in, held against the model: a refusal names each field and how to mend it."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from eduhub.kit.errors import Invalid

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
    return words


def hold_against_model(row: Model, fields: Iterable[str]) -> None:
    """Invalid, with the model's own words, if one of these fields cannot be taken."""
    named = set(fields)
    others = {f.name for f in row._meta.get_fields() if f.name not in named}
    try:
        row.clean_fields(exclude=others)
    except ValidationError as wrong:
        raise Invalid({name: words[0] for name, words in wrong.message_dict.items()}) from wrong
