"""The fair-use report: what is counted, who brings and reads it, and what is refused."""

import csv
import datetime as dt
import io
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from eduhub.bookings import queries, services
from eduhub.bookings.models import Booking, PupilCount, SchoolPupils
from eduhub.bookings.queries import FairUseAsked
from eduhub.engines.shares import Standing
from eduhub.kit.errors import Invalid, NotAllowed, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.sheets import read_sheet
from eduhub.people.queries import actor_for, in_tables, removal_of
from eduhub.people.rules import Removal
from eduhub.people.services import districts
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_actor, make_organisation, make_person, signed_in
from tests.makers.bookings import MONDAY, make_booking, make_unit
from tests.makers.people import make_district

pytestmark = pytest.mark.django_db
TABLE = """Oppilaitosnumero\tDistrict\tLanguage\tPupils
99001\tNorth\tsuomi\t400
99002\tSouth\tsvenska\t600
\tHarbour\tfi\t3
"""
SEPTEMBER = FairUseAsked(dt.date(2026, 9, 1), dt.date(2026, 9, 30))


def bring(table=TABLE, by=None, source="Statistics", counted_on=TODAY, key=None):
    return services.count_pupils(
        read_sheet(table.encode(), ""),
        source,
        counted_on,
        key=key or uuid.uuid4(),
        by=by or make_actor(Role.HUB_STAFF),
        now=NOW,
    )


def make_school(number):
    return make_organisation(school_number=number, district="Somewhere else")


def teacher_of(school):
    return actor_for(make_person(Role.TEACHER, school), TODAY)


def make_use():
    """North: one hour. South: two hours, one of them cancelled, one missed. A company: one."""
    north, south = (teacher_of(make_school(number)) for number in ("99001", "99002"))
    make_booking(by=north)
    make_booking(by=south)
    cancelled, missed = make_booking(by=south), make_booking(by=south)
    Booking.objects.filter(pk=cancelled.pk).update(state="cancelled")
    Booking.objects.filter(pk=missed.pk).update(state="missed")
    make_booking(by=make_actor(Role.COMPANY_LEAD))
    return north, south


def told(shares):
    return {one.names: (one.people, one.visits, one.hours) for one in shares}


def test_visits_that_took_place_stand_beside_the_pupils_of_the_schools_district_and_language():
    make_use()
    bring()

    found = queries.fair_use(SEPTEMBER)

    assert told(found.districts) == {
        ("South",): (600, 1, 1.0),
        ("Harbour", "North"): (403, 1, 1.0),  # three pupils are too few to be told alone
    }
    assert told(found.languages) == {("fi",): (403, 1, 1.0), ("sv",): (600, 1, 1.0)}
    assert (found.visits, found.hours, found.pupils, found.outside) == (2, 2.0, 1003, 0)


def test_a_school_that_is_not_in_the_table_has_no_rate_and_is_counted_apart():
    make_booking(by=teacher_of(make_school("99009")))
    bring()

    found = queries.fair_use(SEPTEMBER)

    (outside,) = [one for one in found.districts if one.names == ("",)]
    assert (outside.visits, outside.hours_rate, found.outside) == (1, None, 1)
    assert outside.standing is Standing.CANNOT_TELL


def test_the_period_and_the_kind_of_unit_narrow_what_is_counted():
    school = teacher_of(make_school("99001"))
    make_booking(make_unit(kind="kit"), by=school)
    make_booking(by=school, day=MONDAY + dt.timedelta(weeks=4))
    bring()

    kits = queries.fair_use(FairUseAsked(MONDAY, MONDAY, "kit"))

    assert queries.fair_use(SEPTEMBER).visits == 1
    assert kits.visits == 1
    assert queries.fair_use(FairUseAsked(MONDAY, MONDAY, "room")).visits == 0
    assert (
        queries.fair_use(FairUseAsked(MONDAY - dt.timedelta(1), MONDAY - dt.timedelta(1))).visits
        == 0
    )


def test_the_report_goes_by_the_table_of_the_latest_day():
    old = bring(counted_on=TODAY - dt.timedelta(days=400))
    new = bring(TABLE.replace("400", "500"))
    older = bring(counted_on=TODAY - dt.timedelta(days=800))

    assert queries.fair_use(SEPTEMBER).count == new
    assert PupilCount.objects.count() == len({old, new, older})


def test_the_same_form_twice_is_one_table():
    key, by = uuid.uuid4(), make_actor(Role.HUB_STAFF)

    assert bring(key=key, by=by) == bring(key=key, by=by)
    assert SchoolPupils.objects.count() == 3


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (TABLE.replace("Pupils", "Heads"), "sarake pupils"),
        (TABLE.replace("99002", "99001"), "Rivi 3"),
        (TABLE.replace("99002", "9902"), "Rivi 3"),
        (TABLE.replace("600", "600.5"), "Rivi 3"),
        (TABLE.replace("600", "-1"), "Rivi 3"),
        (TABLE.replace("600", "many"), "Rivi 3"),
        (TABLE.replace("North", ""), "Rivi 2"),
        (TABLE.replace("suomi", ""), "Rivi 2"),
    ],
)
def test_a_table_that_cannot_be_taken_is_refused_whole_with_its_row(table, words):
    with pytest.raises(Invalid) as no:
        bring(table)

    assert words in no.value.fields["table"]
    assert not PupilCount.objects.exists()


def test_a_source_and_a_day_belong_to_every_table():
    with pytest.raises(Invalid) as no:
        bring(source=" ", counted_on=TODAY + dt.timedelta(days=1))

    assert set(no.value.fields) == {"source", "counted_on"}


@pytest.mark.parametrize("name", ["fair_use", "fair_use_file", "pupils"])
def test_staff_read_it_a_colleague_and_a_stranger_do_not_and_a_visitor_signs_in(client, name):
    address = reverse(f"bookings:{name}")
    expected = {Role.HUB_STAFF: 200, Role.TEACHER: 403, Role.COMPANY_LEAD: 403}

    found = {
        role: signed_in(client, make_person(role)).get(address).status_code for role in expected
    }

    client.logout()
    assert found == expected
    assert client.get(address).status_code == 302
    with pytest.raises(NotAllowed):
        bring(by=make_actor(Role.TEACHER))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many_schools(client, count):
    bring()
    for number in range(count):
        make_booking(by=teacher_of(make_school(f"9900{number + 1}")))
    signed_in(client, make_person(Role.HUB_STAFF))

    with CaptureQueriesContext(connection) as asked:
        page = client.get(
            reverse("bookings:fair_use"), {"since": "2026-09-01", "until": "2026-09-30"}
        )

    assert page.text.count('<th scope="row">') == 4 + 2 * (count == 3)
    assert sum("bookings_" in query["sql"] for query in asked) == 3


def test_the_file_says_what_the_page_says_with_its_source(client):
    make_use()
    bring()
    signed_in(client, make_person(Role.HUB_STAFF))

    answer = client.get(
        reverse("bookings:fair_use_file"), {"since": "2026-09-01", "until": "2026-09-30"}
    )

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    south = next(row for row in rows if row["class"] == "South")
    assert (south["pupils"], south["visits"], south["pupils from"]) == ("600", "1", "Statistics")
    assert south["hours to even out"] == "0.196"  # 2 * 600 / 1003 - 1
    assert len(rows) == 4


def test_a_refused_table_comes_back_as_it_was_typed_and_a_right_one_is_taken(client):
    signed_in(client, make_person(Role.HUB_STAFF))
    told = {"table": TABLE.replace("600", "many"), "source": "Register", "counted_on": "1.9.2026",
            "key": str(uuid.uuid4())}  # fmt: skip

    wrong = client.post(reverse("bookings:pupils"), told)
    right = client.post(reverse("bookings:pupils"), told | {"table": TABLE})

    assert wrong.status_code == 422
    assert "many" in wrong.text and "Register" in wrong.text
    assert right["Location"].endswith(reverse("bookings:fair_use"))
    assert PupilCount.objects.get().source == "Register"


def test_districts_are_read_by_their_names_and_stay_listed_while_the_table_names_them(client):
    north, harbour = (make_district(key, Text(sv=f"{key} (sv)")) for key in ("North", "Harbour"))
    bring(counted_on=TODAY - dt.timedelta(days=1))
    bring(TABLE.replace("Harbour", "South"))
    make_use()
    signed_in(client, make_person(Role.HUB_STAFF))
    asked = {"since": "2026-09-01", "until": "2026-09-30"}

    page = client.get(reverse("bookings:fair_use"), asked).text
    file = client.get(reverse("bookings:fair_use_file"), asked).content.decode()
    by = make_actor(Role.HUB_STAFF)
    with pytest.raises(NotNow):
        districts.remove(north.pk, by=by, now=NOW)
    districts.remove(harbour.pk, by=by, now=NOW)

    assert "North (sv)" in page and '"North"' in file and "(sv)" not in file
    assert removal_of(north) == Removal(schools=0, in_a_table=True)
    assert in_tables() == {"North", "South"}
