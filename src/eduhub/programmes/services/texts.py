"""Free words, put in order, and why they cannot be taken."""

from django.utils.translation import gettext as _

from eduhub.kit.errors import Invalid
from eduhub.kit.identifiers import holds_code


def kept(field: str, words: str, most: int) -> str:
    """The words without space around them; Invalid where they are missing, too long or tell who."""
    said = words.strip()
    if not said:
        raise Invalid({field: _("Write something here.")})
    if len(said) > most:
        shorter = _("Write it shorter, in at most %(most)s characters.")
        raise Invalid({field: shorter % {"most": most}})
    if holds_code(said):
        raise Invalid({field: _("Leave out the personal identity code.")})
    return said
