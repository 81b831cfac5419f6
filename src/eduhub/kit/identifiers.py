"""What in free words tells who a person is: identity codes and e-mail addresses, for certain.

Names are not looked for: in a sentence they cannot be told from other words.
"""

import re

from django.utils.translation import gettext as _
from stdnum.fi import hetu

EMAIL = re.compile(r"[^\s@;,<>]+@[^\s@;,<>]+\.[A-Za-z]{2,}")
CODE = re.compile(r"(?<![0-9A-Za-z])\d{6}[-+A-FU-Ya-fu-y]\d{3}[0-9A-Ya-y](?![0-9A-Za-z])")


def holds_code(words: str) -> bool:
    """A Finnish personal identity code with its right check character stands somewhere in it."""
    return any(hetu.is_valid(found, allow_temporary=True) for found in CODE.findall(words))


def holds_email(words: str) -> bool:
    return EMAIL.search(words) is not None


def why_code_refused(words: str) -> str:
    """How to mend words that hold an identity code; "" when they hold none."""
    if holds_code(words):
        return _("Leave out the personal identity code. No person is named here.")
    return ""


def why_refused(words: str) -> str:
    """How to mend words that tell who a person is; "" when nothing in them does."""
    if refused := why_code_refused(words):
        return refused
    if holds_email(words):
        return _("Leave out the e-mail address. No person is named here.")
    return ""
