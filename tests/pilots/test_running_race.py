"""Two people in one running pilot at the same moment: real threads on the real server."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from eduhub.kit.errors import HubError
from eduhub.kit.models import LedgerEntry
from eduhub.pilots.models import FeedbackAnswer, Pilot, Suggestion
from eduhub.pilots.services import feedback
from eduhub.pilots.services.running import take_out
from eduhub.pilots.services.suggestions import answer_suggestion
from tests.makers import NOW
from tests.makers.pilots import make_pilot_in
from tests.makers.running import give, make_session, make_suggestion

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*deeds):
    """Each deed in a thread with a connection of its own; the refusals by their codes."""
    together, refused = Barrier(len(deeds)), []

    def run(deed):
        together.wait()
        try:
            deed()
        except HubError as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_teacher_and_principal_take_a_group_out_at_once_and_it_leaves_once(jobs):
    cast = make_pilot_in("running")
    people = [cast.actor("teacher"), cast.actor("principal")]

    refused = at_once(
        *(lambda by=by: take_out(cast.group.pk, "Split.", by=by, now=NOW) for by in people)
    )

    assert refused == ["take_out"]
    assert LedgerEntry.objects.filter(verb="pilot.group_out").count() == 1
    assert Pilot.objects.get().state == "paused"


def test_two_of_a_company_answer_at_once_and_the_second_overwrites_nothing(jobs):
    cast = make_pilot_in("running")
    row = make_suggestion(cast)
    people = [(cast.actor("lead"), "planned"), (cast.actor("member"), "not")]

    def answer(by, word):
        answer_suggestion(row.pk, word, f"It is {word}.", seen=1, by=by, now=NOW)

    refused = at_once(*(lambda told=told: answer(*told) for told in people))

    found = Suggestion.objects.get()
    assert (refused, found.version, found.why) == (["stale"], 2, f"It is {found.answer}.")


def test_one_form_that_is_sent_twice_at_once_counts_once(jobs):
    session = make_session(make_pilot_in("running"))
    token = feedback.new_token(session)

    refused = at_once(*[lambda: give(session, 5, token=token)] * 4)

    assert (refused, FeedbackAnswer.objects.count()) == ([], 1)
