"""The pages and the API of seasons: what stands on them, for whom, in how many queries."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.bookings.models import Season, SeasonDecision, SeasonWish
from eduhub.bookings.services import season_publish, season_wishes, seasons
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import make_actor, make_organisation, make_person, signed_in
from tests.makers.bookings import make_unit
from tests.makers.seasons import make_season, send_wish

pytestmark = pytest.mark.django_db
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@pytest.fixture
def staff(client):
    person = make_person(Role.HUB_STAFF, language="en")
    signed_in(client, person)
    return actor_for(person, timezone.localdate())


@pytest.fixture
def teacher():
    return make_person(Role.TEACHER, language="en")


def now_open(*units, **told):
    """Wishes are taken today; the season begins in two weeks."""
    now = timezone.now()
    first = timezone.localdate() + 2 * WEEK
    told = {
        "first": first,
        "last": first + 4 * WEEK - DAY,
        "opens_at": now - DAY,
        "closes_at": now + WEEK,
        "now": now,
    } | told
    return make_season(*units, **told)


def close(season):
    """The time for wishes is over."""
    Season.objects.filter(pk=season.pk).update(closes_at=timezone.now() - dt.timedelta(minutes=1))


def wish_of(season, unit, person=None, **told):
    by = actor_for(person, timezone.localdate()) if person else None
    return send_wish(season, unit, by=by, now=timezone.now(), **told)


def path(name, *args):
    with override("en"):
        return reverse(f"bookings:{name}", args=args)


def get(client, name, *args, **query):
    return client.get(path(name, *args), query)


def post(client, name, *args, **told):
    return client.post(path(name, *args), told)


def test_everybody_sees_seasons_but_not_those_that_were_cancelled(client):
    shown, gone = now_open(make_unit()), now_open(make_unit())
    Season.objects.filter(pk=gone.pk).update(state="cancelled", reason="x")

    told = get(client, "seasons").text

    assert told.count(f'"{path("season", shown.pk)}"') == 1
    assert path("season", gone.pk) not in told
    assert get(client, "season", gone.pk).status_code == 404
    assert get(client, "season", shown.pk).status_code == 200


def test_a_teacher_sends_changes_and_withdraws_a_wish(client, teacher):
    unit = make_unit()
    season = now_open(unit)
    signed_in(client, teacher)
    told = {
        "title": "Robots",
        "rank": 1,
        "units": [unit.pk],
        "weekday": 2,
        "minutes": 60,
        "earliest": "16:00",
        "latest": "17:00",
        "people": 12,
    }

    sent = post(client, "wish", season.pk, key=str(uuid.uuid4()), **told)
    assert sent.status_code == 302
    wish = SeasonWish.objects.get()
    shown = get(client, "season", season.pk).text
    assert "1. Robots" in shown and "Wednesday 16.00–18.00" in shown
    changed = post(client, "edit_wish", wish.pk, seen=1, **told | {"people": 9})
    assert changed.status_code == 302
    stale = post(client, "edit_wish", wish.pk, seen=1, **told | {"people": 5})
    assert (stale.status_code, "Saved by now" in stale.text) == (409, True)
    assert post(client, "withdraw_wish", wish.pk).status_code == 302

    wish.refresh_from_db()
    assert (wish.rank, wish.people) == (None, 9)


def test_a_wish_that_cannot_be_met_comes_back_with_all_that_was_typed(client, teacher):
    unit = make_unit()
    season = now_open(unit)
    signed_in(client, teacher)
    told = {"title": "Robots", "rank": 1, "units": [unit.pk], "weekday": 2, "minutes": 60}

    answer = post(
        client, "wish", season.pk, key=str(uuid.uuid4()), earliest="16:00", people=99, **told
    )

    assert answer.status_code == 422
    assert "The largest of these has 20 places" in answer.text
    assert 'value="Robots"' in answer.text and 'value="16:00"' in answer.text
    assert not SeasonWish.objects.exists()


def test_how_many_wishes_are_needed_is_asked_on_the_page(client, teacher):
    unit = make_unit()
    season = now_open(unit)
    for _one in range(2):
        wish = wish_of(season, unit, teacher)
    signed_in(client, teacher)

    wrong = post(client, "needs", season.pk, needs="0")
    right = post(client, "needs", season.pk, needs="1")

    wish.application.refresh_from_db()
    assert (wrong.status_code, right.status_code, wish.application.needs) == (422, 302, 1)


def test_who_may_change_a_wish(client, teacher):
    unit = make_unit()
    season = now_open(unit)
    wish = wish_of(season, unit, teacher)
    school = wish.application.organisation
    people = {
        teacher: 200,
        make_person(Role.PRINCIPAL, school): 200,
        make_person(Role.TEACHER, school): 403,
        make_person(Role.TEACHER, make_organisation()): 404,
    }

    for person, status in people.items():
        signed_in(client, person)
        assert get(client, "edit_wish", wish.pk).status_code == status
        assert get(client, "withdraw_wish", wish.pk).status_code == status
    client.logout()
    assert get(client, "edit_wish", wish.pk).status_code == 302


@pytest.mark.parametrize("name", ["season_board", "season_publish", "season_cancel"])
def test_who_sees_the_hubs_side(client, staff, teacher, name):
    unit = make_unit()
    season = now_open(unit)
    wish_of(season, unit, teacher)
    close(season)

    assert get(client, name, season.pk).status_code == 200
    signed_in(client, teacher)
    assert get(client, name, season.pk).status_code == 403
    client.logout()
    assert get(client, name, season.pk).status_code == 302


def test_the_hub_opens_a_season_with_breaks(client, staff):
    unit, _container = make_unit(), make_unit(kind="container")
    told = {
        "name_en": "Spring",
        "units": [unit.pk],
        "floor": 0,
        "first": "2027-01-11",
        "last": "2027-05-28",
        "most_hours": 4,
        "opens_at": "2026-10-01T08:00",
        "closes_at": "2026-12-01T16:00",
        "break_1_first": "2027-02-15",
        "break_1_last": "2027-02-21",
    }

    half = post(client, "new_season", key=str(uuid.uuid4()), **told, break_2_first="2027-03-01")
    made = post(client, "new_season", key=str(uuid.uuid4()), **told)

    assert (half.status_code, made.status_code) == (422, 302)
    season = Season.objects.get()
    assert [(str(one.first), str(one.last)) for one in season.breaks.all()] == [
        ("2027-02-15", "2027-02-21")
    ]
    assert (season.most_minutes, timezone.localtime(season.closes_at).hour) == (240, 16)
    edit = get(client, "edit_season", season.pk).text
    assert 'value="2027-02-15"' in edit


def test_the_board_works_out_decides_compares_undoes_and_publishes(client, staff, teacher):
    unit = make_unit()
    season = now_open(unit)
    wish, other = wish_of(season, unit, teacher), wish_of(season, unit)
    close(season)

    assert post(client, "season_anew", season.pk).status_code == 302
    board = get(client, "season_board", season.pk).text
    assert "It could be had so:" in board and "Proven" in board
    place = {"kind": "place", "unit": unit.pk, "weekday": 3, "begins": "09:00", "reason": "Asked"}
    decided = post(client, "place_wish", wish.pk, seen=1, **place)
    assert decided.status_code == 302
    stale = post(client, "place_wish", other.pk, seen=1, **place)
    assert stale.status_code == 409
    assert "Thursday 9.00–10.00" in get(client, "season_board", season.pk).text
    assert get(client, "season_compare", season.pk).status_code == 200
    row = SeasonDecision.objects.get()
    assert post(client, "undo_placing", row.pk).status_code == 302
    number = seasons.latest(season).number
    published = post(client, "season_publish", season.pk, seen=number, reason="Read")

    season.refresh_from_db()
    assert (published.status_code, season.state) == (302, "published")
    assert "still being booked" in get(client, "season_board", season.pk).text


def test_an_applicant_reads_what_came_of_each_wish(client, staff, teacher):
    unit = make_unit()
    season = now_open(unit, seed="1")
    first, second = (wish_of(season, unit, teacher, weekday=day) for day in (0, 1))
    season_wishes.set_needs(
        season.pk, 1, by=actor_for(teacher, timezone.localdate()), now=timezone.now()
    )
    close(season)
    now = timezone.now()
    version = seasons.work_out_anew(season.pk, by=staff, now=now)
    season_publish.publish_season(season.pk, "Read", seen=version.number, by=staff, now=now)
    season_publish.carry_out(season.pk, now=now)
    signed_in(client, teacher)

    told = get(client, "season", season.pk).text

    assert (first.result.reason, second.result.reason) == ("", "enough")
    assert "4 days booked" in told
    assert "As many of the wishes are met as the applicant said it needs." in told
    assert "one wish more than the applicant said it needs" in told


@pytest.mark.parametrize("many", [1, 3])
def test_the_board_costs_the_same_however_many_wishes(
    client, staff, django_assert_num_queries, many
):
    unit = make_unit()
    season = now_open(unit)
    for day in range(many):
        wish_of(season, unit, weekday=day)
    close(season)
    seasons.work_out_anew(season.pk, by=staff, now=timezone.now())

    with django_assert_num_queries(12):
        told = get(client, "season_board", season.pk).text

    assert told.count("Decide by hand") == many


@pytest.mark.parametrize("many", [1, 3])
def test_own_wishes_cost_the_same_however_many(client, teacher, django_assert_num_queries, many):
    unit = make_unit()
    season = now_open(unit)
    for day in range(many):
        wish_of(season, unit, teacher, weekday=day)
    signed_in(client, teacher)

    with django_assert_num_queries(9):
        told = get(client, "season", season.pk).text

    assert told.count("Withdraw") == many


def test_the_api_tells_seasons_and_takes_a_wish_once(client, teacher):
    unit = make_unit()
    season = now_open(unit)
    wish = {
        "key": str(uuid.uuid4()),
        "title": "Robots",
        "unit_ids": [unit.pk],
        "weekday": 1,
        "earliest": "16:00",
        "minutes": 60,
    }
    address = f"/api/v1/units/seasons/{season.pk}"
    found = client.get("/api/v1/units/seasons").json()["data"]
    assert [(one["id"], one["unit_ids"]) for one in found] == [(season.pk, [unit.pk])]
    assert client.get(address).json()["state"] == "open"

    def send(**told):
        return client.post(f"{address}/wishes", wish | told, content_type="application/json")

    assert send().status_code in (401, 403)
    signed_in(client, teacher)
    sent = [send().json() for _time in range(2)]
    assert (sent[0], sent[0]["rank"]) == (sent[1], 1)
    refused = send(people=99, key=str(uuid.uuid4()))
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["people"])
    assert send(earliest="16:00+03:00").status_code == 422
    assert send(unit_ids=[2**70]).status_code == 422


def test_a_stranger_learns_nothing_of_another_organisations_wish(client, teacher):
    unit = make_unit()
    season = now_open(unit)
    wish_of(season, unit, teacher, title="Secret plan")
    signed_in(client, make_person(Role.TEACHER, language="en"))

    assert "Secret plan" not in get(client, "season", season.pk).text
    assert make_actor(Role.TEACHER).organisation_id is not None
