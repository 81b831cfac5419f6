"""What pilots wait for: on the board, on their own page, and in one letter a day at most."""

import datetime as dt

import pytest
from django.test import Client

from eduhub.kit.errors import Invalid
from eduhub.kit.models import Letter
from eduhub.pilots import services
from eduhub.pilots.models import Pilot, Seat
from eduhub.pilots.queries.board import BoardAsked, board, lines_of
from eduhub.pilots.queries.waits import Wait, waits_of
from eduhub.pilots.services.reminders import write_digests
from eduhub.pilots.services.running import take_out
from eduhub.pilots.states.waits import USUAL, WaitKind
from tests.makers import NOW, TODAY, signed_in
from tests.makers.pilots import (
    agree_all,
    decide_lane,
    make_agreed,
    make_cast,
    make_definition,
    make_pilot_in,
    open_papers,
)
from tests.makers.privacy import make_running
from tests.makers.running import make_decision, make_suggestion

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def kinds(cast):
    pilot = Pilot.objects.select_related("solution__company").get(pk=cast.pilot.pk)
    ((_standing, waits),) = waits_of([pilot])
    return {wait.kind.value for wait in waits}


def test_every_kind_of_step_has_its_usual_length_and_source():
    assert set(USUAL) == set(WaitKind)
    assert {usual.source for usual in USUAL.values()} == {"OWN"}


def test_before_the_plan_it_says_who_is_next_at_each_gate():
    cast = make_cast(group_state="accepted_by_teacher")
    assert kinds(cast) == {"answer_lane", "screen", "decide_group"}

    services.accept_group(cast.group.pk, by=cast.actor("principal"), now=NOW)
    assert kinds(cast) == {"answer_lane", "screen", "write_statement"}
    services.answer_lane(
        cast.pilot.pk,
        services.Answers(False, (), False, True, False),
        seen=0,
        by=cast.actor("lead"),
        now=NOW,
    )
    assert kinds(cast) == {"decide_lane", "write_statement"}


def test_a_group_that_a_round_has_invited_waits_for_its_teacher():
    cast = make_cast(group_state="invited")
    pilot = Pilot.objects.select_related("solution__company").get()

    ((_standing, waits),) = waits_of([pilot])

    (wait,) = (one for one in waits if one.kind == WaitKind.ANSWER_INVITATION)
    group = cast.group
    assert (wait.place, wait.user, wait.on) == (group.school_id, group.teacher_id, group.pk)
    assert kinds(cast) == {"answer_lane", "screen", "answer_invitation"}


def test_the_papers_of_lane_c_are_waited_for_one_by_one():
    cast = make_cast()
    decide_lane(cast, "C")
    assert kinds(cast) == {"clear_privacy", "inform", "write_statement"}

    open_papers(cast, "C")
    agree_all(cast)

    assert kinds(cast) == {"sign_company", "sign_school"}


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("agreement_signed", {"plan"}),
        ("preregistered", {"start"}),
        ("running", {"close_data"}),
        ("paused", {"reopen"}),
        ("data_closed", {"analyse"}),
        ("analysed", {"publish", "close"}),
        ("published", set()),
    ],
)
def test_from_the_plan_on_the_state_says_it(state, wanted):
    assert kinds(make_pilot_in(state)) == wanted


def test_a_step_of_a_later_day_is_told_with_that_day_and_with_no_negative_age():
    cast = make_pilot_in("preregistered")
    before = cast.pilot.starts - dt.timedelta(days=46)
    ((_standing, waits),) = waits_of([cast.pilot])

    (line,) = lines_of(waits, before)
    (then,) = lines_of(waits, cast.pilot.starts)

    assert (line.days, line.overdue, line.from_day) == (0, 0, cast.pilot.starts)
    assert (then.days, then.from_day) == (0, None)


def test_whoever_has_decided_is_waited_for_no_more_and_suggestions_are():
    cast = make_pilot_in("analysed")
    make_suggestion(cast)
    make_decision(cast)
    make_decision(cast, "official")

    assert kinds(cast) == {"publish", "answer_suggestion"}


def test_a_step_is_overdue_after_its_usual_days():
    wait = Wait(WaitKind.DECIDE_GROUP, TODAY)

    assert [wait.overdue(TODAY + n * DAY) for n in (0, 7, 8, 20)] == [0, 0, 1, 13]
    (line,) = lines_of([wait, Wait(WaitKind.DECIDE_GROUP, TODAY - DAY)], TODAY + 8 * DAY)
    assert (line.count, line.days, line.overdue, line.usual) == (2, 9, 2, 7)


def test_the_hub_sees_all_an_official_the_own_schools_others_nothing(client: Client):
    casts = [make_cast(), make_agreed("B"), make_pilot_in("published")]

    staff = board(casts[0].actor("staff"), BoardAsked(), NOW)
    official = board(casts[0].actor("official"), BoardAsked(), NOW)
    pages = {
        who: signed_in(Client(), user).get("/en/pilots/board/").status_code
        for who, user in casts[0].users.items()
    }

    assert {row.pilot for row in staff} == {casts[0].pilot, casts[1].pilot}
    assert [row.pilot for row in official] == [casts[0].pilot]
    shown = {"staff", "official", "other_official"}
    assert pages == {who: 200 if who in shown else 403 for who in casts[0].users}


def test_it_is_filtered_and_sorted(client: Client):
    early, agreed = make_cast(), make_agreed("B")
    Pilot.objects.filter(pk=early.pilot.pk).update(posted_at=NOW - 40 * DAY)
    by = early.actor("staff")

    def found(**asked):
        return [row.pilot.pk for row in board(by, BoardAsked(**asked), NOW)]

    both = [early.pilot.pk, agreed.pilot.pk]
    assert found() == both
    assert found(lane="B") == found(state="information_given") == both[1:]
    assert found(lane="none") == found(overdue=True) == both[:1]
    assert found(sort="state") == both


def test_the_file_has_a_line_for_each_step(client: Client):
    cast = make_cast()
    signed_in(client, cast.users["staff"])

    lines = client.get("/en/pilots/board.csv").content.decode("utf-8-sig").splitlines()

    assert len(lines) == 4
    assert {line.split(",")[6] for line in lines[1:]} == {
        '"Answer the questions on the lane"',
        '"Look the offer through"',
        '"Write the success statement"',
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_the_same_for_one_and_three(client, count, django_assert_num_queries):
    casts = [make_pilot_in("running") for _ in range(count)]
    signed_in(client, casts[0].users["staff"])
    client.get("/en/pilots/board/")

    with django_assert_num_queries(13):
        shown = client.get("/en/pilots/board/").content.decode()

    assert shown.count("<strong>Close the data</strong>") == count


def test_the_page_says_what_is_overdue_to_those_inside(client: Client):
    cast = make_pilot_in("data_closed")
    Pilot.objects.update(state_since=NOW - 90 * DAY)
    address = f"/en/pilots/{cast.pilot.pk}/"

    inside = signed_in(Client(), cast.users["lead"]).get(address).content.decode()
    outside = client.get(address).content.decode()

    assert "Analyse the data" in inside and "Overdue, " in inside
    assert "Analyse the data" not in outside


def test_the_trail_is_for_those_inside(client: Client):
    cast = make_pilot_in("running")
    address = f"/en/pilots/{cast.pilot.pk}/trail/"

    codes = {w: signed_in(Client(), u).get(address).status_code for w, u in cast.users.items()}

    out = {"other_lead", "other_teacher", "other_principal", "other_official"}
    assert codes == {who: 404 if who in out else 200 for who in cast.users}
    shown = signed_in(client, cast.users["lead"]).get(address).content.decode()
    assert "Version 1 of the success statement was agreed to" in shown


def readers():
    return sorted(Letter.objects.filter(kind="pilots/digest").values_list("to", flat=True))


def test_one_letter_a_day_tells_each_person_all_that_waits():
    cast = make_cast()
    make_cast(pilot=None)
    at = NOW + 3 * DAY

    written = [write_digests(now=at) for _ in range(2)]

    assert (written[0], written[1]) == (len(readers()), 0)
    assert len(set(readers())) == len(readers())
    letter = Letter.objects.get(to=cast.users["member"].email)
    assert letter.subject == "2 steps in pilots wait" or "odottaa" in letter.subject
    assert letter.text.count(cast.pilot.number) == 2
    assert cast.users["other_lead"].email not in readers()


def test_a_step_is_told_after_three_days_and_then_once_a_week():
    cast = make_cast()
    mine = Letter.objects.filter(to=cast.users["lead"].email, kind="pilots/digest")

    for day in range(11):
        write_digests(now=NOW + day * DAY)

    assert [(at - NOW).days for at in mine.values_list("written_at", flat=True)] == [3, 10]


def test_in_the_readers_own_language():
    cast = make_cast()
    for who, language in (("lead", "sv"), ("member", "fi")):
        cast.users[who].language = language
        cast.users[who].save()

    write_digests(now=NOW + 3 * DAY)

    told = dict(Letter.objects.filter(kind="pilots/digest").values_list("to", "language"))
    assert told[cast.users["lead"].email] == "sv" and told[cast.users["member"].email] == "fi"


def test_consents_to_be_asked_anew_are_told_to_their_teacher_and_on_no_page(settings, tmp_path):
    settings.FILES = str(tmp_path)
    cast = make_running()
    Seat.objects.update(renew_on=TODAY)

    write_digests(now=NOW + 3 * DAY)

    letter = Letter.objects.get(kind="pilots/digest")
    assert letter.to == cast.users["teacher"].email
    assert "Pyydä suostumus uudelleen" in letter.text
    assert "ask_anew" not in kinds(cast)


def test_long_after_the_usual_time_whoever_leads_is_told_too():
    cast = make_cast(group_state="accepted_by_teacher")
    services.accept_group(cast.group.pk, by=cast.actor("principal"), now=NOW)
    decide_lane(cast)
    services.write_statement(
        cast.pilot.pk, make_definition(), seen=0, by=cast.actor("lead"), now=NOW
    )

    write_digests(now=NOW + 20 * DAY)
    before = readers()
    write_digests(now=NOW + 21 * DAY)

    assert before == [cast.users["teacher"].email]
    assert readers() == sorted([cast.users["teacher"].email, cast.users["principal"].email])


def test_taking_a_running_group_out_needs_a_reason():
    cast = make_pilot_in("running")

    with pytest.raises(Invalid):
        take_out(cast.group.pk, " ", by=cast.actor("teacher"), now=NOW)
