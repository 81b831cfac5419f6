"""Words that tell who a person is are refused with a way to mend them."""

import pytest
from django.utils.translation import override

from eduhub.kit.identifiers import why_refused


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("Two groups of 22 pupils, ages 10 to 12", ""),
        ("Lesson 131052-3 and 131052-308X", ""),  # the right check character would be T
        ("Ask the pupil 131052-308T", "identity code"),
        ("(010594Y9021)", "identity code"),
        ("Write to first.last@school.example", "e-mail address"),
        ("Meet at 10 @ the library", ""),
    ],
)
def test_codes_and_addresses_are_found_in_the_middle_of_words(words, refused):
    with override("en"):
        found = why_refused(words)

    assert (refused in found) if refused else found == ""
