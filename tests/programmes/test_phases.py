"""What one company has is told by no answer and no letter to others, in any phase.

Everybody's answers are compared, byte for byte, with those of a database that differs only in
what they may not know: numbers, vetoes and counts need no word of their own to be found. That
takes some seconds, for each phase is asked for twice by everybody.
"""

from functools import cache

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from eduhub.kit.models import LedgerEntry, Letter
from tests.house.private import DIGITS
from tests.house.walking import CHANGING, ask
from tests.makers.phased import (
    done_otherwise,
    judged_otherwise,
    make_phased,
    make_together,
    phases_of_call,
    phases_of_cohort,
    wished_otherwise,
    without,
)
from tests.makers.planted import number

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
PLANTED = ("budget-kielo", "asked", "to-staff", "kielo", "appeal", "note", "private")
IN_A_CALL = {  # who looks: where
    "visitor": (
        "search ?q=kielo", "programmes:calls", "programmes:call call", "programmes:feed",
        "api:call call",
    ),
    "lumi.lead": (
        "front", "programmes:application lumi", "programmes:verdict lumi",
        "programmes:record lumi.home",
    ),
    "cai": ("front", "programmes:my_reviews", "programmes:reviews round",
            "programmes:review round lumi.code", "programmes:review round kielo.code"),
}  # fmt: skip
OF_KIELO = {
    "kielo.lead": (
        "front", "programmes:application kielo", "programmes:verdict kielo",
        "programmes:record kielo.home",
    ),
    "anna": ("programmes:reviews round", "programmes:review round kielo.code"),
}  # fmt: skip
OUTSIDE = ("programmes:cohorts", "programmes:cohort cohort", "api:cohort cohort")
IN_A_COHORT = {
    "visitor": OUTSIDE,
    "lumi": ("front", "programmes:cohort cohort", "programmes:seat lumi.seat",
             "programmes:company_wishes lumi.seat"),
    "max": ("front", "programmes:cohort cohort", "programmes:mentoring",
            "programmes:mentor max.mentor"),
}  # fmt: skip
WITH_KIELO = {
    "kielo": ("front", "programmes:seat kielo.seat", "programmes:company_wishes kielo.seat")
}


def address(told, things):
    name, *rest = told.split()
    tail = rest.pop() if rest and rest[-1].startswith("?") else ""
    with override("en"):
        return reverse(name, args=[things[one] for one in rest]) + tail


def answers(client_of, viewers, things):
    """(who, where) → what is answered, without tokens and keys."""
    found = {}
    for who, places in viewers.items():
        client = client_of(who)
        for place in places:
            answer = ask(client, "GET", address(place, things))
            found[who, place] = answer.status, CHANGING.sub(b"", answer.body)
    return found


def apart(client_of, viewers, things, otherwise):
    """Where the answers differ once this is otherwise; all is as before afterwards."""
    before = answers(client_of, viewers, things)
    with transaction.atomic():
        otherwise()
        after = answers(client_of, viewers, things)
        transaction.set_rollback(True)
    return {place for place, told in before.items() if told != after[place]}


@pytest.fixture
def client_of():
    """client_of(people): a function from a name to a client, signed in but for the visitor."""

    def of(people):
        @cache
        def make(who):
            client = Client(raise_request_exception=False)
            if who != "visitor":
                client.force_login(people[who])
            return client

        return make

    return of


def things_of(town):
    rows = town.applications.items()
    return {
        "call": town.call.pk,
        "round": town.round.pk,
        **{name: one.pk for name, one in rows},
        **{f"{name}.home": one.organisation_id for name, one in rows},
        **{f"{name}.code": town.code(name) for name, _ in rows},
    }


def written_to(own):
    """The planted numbers in letters to others than these, and in the ledger."""
    letters = Letter.objects.exclude(to__in=own).values_list("subject", "text")
    lines = LedgerEntry.objects.values_list("facts", flat=True)
    text = f"{list(letters)} {list(lines)}".encode()
    return {b"".join(one).decode() for one in DIGITS.findall(text)}


def test_an_applicant_is_in_no_answer_and_no_letter_to_others_in_any_phase(client_of):
    town = make_phased(timezone.now().replace(microsecond=0))
    things, clients = things_of(town), client_of(town.people)
    staff = {"staff": ("programmes:verdicts call",)}
    told = {}

    for phase in phases_of_call(town):
        told[phase] = apart(clients, IN_A_CALL, things, lambda: without(town))
    control = apart(clients, staff, things, lambda: without(town))

    assert (told, len(control)) == ({phase: set() for phase in told}, 1)
    own = [town.people["kielo.lead"].email, town.people["staff"].email]
    assert Letter.objects.exclude(to__in=own).exists()
    assert written_to(own) & {str(number(one)) for one in PLANTED} == set()


@pytest.mark.nightly
def test_what_a_jury_says_of_an_applicant_is_told_to_nobody_before_its_time(client_of):
    town = make_phased(timezone.now().replace(microsecond=0))
    things, clients = things_of(town), client_of(town.people)
    told = {}

    for phase in phases_of_call(town):
        told[phase] = apart(clients, OF_KIELO, things, lambda: judged_otherwise(town))

    given = {("anna", "programmes:review round kielo.code")}  # her own is in, so she reads Bo's
    late = {"deliberated", "decided", "appealed"}
    assert told == {phase: given if phase in late else set() for phase in told}


def test_what_a_company_does_in_a_cohort_is_told_to_nobody_else_in_any_phase(client_of):
    made, now = make_together(timezone.localdate()), timezone.now().replace(microsecond=0)
    clients = client_of(made.people)
    things = {"cohort": made.cohort.pk, "max.mentor": made.bench["max"].mentor_id}
    things |= {f"{name}.seat": seat.pk for name, seat in made.seats.items()}
    told = {}

    for phase in phases_of_cohort(made, now):
        told[phase] = apart(clients, IN_A_COHORT, things, lambda: done_otherwise(made))
    behind = apart(clients, WITH_KIELO, things, lambda: wished_otherwise(made))
    control = apart(clients, WITH_KIELO, things, lambda: done_otherwise(made))

    assert (told, behind) == ({phase: set() for phase in told}, set())
    assert control
    own = [made.people[one].email for one in ("kielo", "kielo.member", "mia", "staff")]
    assert written_to(own) & {str(number(one)) for one in PLANTED} == set()
