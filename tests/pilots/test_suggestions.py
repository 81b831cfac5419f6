"""The co-development log: suggested by a teacher, answered by the company, counted for both."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client

from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotFound, NotNow, Stale
from eduhub.kit.models import LedgerEntry, Letter
from eduhub.pilots import queries
from eduhub.pilots.models import Suggestion
from eduhub.pilots.queries.suggestions import LogFigures, figures_of, log_of
from eduhub.pilots.services import running_letters
from eduhub.pilots.services.suggestions import answer_suggestion, take_suggestion_back
from tests.makers import NOW, signed_in
from tests.makers.pilots import make_cast, make_pilot_in
from tests.makers.running import make_suggestion

pytestmark = pytest.mark.django_db


def answer(cast, row, said="done", why="In version 3.", seen=1, who="lead", now=NOW):
    return answer_suggestion(row.pk, said, why, seen=seen, by=cast.actor(who), now=now)


def outcome(deed):
    try:
        deed()
    except HubError as refusal:
        return type(refusal)
    return None


def test_a_teacher_suggests_and_the_company_answers():
    cast = make_pilot_in("running")
    row = make_suggestion(cast)

    answered = answer(cast, row, now=NOW + dt.timedelta(days=3))

    assert (answered.answer, answered.why, answered.version) == ("done", "In version 3.", 2)
    verbs = LedgerEntry.objects.filter(verb__startswith="pilot.sugg").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "pilot.suggested",
        "pilot.suggestion_answered",
    ]


def test_the_same_form_sent_twice_is_one_suggestion():
    cast, key = make_pilot_in("running"), uuid4()

    assert make_suggestion(cast, key=key) == make_suggestion(cast, key=key)

    assert Suggestion.objects.count() == 1


def test_only_teachers_in_it_suggest_and_only_the_company_answers():
    cast = make_pilot_in("running")
    row = make_suggestion(cast)
    hidden = {"other_lead", "other_teacher", "other_principal", "other_official"}

    may = {who: outcome(lambda w=who: make_suggestion(cast, w)) for who in cast.users}
    tries = {who: outcome(lambda w=who: answer(cast, row, who=w)) for who in cast.users}

    assert may == dict.fromkeys(cast.users, NotAllowed) | {"teacher": None}
    wanted = {who: NotFound if who in hidden else NotAllowed for who in cast.users}
    assert tries == wanted | {"lead": None, "member": None}


def test_suggestions_begin_with_the_agreement():
    assert outcome(lambda: make_suggestion(make_cast())) is NotNow
    assert outcome(lambda: make_suggestion(make_pilot_in("archived"))) is NotNow


@pytest.mark.parametrize("words", ["", "  ", "Ask anna@example.org", "x" * 1001])
def test_empty_long_and_naming_words_are_refused(words):
    cast = make_pilot_in("running")

    with pytest.raises(Invalid) as refusal:
        make_suggestion(cast, words=words)

    assert list(refusal.value.fields) == ["words"]


def test_a_no_needs_its_reason_and_names_nobody():
    cast = make_pilot_in("running")
    row = make_suggestion(cast)

    with pytest.raises(Invalid):
        answer(cast, row, "not", "")
    with pytest.raises(Invalid):
        answer(cast, row, "not", "Write to anna@example.org")

    assert answer(cast, row, "not", "It would slow old devices down.").answer == "not"


def test_two_colleagues_answer_at_once_and_neither_is_lost():
    cast = make_pilot_in("running")
    row = make_suggestion(cast)
    answer(cast, row, "planned", "In spring.")

    assert outcome(lambda: answer(cast, row, "not", "No time.", who="member")) is Stale

    assert answer(cast, row, "planned", "In spring.", who="member").version == 2  # the same: fine
    assert answer(cast, row, "done", "Now.", seen=2, who="member").answered_at == NOW


def test_it_is_taken_back_until_it_is_answered():
    cast = make_pilot_in("running")
    first, second = make_suggestion(cast), make_suggestion(cast)
    answer(cast, second)

    take_suggestion_back(first.pk, by=cast.actor("teacher"), now=NOW)

    assert outcome(lambda: answer(cast, first, seen=2)) is NotNow
    back = {
        w: outcome(lambda x=w: take_suggestion_back(second.pk, by=cast.actor(x), now=NOW))
        for w in ("teacher", "colleague", "lead")
    }
    assert back == {"teacher": NotNow, "colleague": NotAllowed, "lead": NotAllowed}


def test_figures_are_the_share_answered_and_the_median_of_days():
    cast = make_pilot_in("running")
    assert figures_of([]) == LogFigures(0, 0, None)
    for days in (1, 4, 10):
        answer(cast, make_suggestion(cast), now=NOW + dt.timedelta(days=days))
    make_suggestion(cast, importance=3)
    standing = queries.find_standing(cast.pilot.pk, cast.actor("lead"))

    rows = log_of(standing, cast.actor("lead"))

    assert figures_of(rows) == LogFigures(4, 3, 4)
    assert (figures_of(rows).share, rows[0].answer) == (0.75, "")


def test_company_and_teacher_hear_once_each_in_their_language():
    cast = make_pilot_in("running")
    row = make_suggestion(cast)
    for _ in range(2):
        running_letters.ask_the_company(row.pk, now=NOW)
    answer(cast, row)
    for _ in range(2):
        running_letters.tell_of_the_answer(row.pk, 2, now=NOW)

    told = Letter.objects.filter(kind__startswith="pilots/sugg").values_list("to", flat=True)
    assert sorted(told) == sorted(cast.users[w].email for w in ("lead", "member", "teacher"))


def test_the_company_is_told_on_its_home_how_many_wait(client: Client):
    cast = make_pilot_in("running")
    for _ in range(3):
        make_suggestion(cast)

    shown = signed_in(client, cast.users["member"]).get("/en/home/").content.decode()

    assert "3 suggestions wait for your answer" in shown
    assert shown.count("Larger buttons.") == 3


def test_the_log_is_read_by_those_inside_and_hidden_from_others(client: Client):
    cast = make_pilot_in("running")
    row = make_suggestion(cast)
    address = f"/en/pilots/{cast.pilot.pk}/log/"

    seen = {w: signed_in(Client(), u).get(address).status_code for w, u in cast.users.items()}

    others = {"other_lead", "other_teacher", "other_principal", "other_official"}
    assert seen == {who: 404 if who in others else 200 for who in cast.users}
    assert client.get(address).status_code == 302
    assert row.words in signed_in(client, cast.users["staff"]).get(address).content.decode()


def test_a_teacher_writes_it_on_the_page_and_mistakes_keep_what_was_typed(client: Client):
    cast = make_pilot_in("running")
    signed_in(client, cast.users["teacher"])
    address, told = f"/en/pilots/{cast.pilot.pk}/log/", {"kind": "fault", "importance": "3"}

    wrong = client.post(address, told | {"key": str(uuid4()), "words": "anna@example.org"})
    right = client.post(address, told | {"key": str(uuid4()), "words": "It stops."})

    assert (wrong.status_code, right.status_code) == (422, 302)
    assert "anna@example.org" in wrong.content.decode()
    assert Suggestion.objects.get().words == "It stops."


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_for_one_and_three(
    client: Client, count, django_assert_num_queries
):
    cast = make_pilot_in("running")
    for _ in range(count):
        make_suggestion(cast)
    signed_in(client, cast.users["lead"]).get(f"/en/pilots/{cast.pilot.pk}/log/")

    with django_assert_num_queries(11):
        shown = client.get(f"/en/pilots/{cast.pilot.pk}/log/")

    assert shown.content.decode().count("Larger buttons.") == count
