"""A pilot abroad: the same pilot, by another market's ages, papers and ethics body."""

import csv
import datetime as dt
from io import StringIO

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from eduhub.catalogue.services.markets import keep_market
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.pilots import services
from eduhub.pilots.models import Pilot, Seat
from eduhub.pilots.queries.packs import facts_for_papers, papers_of
from eduhub.pilots.queries.standings import find_standing
from eduhub.pilots.services.jurisdictions import note_ethics, place_pilot
from eduhub.pilots.states.privacy import Band, band_words, bands_of, next_band
from tests.makers import NOW, make_actor, make_group, make_person, make_pilot, signed_in
from tests.makers.abroad import facts_of, make_market, told
from tests.makers.pilots import make_agreed, make_permit_terms
from tests.makers.privacy import FORM_DAY, issue

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 8, 20)


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


def url(name, *args):
    with override("en"):
        return reverse(f"pilots:{name}", args=args)


def make_abroad(lane="C", **fields):
    """A pilot on whose agreement all stands, run by another market's rules."""
    cast = make_agreed(lane)
    fields.setdefault("ethics_body", Text(en="The Ethics Board"))
    facts = facts_of(make_market(name=Text(en="Elsewhere"), **fields))
    Pilot.objects.filter(pk=cast.pilot.pk).update(
        jurisdiction=facts, pupil_age=facts.answers_alone_from
    )
    cast.pilot.refresh_from_db()
    return cast


def test_a_pilot_keeps_the_version_of_the_rules_it_was_placed_under(staff):
    first = told(pupil_age=14, pupil_age_source="An act")
    market, pilot = keep_market(first, None, seen=0, by=staff, now=NOW), make_pilot()

    place_pilot(pilot.pk, market.pk, seen=1, by=staff, now=NOW)
    later = told(code=first.code, pupil_age=16, pupil_age_source="A new act")
    keep_market(later, market.pk, seen=1, by=staff, now=NOW)

    pilot.refresh_from_db()
    assert (pilot.is_abroad, pilot.pupil_age, pilot.jurisdiction.version) == (True, 14, 1)


def test_the_home_market_and_none_are_home(staff, settings):
    settings.HOME_MARKET = "home"
    home, pilot = make_market(code="home"), make_pilot()
    place_pilot(pilot.pk, make_market().pk, seen=1, by=staff, now=NOW)

    back = place_pilot(pilot.pk, home.pk, seen=2, by=staff, now=NOW)
    same = place_pilot(pilot.pk, None, seen=3, by=staff, now=NOW)

    assert (back.is_abroad, back.pupil_age, same.version) == (False, 15, 3)


def test_nobody_is_placed_under_a_law_that_nobody_has_checked(staff):
    market = make_market(checked_on=None, name=Text(fi="Muualla"))

    with pytest.raises(Invalid) as refused:
        place_pilot(make_pilot().pk, market.pk, seen=1, by=staff, now=NOW)

    assert "Muualla" in refused.value.fields["market"]


def test_the_market_stays_once_a_group_has_joined_or_somebody_else_was_faster(staff):
    market, group = make_market(), make_group()

    with pytest.raises(NotNow):
        place_pilot(group.pilot_id, market.pk, seen=1, by=staff, now=NOW)
    with pytest.raises(Stale):
        place_pilot(make_pilot().pk, market.pk, seen=0, by=staff, now=NOW)


def test_only_the_hub_places_a_pilot():
    pilot = make_pilot()
    lead = make_actor(Role.COMPANY_LEAD, pilot.solution.company)

    with pytest.raises(NotAllowed):
        place_pilot(pilot.pk, make_market().pk, seen=1, by=lead, now=NOW)


def test_the_database_knows_that_a_pilot_at_home_has_the_age_of_home():
    pilot = make_pilot()

    with pytest.raises(IntegrityError), transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(pupil_age=16)


def test_the_words_of_home_are_as_they_were():
    with override("en"):
        words = [band_words(band, 15) for band in bands_of(15)]
        labels = [str(band.label) for band in Band]

    assert words == labels == ["Under 15", "15 to 17", "18 or more"]
    assert "abroad" not in facts_for_papers(find_standing(make_pilot().pk, make_actor()))[0]


def test_other_ages_have_other_words_and_at_eighteen_no_band_between():
    with override("en"):
        words = {age: [band_words(band, age) for band in bands_of(age)] for age in (13, 17, 18)}

    assert words == {
        13: ["Under 13", "13 to 17", "18 or more"],
        17: ["Under 17", "17", "18 or more"],
        18: ["Under 18", "18 or more"],
    }
    assert [next_band(Band.UNDER_15, age) for age in (13, 18)] == [Band.TEENS, Band.ADULT]


def test_where_guardians_answer_until_eighteen_no_pupil_answers_alone_before():
    cast = make_abroad()
    told = {"renew_on": FORM_DAY, "by": cast.actor("teacher"), "now": NOW}

    with pytest.raises(Invalid) as refused:
        services.open_seats(cast.group.pk, 1, band=Band.TEENS, **told)
    [seat] = services.open_seats(cast.group.pk, 1, band=Band.UNDER_15, **told)
    services.set_band(seat.pk, Band.ADULT, None, by=cast.actor("teacher"), now=NOW)

    assert "Elsewhere" in refused.value.fields["band"]
    assert Seat.objects.get().band == Band.ADULT


def test_the_papers_say_by_whose_rules_and_from_which_age():
    cast = make_abroad(pupil_age=13, pupil_age_source="An act")
    pack = issue(cast)

    papers = papers_of(pack, "en")

    assert "of 13 and over" in papers["consent_pupil"].lead
    facts = [pair for part in papers["sheet_guardian"].parts for pair in part.facts]
    assert ("Ethics body", "The Ethics Board") in facts


def test_the_permit_waits_for_the_ethics_body_there():
    cast = make_abroad()
    official, pilot = cast.actor("official"), cast.pilot

    with pytest.raises(NotNow) as refused:
        services.note_permit(pilot.pk, make_permit_terms(), by=official, now=NOW)
    note_ethics(pilot.pk, "EB 12/2026", DAY, by=official, now=NOW)
    services.note_permit(pilot.pk, make_permit_terms(number="9"), by=official, now=NOW)

    assert "The Ethics Board" in refused.value.message
    assert pilot.permits.filter(ended_at=None).get().number == "9"


def test_at_home_no_ethics_body_is_noted():
    cast = make_agreed("C")

    with pytest.raises(NotNow):
        note_ethics(cast.pilot.pk, "EB 12", DAY, by=cast.actor("official"), now=NOW)


def test_four_people_before_the_market_of_a_pilot(client):
    pilot = make_pilot(state="withdrawn")
    lead = make_person(Role.COMPANY_LEAD, pilot.solution.company)
    stranger = make_person(Role.COMPANY_LEAD)
    shown = make_pilot()
    got = {"visitor": client.get(url("market", shown.pk)).status_code}

    for who, person in (("staff", make_person(Role.HUB_STAFF)), ("lead", lead),
                        ("stranger", stranger)):  # fmt: skip
        signed_in(client, person)
        got[who] = [client.get(url("market", one.pk)).status_code for one in (shown, pilot)]

    assert got == {
        "visitor": 302, "staff": [200, 409], "lead": [403, 403], "stranger": [403, 404]
    }  # fmt: skip


def test_the_page_tells_the_rules_and_the_form_places_the_pilot(client):
    pilot, market = make_pilot(), make_market(name=Text(fi="Muualla", en="Elsewhere"))
    signed_in(client, make_person(Role.HUB_STAFF, language="en"))

    before = client.get(url("pilot", pilot.pk)).content.decode()
    kept = client.post(url("market", pilot.pk), {"seen": 1, "market": market.pk})
    after = client.get(url("pilot", pilot.pk)).content.decode()

    assert kept.status_code == 302
    assert ("Elsewhere" in before, "by its rules: Elsewhere" in after) == (False, True)


def test_who_may_not_see_the_pilot_does_not_note_anything():
    with pytest.raises(NotFound):
        note_ethics(
            make_pilot(state="withdrawn").pk, "1", DAY, by=make_actor(Role.TEACHER), now=NOW
        )


def test_the_registers_file_and_the_api_name_the_market(client, staff):
    market = make_market(code="xx", name=Text(en="Elsewhere"))
    at_home, abroad = make_pilot(), make_pilot()
    place_pilot(abroad.pk, market.pk, seen=1, by=staff, now=NOW)

    lines = list(csv.DictReader(StringIO(client.get("/en/pilots/register.csv").text[1:])))
    told = {
        (each, row["id"]): row["market"] and row["market"]["code"]
        for each in ("pilots", "pilots/register")
        for row in client.get(f"/api/v1/{each}").json()["data"]
    }

    assert {line["Number"]: line["Market"] for line in lines} == {
        at_home.number: "At home",
        abroad.number: "Elsewhere",
    }
    assert {abroad.pk: {"xx"}, at_home.pk: {None}} == {
        pk: {told["pilots", pk], told["pilots/register", pk]} for pk in (abroad.pk, at_home.pk)
    }
