"""The demo's open codes: there whenever it is started, and the same while they are open."""

import datetime as dt

import pytest

from eduhub.pilots.services import feedback
from eduhub.site.demo.codes import open_codes
from tests.makers.pilots import make_pilot_in
from tests.makers.running import LATER

pytestmark = pytest.mark.django_db


def test_each_start_has_an_open_code_for_pupils_and_one_for_teachers():
    make_pilot_in("running")

    first = open_codes(LATER)
    again = open_codes(LATER + dt.timedelta(days=6))
    later = open_codes(LATER + dt.timedelta(days=8))

    assert [code.audience for code in first] == ["pupils", "teachers"]
    assert first == again
    assert not {code.code for code in first} & {code.code for code in later}
    assert [feedback.open_session(one.code, now=LATER) for one in first] == first


def test_a_city_in_which_nothing_runs_has_no_code():
    make_pilot_in("agreement_signed")

    assert open_codes(LATER) == []
