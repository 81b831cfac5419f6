"""Passports: what they say, who issues them, what ends them."""

import pytest

from eduhub.evidence import services
from tests.makers.passports import make_passport

pytestmark = pytest.mark.django_db


def test_a_passport_is_signed_and_counts():
    passport = make_passport()

    checked = services.check_text(passport.text)

    assert (checked.is_genuine, checked.is_ours, checked.standing, checked.key_state) == (
        True,
        True,
        "in_force",
        "signs",
    )
    assert checked.counts and checked.credential == passport
    print(passport.text)
