"""Django reads one catalogue made of all: a package's word may take the place of a room's own."""

import pytest
from django.utils.translation import gettext, override, pgettext

from tools.words import HOUSE, LANGUAGES, po_file, read, rooms


def heard(word, context):
    return pgettext(context, word) if context else gettext(word)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_room_says_is_what_is_heard(language):
    """A word that a package says otherwise needs a context of its own."""
    said = {
        (word, context): told.texts[0]
        for room in rooms(HOUSE)
        for (word, context), told in read(po_file(room, language), language).items()
        if len(told.texts) == 1
    }

    with override(language):
        lost = {key: heard(*key) for key, own in said.items() if heard(*key) != own}

    assert lost == {}
    assert len(said) > 3000
