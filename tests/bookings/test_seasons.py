"""A season from its opening to what it brought: rules, ranks, proposals, decisions, bookings."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from eduhub.bookings.models import Booking, Season, SeasonResult, SeasonWish, Series
from eduhub.bookings.queries import season_problem
from eduhub.bookings.queries import seasons as queries
from eduhub.bookings.services import season_decisions, season_publish, season_wishes, seasons
from eduhub.bookings.services.season_decisions import Decided
from eduhub.engines import seasons as engine
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import Letter
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_actor, make_organisation, make_person
from tests.makers.bookings import MONDAY, at, make_booking, make_hall, make_unit
from tests.makers.seasons import (
    CLOSES,
    FIRST,
    LAST,
    LATER,
    make_season,
    season_words,
    send_wish,
    wish_words,
)

pytestmark = pytest.mark.django_db
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@pytest.fixture
def staff():
    return make_actor(Role.HUB_STAFF)


def proposed(season, staff):
    return seasons.work_out_anew(season.pk, by=staff, now=LATER)


def published(season, staff):
    version = proposed(season, staff)
    season_publish.publish_season(season.pk, "Read", seen=version.number, by=staff, now=LATER)
    season_publish.carry_out(season.pk, now=LATER)
    return version


def ranks(wish):
    rows = SeasonWish.objects.filter(application=wish.application_id).order_by("pk")
    return list(rows.values_list("rank", flat=True))


def place(unit, hour, weekday=0, reason="Agreed by telephone"):
    return Decided(
        kind="place", reason=reason, unit_id=unit.pk, weekday=weekday, begins=dt.time(hour)
    )


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"last": FIRST - DAY}, "last"),
        ({"last": FIRST + 401 * DAY}, "last"),
        ({"closes_at": NOW - 2 * DAY}, "closes_at"),
        ({"closes_at": at(8, FIRST)}, "closes_at"),
        ({"breaks": [(FIRST + DAY, FIRST)]}, "breaks"),
        ({"unit_ids": []}, "units"),
        ({"floor": 101}, "floor"),
        ({"most_minutes": 0}, "most_hours"),
    ],
)
def test_a_season_that_makes_no_sense_is_not_opened(staff, told, field):
    words = season_words(make_unit(), **told)

    with pytest.raises(Invalid) as no:
        seasons.open_season(words, key=uuid.uuid4(), by=staff, now=NOW)

    assert list(no.value.fields) == [field]
    assert not Season.objects.exists()


def test_what_moves_about_or_is_borrowed_over_night_takes_no_part():
    for fields in (
        {"kind": "container"},
        {"kind": "kit", "over_night": True},
        {"state": "closed"},
    ):
        with pytest.raises(Invalid, match="invalid"):
            make_season(make_unit(**fields))


def test_only_the_hub_opens_a_season():
    for role in (Role.TEACHER, Role.COMPANY_LEAD):
        with pytest.raises(NotAllowed):
            make_season(make_unit(), by=make_actor(role))


def test_a_form_sent_twice_opens_one_season_and_sends_one_wish(staff):
    unit, key, by = make_unit(), uuid.uuid4(), make_actor(Role.TEACHER)

    seen = {make_season(unit, key=key, by=staff).pk for _time in range(2)}
    season = Season.objects.get()
    sent = {send_wish(season, unit, by=by, key=key).pk for _time in range(2)}

    assert (len(seen), len(sent)) == (1, 1)


def test_wishes_are_ranked_without_gaps_by_whoever_acts_for_the_organisation():
    unit, school = make_unit(), make_organisation()
    season, by = make_season(unit), make_actor(Role.TEACHER, school)
    first, second = send_wish(season, unit, by=by), send_wish(season, unit, by=by)

    dearest = send_wish(season, unit, by=make_actor(Role.PRINCIPAL, school), rank=1)
    assert ranks(first) == [2, 3, 1]

    words = wish_words(unit, rank=1)
    season_wishes.change_wish(second.pk, words, seen=1, by=by, now=NOW)
    assert ranks(first) == [3, 1, 2]

    season_wishes.withdraw_wish(second.pk, by=by, now=NOW)
    assert ranks(first) == [2, None, 1]
    assert dearest.application_id == first.application_id


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "131052-308T"}, "title"),
        ({"latest": dt.time(15)}, "latest"),
        ({"minutes": 5}, "minutes"),
        ({"minutes": 481, "earliest": dt.time(9)}, "minutes"),
        ({"earliest": dt.time(23, 30)}, "minutes"),
        ({"people": 21}, "people"),
        ({"equipment": ["vr"]}, "equipment"),
        ({"unit_ids": []}, "units"),
    ],
)
def test_a_wish_that_nothing_could_meet_is_refused_beside_its_field(told, field):
    unit = make_unit()
    season = make_season(unit)

    with pytest.raises(Invalid) as no:
        send_wish(season, unit, **told)

    assert list(no.value.fields) == [field]


@pytest.mark.parametrize("now", [NOW - 2 * DAY, CLOSES])
def test_wishes_come_and_go_only_while_the_window_is_open(now):
    unit = make_unit()
    season, by = make_season(unit), make_actor(Role.TEACHER)
    wish = send_wish(season, unit, by=by)

    with pytest.raises(NotNow):
        send_wish(season, unit, by=by, now=now)
    with pytest.raises(NotNow):
        season_wishes.withdraw_wish(wish.pk, by=by, now=now)
    with pytest.raises(NotNow):
        season_wishes.set_needs(season.pk, 1, by=by, now=now)


def test_who_changes_a_wish(staff):
    unit, school = make_unit(), make_organisation()
    season, by = make_season(unit), make_actor(Role.TEACHER, school)
    wish = send_wish(season, unit, by=by)

    def withdraw(actor):
        season_wishes.withdraw_wish(wish.pk, by=actor, now=NOW)

    with pytest.raises(NotAllowed):
        withdraw(make_actor(Role.TEACHER, school))  # a colleague sees it
    with pytest.raises(NotFound):
        withdraw(make_actor(Role.TEACHER))
    with pytest.raises(NotFound):
        withdraw(make_actor())
    withdraw(make_actor(Role.PRINCIPAL, school))
    assert ranks(wish) == [None]


def test_a_wish_that_somebody_else_has_changed_is_not_overwritten():
    unit, by = make_unit(), make_actor(Role.TEACHER)
    wish = send_wish(make_season(unit), unit, by=by)
    season_wishes.change_wish(wish.pk, wish_words(unit, people=5), seen=1, by=by, now=NOW)

    with pytest.raises(Stale):
        season_wishes.change_wish(wish.pk, wish_words(unit), seen=1, by=by, now=NOW)


def test_a_unit_that_is_wished_for_stays_in_the_season(staff):
    unit, other = make_unit(), make_unit()
    season = make_season(unit, other)
    send_wish(season, unit)

    with pytest.raises(Invalid):
        seasons.change_season(season.pk, season_words(other), seen=1, by=staff, now=NOW)
    seasons.change_season(season.pk, season_words(unit), seen=1, by=staff, now=NOW)
    assert [one.unit_id for one in season.units.all()] == [unit.pk]


def test_the_problem_knows_openings_bookings_breaks_and_parts_but_no_names(staff):
    hall, left, _right = make_hall()
    season = make_season(hall, left, breaks=[(FIRST + WEEK, FIRST + WEEK)])
    wish = send_wish(season, left)
    make_booking(left, 9, 10, day=MONDAY)

    problem = seasons.problem_now(season, LATER)

    mondays = [day for day in problem.place(f"u{left.pk}").days if day.weekday == 0]
    assert mondays == [
        engine.Day(0, 2, ((480, 1080),)),
        engine.Day(0, 1, ((480, 1080),), ((540, 600),)),
    ]
    assert f"u{left.pk}" in problem.place(f"u{hall.pk}").reach
    text = engine.problem_text(problem)
    assert wish.title not in text and "Left" not in text
    assert engine.problem_text(engine.problem_from_text(text)) == text


def test_a_proposal_of_the_same_problem_is_not_made_twice(staff):
    unit = make_unit()
    season = make_season(unit)
    send_wish(season, unit)

    first = proposed(season, staff)

    assert proposed(season, staff).pk == first.pk
    assert (first.served, first.wishes, first.number) == (1, 1, 1)
    make_booking(unit, 16, 17, day=MONDAY)
    assert proposed(season, staff).number == 2


def test_nothing_is_proposed_while_wishes_can_come_nor_by_others(staff):
    unit = make_unit()
    season = make_season(unit)
    send_wish(season, unit)

    with pytest.raises(NotNow):
        seasons.work_out_anew(season.pk, by=staff, now=NOW)
    with pytest.raises(NotAllowed):
        seasons.work_out_anew(season.pk, by=make_actor(Role.PRINCIPAL), now=LATER)


def test_a_large_season_is_worked_out_by_the_worker_once(staff):
    unit = make_unit()
    season = make_season(unit)
    for _one in range(seasons.SMALL + 1):
        send_wish(season, unit, latest=dt.time(17))

    version = proposed(season, staff)
    assert not version.is_solved
    seasons.work_out(version.pk, now=LATER)
    version.refresh_from_db()
    first = version.answer
    seasons.work_out(version.pk, now=LATER + DAY)

    version.refresh_from_db()
    assert (version.served, version.answer, version.solved_at) == (2, first, LATER)


def test_a_wish_that_is_placed_by_hand_stays_when_the_season_is_worked_out_anew(staff):
    unit = make_unit()
    season = make_season(unit)
    wish, other = send_wish(season, unit), send_wish(season, unit)
    before = proposed(season, staff)

    season_decisions.decide(wish.pk, place(unit, 9, 3), seen=1, by=staff, now=LATER)
    after = proposed(season, staff)

    moved = {one.wish.pk: one.effect for one in queries.compared(season, before, after)}
    assert after.served == 2
    assert moved in ({wish.pk: "moves", other.pk: "gains"}, {wish.pk: "gains"})
    make_booking(unit, 12, 13, day=MONDAY)
    again = engine.answer_from_text(proposed(season, staff).answer)
    assert again.proposal.slots[f"w{wish.pk}"] == engine.Slot(f"u{unit.pk}", 3, 540, 60)


def test_a_refusal_by_hand_lets_the_other_in_and_can_be_undone(staff):
    unit = make_unit()
    season = make_season(unit)
    wish, _other = send_wish(season, unit), send_wish(season, unit)
    proposed(season, staff)
    decided = Decided(kind="refuse", reason="The floor is mended")

    row = season_decisions.decide(wish.pk, decided, seen=1, by=staff, now=LATER)
    board = queries.board_of(season, seasons.latest(season))
    assert [(line.wish.pk, line.told.code) for line in board.left] == [(wish.pk, "forbidden")]
    assert "The floor is mended" in board.left[0].told.reason
    season_decisions.undo(row.pk, by=staff, now=LATER)

    row.refresh_from_db()
    assert row.undone_at == LATER
    assert queries.decisions_in(season) == {}


def test_decisions_that_meet_or_cannot_be_had_are_refused(staff):
    unit, elsewhere = make_unit(), make_unit()
    season = make_season(unit)
    wish, other = send_wish(season, unit), send_wish(season, unit)
    proposed(season, staff)
    season_decisions.decide(wish.pk, place(unit, 9), seen=1, by=staff, now=LATER)

    def decide(decided, seen=2):
        season_decisions.decide(other.pk, decided, seen=seen, by=staff, now=LATER)

    with pytest.raises(NotNow) as no:
        decide(place(unit, 9))
    assert no.value.facts == {"wish": f"w{wish.pk}"}
    with pytest.raises(Invalid):
        decide(place(unit, 20))  # closed
    with pytest.raises(Invalid):
        decide(place(elsewhere, 9))
    with pytest.raises(Invalid):
        decide(Decided(kind="refuse", reason=" "))
    with pytest.raises(Stale):
        decide(place(unit, 11), seen=1)
    decide(place(unit, 10))


def test_a_published_season_books_what_it_gave_and_keeps_the_reason_of_each_missing_day(staff):
    unit = make_unit(needs_approval=True, ahead_days=1)
    season = make_season(unit, breaks=[(FIRST + WEEK, FIRST + WEEK + DAY)])
    wish, school = send_wish(season, unit), make_actor(Role.TEACHER)
    send_wish(season, unit, by=school, weekday=1)
    version = proposed(season, staff)
    make_booking(unit, 16, 17, day=MONDAY + 2 * WEEK, by=staff)

    season_publish.publish_season(season.pk, "Read", seen=version.number, by=staff, now=LATER)
    season_publish.carry_out(season.pk, now=LATER)

    series = wish.result.series
    days = [timezone.localdate(one.begins) for one in series.bookings.order_by("during")]
    assert days == [MONDAY, MONDAY + 3 * WEEK]
    assert list(series.refused.order_by("day").values_list("day", "why")) == [
        (MONDAY + WEEK, "break"),
        (MONDAY + 2 * WEEK, "taken"),
    ]
    first = series.bookings.earliest("during")
    assert (first.state, first.title, first.booker_id) == ("booked", wish.title, wish.person_id)
    assert first.organisation_id == wish.application.organisation_id


def test_publishing_twice_and_a_job_that_runs_twice_book_and_write_once(staff):
    unit = make_unit()
    season = make_season(unit)
    wish, _other = send_wish(season, unit), send_wish(season, unit)
    version = published(season, staff)

    with pytest.raises(NotNow):
        season_publish.publish_season(season.pk, "Again", seen=version.number, by=staff, now=LATER)
    counts = (Series.objects.count(), Booking.objects.count(), Letter.objects.count())
    season_publish.carry_out(season.pk, now=LATER)

    assert counts == (1, 4, 2)
    assert (Series.objects.count(), Booking.objects.count(), Letter.objects.count()) == counts
    assert (
        SeasonResult.objects.filter(wish__application__season=wish.application.season).count() == 2
    )


def test_each_applicant_gets_one_letter_in_their_language_with_what_was_refused_and_why(staff):
    unit = make_unit()
    season, person = make_season(unit), make_person(Role.TEACHER, language="fi")
    by = actor_for(person, TODAY)
    send_wish(season, unit, by=by, title="Robotit")
    send_wish(season, unit, by=by, title="Laserit", weekday=1)
    season_wishes.set_needs(season.pk, 1, by=by, now=NOW)

    published(season, staff)

    letter = Letter.objects.get()
    assert (letter.to, letter.language) == (person.email, "fi")
    assert letter.subject == "Vuorot on jaettu: Kevätkausi"
    assert "1. Robotit\nTyöpaja, maanantai klo 16.00–17.00" in letter.text
    assert "2. Laserit" in letter.text


def test_a_place_that_is_gone_by_then_is_told_as_gone(staff):
    unit = make_unit()
    season = make_season(unit, last=FIRST)
    wish = send_wish(season, unit)
    version = proposed(season, staff)
    make_booking(unit, 16, 17, day=FIRST)

    season_publish.publish_season(season.pk, "Read", seen=version.number, by=staff, now=LATER)
    season_publish.carry_out(season.pk, now=LATER)

    assert (wish.result.reason, wish.result.unit, wish.result.series) == ("gone", None, None)
    assert not Series.objects.exists()


def test_only_the_proposal_that_was_read_is_published(staff):
    unit = make_unit()
    season = make_season(unit)
    wish = send_wish(season, unit)
    version = proposed(season, staff)
    season_decisions.decide(wish.pk, place(unit, 9), seen=1, by=staff, now=LATER)

    with pytest.raises(NotNow) as no:
        season_publish.publish_season(season.pk, "Read", seen=version.number, by=staff, now=LATER)
    assert no.value.code == "newer"
    with pytest.raises(NotAllowed):
        season_publish.publish_season(
            season.pk, "Mine", seen=2, by=make_actor(Role.PRINCIPAL), now=LATER
        )


def test_a_cancelled_season_is_the_hubs_alone(staff):
    season = make_season(make_unit())

    with pytest.raises(Invalid):
        seasons.cancel_season(season.pk, "  ", by=staff, now=NOW)
    seasons.cancel_season(season.pk, "The house is renovated", by=staff, now=NOW)

    assert queries.find_season(season.pk, staff).state == "cancelled"
    with pytest.raises(NotFound):
        queries.find_season(season.pk, make_actor(Role.TEACHER))


def test_the_days_of_a_season_are_those_to_come(staff):
    season = make_season(make_unit(), breaks=[(LAST - DAY, LAST)])

    days = season_problem.days_in(season, MONDAY + DAY)

    assert (days[0], days[-1], len(days)) == (MONDAY + 2 * DAY, LAST - 2 * DAY, 24)
