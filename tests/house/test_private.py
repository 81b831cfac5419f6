"""What one may not see leaves no trace: in a search, a count, an answer's length, a letter."""

import datetime as dt
import re

import pytest
from django.conf import settings

from eduhub.evidence import services as trials
from eduhub.evidence.models import Plan
from eduhub.kit.access import machine
from eduhub.kit.models import Letter
from eduhub.people.queries import actor_for
from tests.house.addresses import TABLE
from tests.house.private import MAY_READ, read_in
from tests.house.walking import CHANGING, HIDDEN, SHOWN, ask, path_of
from tests.makers import TODAY, make_organisation, make_pilot, make_solution
from tests.makers.evidence import LATER, give_all
from tests.makers.fairs import make_exhibition, make_lead, make_stand
from tests.makers.pages import make_page
from tests.makers.world import words

pytestmark = pytest.mark.django_db  # within the world's own transaction
STRANGERS = ("visitor", "colleague")
ASKED = (  # lists, searches, counts and feeds, beside every address that is open to all
    "/en/solutions/?q=luonnos",
    "/en/solutions/?subject=subject-physics",
    "/en/solutions/?q=tulossa&order=newest",
    "/en/companies/?q=uusi",
    "/en/search/?q=luonnos",
    "/en/search/?q=myöhemmin",
    "/en/search/?q=tuleva",
    "/en/pilots/?phase=ended",
    "/en/pilots/?subject=subject-physics",
    "/api/v1/solutions?q=luonnos",
    "/api/v1/solutions?topic=subject-physics",
    "/api/v1/companies?q=uusi",
    "/api/v1/pilots?phase=ended",
)


def open_paths(world):
    shown = [row for row in TABLE if row.get["visitor"] == SHOWN]
    return [*(path_of(row.address, row.things, world) for row in shown), *ASKED]


def answers(client, paths):
    return {path: CHANGING.sub(b"", ask(client, "GET", path).body) for path in paths}


@pytest.mark.parametrize("who", ["visitor", "company_lead", "rival", "principal", "staff"])
def test_search_counts_and_lists_tell_only_what_one_may_know(who, world, client_of):
    told = {path: read_in(ask(client_of(who), "GET", path).body) for path in ASKED}

    assert {path: found - MAY_READ[who] for path, found in told.items() if found} == {
        path: set() for path, found in told.items() if found
    }


@pytest.mark.parametrize("who", STRANGERS)
def test_what_is_hidden_leaves_every_public_answer_byte_for_byte_the_same(who, world, client_of):
    client, paths = client_of(who), open_paths(world)
    before = answers(client, paths)

    hidden = make_solution(
        world.homes["rival"],
        name=words("Luonnos toinen"),
        codes=["subject-physics"],
        state="draft",
    )
    make_pilot(hidden, state="withdrawn")
    make_stand(hidden)
    make_lead(hidden)
    make_exhibition(hidden, title=words("Tuleva"), state="draft", published_at=None)
    make_page(title=words("Luonnos"), state="draft")
    make_page(title=words("Myöhemmin"), publish_at=LATER + dt.timedelta(days=3650))
    make_organisation("company", name=words("Uusi"), state="claimed")

    after = answers(client, paths)
    assert [path for path in paths if before[path] != after[path]] == []


def analysed(world, tries, compares):
    """The running trial, brought to a result that nobody outside may see."""
    plan = Plan.objects.get(pilot=world.things["pilot.running"])
    give_all(plan, tries, compares)
    trials.close_data(plan.pilot_id, by=actor_for(world.people["staff"], TODAY), now=LATER)
    trials.analyse(plan.pk, by=machine("worker"), now=LATER)


@pytest.mark.parametrize("who", ["visitor", "rival"])
def test_an_unpublished_result_can_be_read_from_no_public_answer(who, world, client_of):
    from django.db import transaction

    client, seen = client_of(who), []
    for tries, compares in ((28.0, 20.0), (20.0, 24.0)):
        with transaction.atomic():
            analysed(world, tries, compares)
            seen.append(answers(client, open_paths(world)))
            transaction.set_rollback(True)

    helped, harmed = seen
    assert [path for path in helped if helped[path] != harmed[path]] == []


def nobodys(things):
    """As many things that are not there."""
    return " ".join("-" for _ in things.split())


def answer_to(client, method, row, things, world):
    """Status and body, without the numbers that the address itself has."""
    path = path_of(row.address, things, world)
    answer = ask(client, method, path)
    return answer.status, re.sub(rb"/\d+(?=/)", b"/N", CHANGING.sub(b"", answer.body))


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", STRANGERS)
def test_what_is_hidden_and_what_is_not_there_answer_alike(who, method, world, client_of):
    client, hidden = (
        client_of(who),
        [
            row
            for row in TABLE
            if (row.get if method == "GET" else row.post)[who] == HIDDEN
            and row.things
            and all(isinstance(world.things.get(thing), int) for thing in row.things.split())
        ],
    )

    apart = [
        f"{row.address} {row.things}"
        for row in hidden
        if answer_to(client, method, row, row.things, world)
        != answer_to(client, method, row, nobodys(row.things), world)
    ]

    assert hidden and apart == []


EVIL = ("evil.example", "evil.example:443", "localhost.evil.example", "127.0.0.1@evil.example")
FORWARDED = ("HTTP_X_FORWARDED_HOST", "HTTP_X_HOST", "HTTP_FORWARDED", "HTTP_X_FORWARDED_SERVER")


def links_in_letters():
    return {
        link
        for text in Letter.objects.values_list("text", flat=True)
        for link in re.findall(r"https?://\S+", text)
    }


def invite(client, world, **headers):
    path = path_of("people:invite", "home.company", world)
    told = {"email": "new@example.org", "role": "company_member", "language": "en"}
    return client.post(path, told, **headers)


@pytest.mark.parametrize("header", FORWARDED)
@pytest.mark.parametrize("host", EVIL)
def test_links_in_letters_lead_to_the_hub_whatever_a_request_says(header, host, world, client_of):
    Letter.objects.all().delete()

    assert invite(client_of("company_lead"), world, **{header: host}).status_code == 302

    links = links_in_letters()
    assert links and all(link.startswith(f"{settings.PUBLIC_URL}/") for link in links)


@pytest.mark.parametrize("host", EVIL)
def test_a_request_to_a_host_that_is_not_the_hubs_writes_no_letter(host, world, client_of):
    letters = Letter.objects.count()

    assert invite(client_of("company_lead"), world, HTTP_HOST=host).status_code == 400

    assert Letter.objects.count() == letters
