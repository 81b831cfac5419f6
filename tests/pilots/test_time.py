"""The teachers' time, promised and used; and substitute cover, for the school unit alone."""

import datetime as dt
from decimal import Decimal

import pytest

from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotFound, NotNow
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.pilots import queries, services
from eduhub.pilots.models import CoverRequest, Pilot, TeacherMinutes
from eduhub.pilots.queries.time import Time, time_of
from eduhub.pilots.services import time_letters
from tests.makers import NOW, make_group
from tests.makers.pilots import make_cast, make_pilot_in

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 10, 5)  # the first day of make_pilot's pilot: 40 minutes, 9 weeks
WEEK = dt.timedelta(days=7)
LATER = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)


def note(cast, week, minutes, who="teacher", group=None):
    by, pk = cast.actor(who), (group or cast.group).pk
    return services.note_minutes(pk, week, minutes, by=by, now=LATER)


@pytest.mark.parametrize(
    ("used", "weeks", "so_far", "over"),
    [
        (0, None, 0, 0),
        (47, 0, 40, 0),
        (48, 0, 40, 1),
        (40, 1, 80, 0),
        (96, 1, 80, 1),
        (60, -2, 40, 1),  # in the weeks before it began
        (431, 20, 360, 0),  # after its last week nothing more is promised
        (432, 20, 360, 1),
    ],
)
def test_the_alarm_is_at_120_per_cent_of_what_was_promised_so_far(used, weeks, so_far, over):
    pilot = Pilot(minutes_a_week=40, starts=MONDAY, ends=dt.date(2026, 12, 4))
    last = None if weeks is None else MONDAY + weeks * WEEK

    assert time_of(pilot, used, last) == Time(360, so_far, used, over)


def test_a_week_is_noted_by_any_of_its_days_and_the_later_number_stands():
    cast = make_pilot_in("running")

    note(cast, MONDAY + dt.timedelta(days=2), 30)
    note(cast, MONDAY, 35)

    row = TeacherMinutes.objects.get()
    assert (row.week, row.minutes) == (MONDAY, 35)


@pytest.mark.parametrize(
    ("week", "minutes", "field"),
    [
        (MONDAY + 9 * WEEK, 30, "week"),
        (dt.date(2026, 8, 24), 30, "week"),
        (MONDAY, -1, "minutes"),
        (MONDAY, 3001, "minutes"),
    ],
)
def test_weeks_and_minutes_that_cannot_be_are_refused(week, minutes, field):
    with pytest.raises(Invalid) as refusal:
        note(make_pilot_in("running"), week, minutes)

    assert list(refusal.value.fields) == [field]


def outcome(deed):
    try:
        deed()
    except HubError as refusal:
        return type(refusal)
    return None


def test_only_the_groups_own_teacher_notes_and_only_while_it_is_on():
    cast = make_pilot_in("running")
    hidden = {"other_lead", "other_teacher", "other_principal", "official", "other_official"}

    found = {who: outcome(lambda w=who: note(cast, MONDAY, 9, w)) for who in cast.users}

    wanted = {who: NotFound if who in hidden else NotAllowed for who in found}
    assert found == wanted | {"teacher": None}
    assert outcome(lambda: note(make_cast(), MONDAY, 9)) is NotNow
    assert outcome(lambda: note(make_pilot_in("published"), MONDAY, 9)) is NotNow


def test_company_principal_and_hub_hear_once_that_it_takes_too_much():
    cast = make_pilot_in("running")
    note(cast, MONDAY, 40)
    assert not LedgerEntry.objects.filter(verb="pilot.minutes_alarm").exists()

    for minutes in (60, 70):
        note(cast, MONDAY + WEEK, minutes)
    for _ in range(2):
        time_letters.tell_of_the_overrun(cast.group.pk, now=LATER)

    assert LedgerEntry.objects.filter(verb="pilot.minutes_alarm").count() == 1
    readers = ("lead", "member", "principal", "staff")
    assert sorted(Letter.objects.values_list("to", flat=True)) == sorted(
        cast.users[who].email for who in readers
    )
    assert not any("5B" in letter.text for letter in Letter.objects.all())


def test_sums_are_by_pilot_and_by_school_and_the_company_sees_no_group():
    cast = make_pilot_in("running")
    other = make_group(
        cast.pilot, teacher=cast.users["other_teacher"], state="accepted_by_principal"
    )
    cast.users["other_teacher"].memberships.update(organisation=other.school)
    note(cast, MONDAY, 30)
    note(cast, MONDAY, 50, "other_teacher", other)
    standing = queries.find_standing(cast.pilot.pk, cast.actor("lead"))

    company = queries.pilot_time(standing, cast.actor("lead"))
    school = queries.pilot_time(standing, cast.actor("principal"))

    assert company.total == Time(720, 80, 80, 1) and company.groups == []
    assert [row.group for row in school.groups] == [cast.group]
    (own,) = queries.time_by_school(cast.actor("principal"))
    assert (own.school, own.total) == (cast.school, Time(360, 40, 30, 0))
    assert [s.total.used for s in queries.time_by_school(cast.actor("official"))] == [30]
    assert [s.total.used for s in queries.time_by_school(cast.actor("staff"))] == [30, 50]


def ask(cast, who="teacher", **told):
    told = {"hours": Decimal(6), "amount": Decimal("240.50"), "reason": "A training day."} | told
    by = cast.actor(who)
    return services.ask_for_cover(cast.pilot.pk, services.CoverAsked(**told), by=by, now=NOW)


def approve(cast, cover, who="principal", yes=True, reason=""):
    return services.approve_cover(cover.pk, yes, reason, by=cast.actor(who), now=NOW)


def decide(cast, cover, who="staff", yes=True, reason=""):
    return services.decide_cover(cover.pk, yes, reason, by=cast.actor(who), now=NOW)


def test_the_teacher_asks_the_principal_approves_the_hub_grants():
    cast = make_cast()
    cover = ask(cast)
    assert (cover.state, cover.school) == ("asked", cast.school)
    assert outcome(lambda: decide(cast, cover)) is NotNow

    approve(cast, cover)
    granted = decide(cast, cover)

    assert granted.state == "granted"
    assert outcome(lambda: decide(cast, cover)) is NotNow


def test_what_the_principal_asks_for_is_approved_with_it_and_asked_twice_is_once():
    cast = make_cast()

    assert ask(cast, "principal") == ask(cast, "principal")
    assert CoverRequest.objects.get().state == "approved"


def test_the_setting_says_who_decides(settings):
    settings.COVER_DECIDED_BY = "provider"
    cast = make_cast()
    cover = ask(cast, "principal")

    assert outcome(lambda: decide(cast, cover, "staff")) is NotAllowed
    assert outcome(lambda: decide(cast, cover, "other_official")) is NotFound
    assert decide(cast, cover, "official").state == "granted"


def test_a_no_has_a_reason_and_ends_it():
    cast = make_cast()
    cover = ask(cast)
    with pytest.raises(Invalid):
        approve(cast, cover, yes=False)

    assert approve(cast, cover, yes=False, reason="Not this term.").state == "declined"
    assert outcome(lambda: approve(cast, cover)) is NotNow


def test_school_provider_and_hub_see_a_request_the_company_does_not():
    cast = make_cast()
    cover = ask(cast)

    seen = {
        w
        for w in cast.users
        if not outcome(lambda x=w: queries.find_cover(cover.pk, cast.actor(x)))
    }

    assert seen == {"teacher", "colleague", "principal", "official", "staff"}


@pytest.mark.parametrize(
    ("who", "refusal"), [("lead", NotAllowed), ("staff", NotAllowed), ("other_teacher", NotNow)]
)
def test_only_a_school_that_takes_part_asks(who, refusal):
    assert outcome(lambda: ask(make_cast(), who)) is refusal


def test_a_request_is_taken_back_and_cannot_be_nothing():
    cast = make_cast()
    cover = ask(cast)
    by = cast.actor("teacher")

    assert services.take_cover_back(cover.pk, by=by, now=NOW).state == "withdrawn"
    with pytest.raises(Invalid):
        ask(cast, hours=Decimal(0))
    with pytest.raises(Invalid):
        ask(cast, amount=Decimal("0.5"))


def test_whoever_is_next_is_told_and_the_school_hears_the_end():
    cast = make_cast()
    cover = ask(cast)
    time_letters.tell_of_cover(cover.pk, "asked", now=NOW)
    approve(cast, cover)
    time_letters.tell_of_cover(cover.pk, "approved", now=NOW)
    decide(cast, cover)
    time_letters.tell_of_cover(cover.pk, "granted", now=NOW)

    people = {user.email: who for who, user in cast.users.items()}
    told = [people[to] for to in Letter.objects.order_by("pk").values_list("to", flat=True)]
    assert told[:2] == ["principal", "staff"] and set(told[2:]) == {"principal", "teacher"}
