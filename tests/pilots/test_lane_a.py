"""In lane A nothing tells who a pupil is: not by the rules, not by the database, in no field."""

from decimal import Decimal

import pytest
from django.db import IntegrityError

from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.pilots import services
from eduhub.pilots.models import Pilot
from eduhub.pilots.states import GroupState
from tests.makers import NOW, TODAY
from tests.makers.pilots import (
    LANES,
    decide_lane,
    make_agreed,
    make_cast,
    make_definition,
    make_permit_terms,
    make_pilot_in,
    make_terms,
)

pytestmark = pytest.mark.django_db


def told(pilot):
    pilot.refresh_from_db()
    latest = pilot.lane_answers.latest("version")
    return pilot.lane, pilot.state, latest.version, latest.data, latest.recommended


def test_an_offer_that_comes_to_touch_personal_data_leaves_lane_a_and_is_asked_anew():
    cast = make_cast(GroupState.JOINED)
    decide_lane(cast, "A")
    cast.pilot.refresh_from_db()

    terms = make_terms(data_touched=["answers"])
    seen, lead = cast.pilot.version, cast.actor("lead")
    services.edit_pilot(cast.pilot.pk, terms, seen=seen, by=lead, now=NOW)

    assert told(cast.pilot) == ("", "posted", 2, ["answers"], "B")


def test_what_is_answered_stands_in_the_offer_too():
    cast = make_cast()
    decide_lane(cast, "B")

    cast.pilot.refresh_from_db()
    assert (cast.pilot.lane, cast.pilot.data_touched) == ("B", ["answers"])


def test_no_official_decides_on_lane_a_where_personal_data_are_touched():
    cast = make_cast()
    by, answers = cast.actor("lead"), LANES["B"]
    services.answer_lane(cast.pilot.pk, answers, seen=0, by=by, now=NOW)

    with pytest.raises(Invalid) as refusal:
        services.decide_lane(
            cast.pilot.pk, "A", "A demo.", seen=1, by=cast.actor("official"), now=NOW
        )

    assert list(refusal.value.fields) == ["lane"]


def test_the_database_itself_holds_no_personal_data_in_lane_a():
    decide_lane(make_cast(), "A")

    with pytest.raises(IntegrityError, match="lane_a_touches_no_personal_data"):
        Pilot.objects.update(data_touched=["voice"])


def say(words):
    return Text(fi=words, sv="Nej", en="No")


FIELDS = {  # each field of free words that somebody types into a pilot
    **{
        name: lambda c, words, name=name: services.edit_pilot(
            c.pilot.pk,
            make_terms(**{name: say(words)}),
            seen=c.pilot.version,
            by=c.actor("lead"),
            now=NOW,
        )
        for name in ("purpose", "wanted")
    },
    **{
        name: lambda c, words, name=name: services.write_statement(
            c.pilot.pk,
            make_definition(**{name: say(words)}),
            seen=0,
            by=c.actor("lead"),
            now=NOW,
        )
        for name in ("success", "measure", "unit", "stop_rule")
    },
    "label": lambda c, words: services.join(
        c.pilot.pk, label=words, grade=5, pupils=20, by=c.actor("colleague"), now=NOW
    ),
    "no to a group": lambda c, words: services.decline_group(
        c.group.pk, words, by=c.actor("principal"), now=NOW
    ),
    "no to the offer": lambda c, words: services.decline_pilot(
        c.pilot.pk, words, by=c.actor("staff"), now=NOW
    ),
    "withdrawn": lambda c, words: services.withdraw_pilot(
        c.pilot.pk, words, by=c.actor("lead"), now=NOW
    ),
    "lane": lambda c, words: services.decide_lane(
        c.pilot.pk, "B", words, seen=1, by=c.actor("official"), now=NOW
    ),
}
AGREED = {  # and later
    "stopped": lambda c, words: services.stop(c.pilot.pk, words, by=c.actor("principal"), now=NOW),
    "cover": lambda c, words: services.ask_for_cover(
        c.pilot.pk,
        services.CoverAsked(Decimal(2), Decimal(90), words),
        by=c.actor("teacher"),
        now=NOW,
    ),
}
OTHER_LANES = {  # where they have papers of their own
    "clearance": lambda c, words: services.decide_privacy(
        c.pilot.pk, False, words, by=c.actor("official"), now=NOW
    ),
    "permit": lambda c, words: services.note_permit(
        c.pilot.pk, make_permit_terms(reason=words), by=c.actor("official"), now=NOW
    ),
    "number": lambda c, words: services.note_permit(
        c.pilot.pk, make_permit_terms(number=words), by=c.actor("official"), now=NOW
    ),
    "revoked": lambda c, words: services.revoke_permit(
        c.pilot.pk, words, by=c.actor("official"), now=NOW
    ),
    "information": lambda c, words: services.note_information(
        c.group.pk, TODAY, words, by=c.actor("teacher"), now=NOW
    ),
}
TELLING = ["131052-308T", "a@home.example"]  # an example of the code's own description


def decided():
    cast = make_cast(GroupState.JOINED)
    decide_lane(cast, "A")
    cast.pilot.refresh_from_db()
    return cast


@pytest.mark.parametrize("words", TELLING)
@pytest.mark.parametrize(
    ("field", "deeds", "made"),
    [
        *((field, FIELDS, decided) for field in FIELDS),
        *((field, AGREED, lambda: make_pilot_in("running")) for field in AGREED),
        *((field, OTHER_LANES, lambda: make_agreed("C")) for field in OTHER_LANES),
    ],
)
def test_no_field_takes_an_identity_code_or_an_address(field, deeds, made, words):
    cast = made()

    with pytest.raises(Invalid) as refusal:
        deeds[field](cast, f"5B {words}")

    assert len(refusal.value.fields) == 1


@pytest.mark.parametrize(
    ("field", "deeds", "made"),
    [
        *((field, FIELDS, decided) for field in FIELDS),
        *((field, AGREED, lambda: make_pilot_in("running")) for field in AGREED),
    ],
)
def test_the_same_fields_take_other_words(field, deeds, made):
    deeds[field](made(), "5B reads")
