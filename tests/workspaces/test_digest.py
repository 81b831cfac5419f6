"""The daily letter: only news, once, in the reader's language, and with a way out."""

import datetime as dt
import re

import pytest

from eduhub.kit.models import Letter
from eduhub.workspaces import services
from eduhub.workspaces.models import Reader
from eduhub.workspaces.services.digest import send_digests
from tests.makers import NOW, signed_in
from tests.makers.workspaces import KEY, KIND, bring, decide, give_task, say

DAY = dt.timedelta(days=1)
MORNING = NOW + DAY / 4


def to(club, who):
    return [letter.text for letter in Letter.objects.filter(to=club.users[who].email)]


def test_members_hear_what_others_did_and_nobody_of_their_own(club):
    say(club, "lead", "The slips are printed")
    bring(club, "lead")
    decide(club, "lead")

    assert send_digests(now=MORNING) == 3

    (letter,) = to(club, "teacher")
    assert "Yrityksen vetäjä" in letter and "The slips are printed" in letter
    assert "plan.txt" in letter and "We meet on Friday" in letter
    assert f"/fi/workspaces/{club.workspace.pk}/" in letter
    assert to(club, "lead") == to(club, "stranger") == to(club, "colleague") == []


def test_without_news_there_is_no_letter_and_a_second_run_writes_none(club):
    assert send_digests(now=MORNING) == 0

    say(club, "lead")

    assert [send_digests(now=MORNING + n * DAY) for n in (1, 1, 2)] == [3, 0, 0]
    say(club, "lead", "News", now=MORNING + 2.5 * DAY)
    assert send_digests(now=MORNING + 3 * DAY) == 3
    assert send_digests(now=MORNING + 4 * DAY) == 0


def test_each_letter_is_in_its_readers_language(club):
    club.users["teacher"].language = "sv"
    club.users["teacher"].save()
    say(club, "lead")

    send_digests(now=MORNING)

    assert "Företagets ledare" in to(club, "teacher")[0]
    assert "Yrityksen vetäjä" in to(club, "principal")[0]


def test_the_day_before_a_task_its_owner_is_told(club):
    owner = club.actor("principal")
    due = (MORNING + DAY).date()
    give_task(club, "lead", f"role:{owner.organisation_id}:principal", due, now=NOW)
    Reader.objects.create(user=club.users["teacher"], told_until=MORNING)
    Reader.objects.create(user=club.users["principal"], told_until=MORNING)

    send_digests(now=MORNING + dt.timedelta(minutes=1))

    assert "Print the slips" in to(club, "principal")[0]
    assert to(club, "teacher") == []


def test_who_does_not_wish_it_gets_none(club):
    say(club, "lead")
    told = {"shows_name": False, "now": NOW}
    services.choose(club.workspace.pk, by_mail=False, by=club.actor("teacher"), **told)
    Reader.objects.create(user=club.users["principal"], by_mail=False)

    assert send_digests(now=MORNING) == 1
    assert to(club, "teacher") == to(club, "principal") == []


def test_members_hear_of_the_end_once(club):
    services.close_workspace(KIND, KEY, by=club.actor("staff"), now=NOW)

    assert send_digests(now=MORNING) == 4
    assert send_digests(now=MORNING + DAY) == 0
    assert "päättynyt" in to(club, "teacher")[0]


def test_the_letters_link_stops_them_without_signing_in_and_reading_it_changes_nothing(
    client, club
):
    say(club, "lead")
    send_digests(now=MORNING)
    letter = Letter.objects.get(to=club.users["teacher"].email)
    path = re.search(r"(/fi/workspaces/letters/\S+)", letter.text)[1]
    assert letter.unsubscribe.endswith(path)

    assert client.get(path).status_code == 200
    assert Reader.objects.get(user=club.users["teacher"]).by_mail
    assert client.post(path).status_code == 200

    assert not Reader.objects.get(user=club.users["teacher"]).by_mail
    assert client.get("/fi/workspaces/letters/made-up/").status_code == 404


@pytest.mark.parametrize("wanted", ["on", "off"])
def test_the_letters_are_switched_on_the_page(client, club, wanted):
    signed_in(client, club.users["teacher"])

    client.post("/en/workspaces/letters/", {"by_mail": wanted})

    assert Reader.objects.get().by_mail == (wanted == "on")
