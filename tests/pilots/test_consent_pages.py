"""The pages of seats, papers and consents: for whom, with what, and at what cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from eduhub.pilots.models import ConsentEntry, ConsentLink, Pack, Pilot, Seat
from eduhub.pilots.queries.consents import may_be_used
from eduhub.pilots.states.privacy import Party, Purpose
from tests.makers import NOW, signed_in
from tests.makers.privacy import ALL, issue, link_for, make_running, open_some, say

pytestmark = pytest.mark.django_db
YES = {"collect": "yes", "study": "yes"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = str(tmp_path)


@pytest.fixture
def cast():
    return make_running()


@pytest.fixture
def now(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def sha_in(response):
    return re.search(r'name="sha256" value="(\w+)"', response.text)[1]


def open_by_link(client, cast, language="en"):
    address = f"/{language}/pilots/consent/{link_for(cast, Seat.objects.get())}/"
    return client.post(address, follow=True)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_guardian_answers_by_link_without_an_account(client, cast, now, language):
    form = open_by_link(client, cast, language)

    answer = client.post(f"/{language}/pilots/consent/", YES | {"sha256": sha_in(form)})

    assert may_be_used(Seat.objects.get(), Purpose.STUDY, NOW)
    entry = ConsentEntry.objects.get()
    assert (entry.paper.language, entry.sha256) == (language, sha_in(form))
    again = re.search(r"/pilots/consent/[\w-]{43}/", answer.text)[0]
    assert client.post(f"/{language}{again}").status_code == 302


def test_a_look_at_the_link_changes_nothing_and_shows_nobody(client, cast, now):
    address = f"/en/pilots/consent/{link_for(cast, Seat.objects.get())}/"

    answer = client.get(address)

    assert ConsentLink.objects.get().opened_at is None
    assert cast.group.label not in words_of(answer)
    assert (
        answer["Referrer-Policy"] == "same-origin"
    )  # less, and browsers hide where forms come from


def test_no_purpose_is_ticked_beforehand_and_both_must_be_answered(client, cast, now):
    form = open_by_link(client, cast)

    answer = client.post("/en/pilots/consent/", {"sha256": sha_in(form), "collect": "yes"})

    assert "checked" not in form.text
    assert answer.status_code == 422
    assert not ConsentEntry.objects.exists()


def test_words_that_changed_meanwhile_are_read_again(client, cast, now):
    form = open_by_link(client, cast)
    issue(cast, guardians=2)

    answer = client.post("/en/pilots/consent/", YES | {"sha256": sha_in(form)})

    assert answer.status_code == 409
    assert not ConsentEntry.objects.exists()
    assert sha_in(answer) != sha_in(form)


def test_guessing_is_slowed_down(client, cast, now):
    codes = [client.post(f"/en/pilots/consent/guess-{n}/").status_code for n in range(31)]

    assert codes == [404] * 30 + [429]


def test_the_teacher_makes_codes_links_and_notes_what_came(client, cast, now):
    signed_in(client, cast.users["teacher"])
    door, group = f"/en/pilots/seats/{Seat.objects.get().pk}/", cast.group.pk
    told = {"count": "2", "band": "under_15", "renew_on": "2027-08-01"}

    client.post(f"/en/pilots/groups/{group}/seats/", told)
    links = client.post(f"/en/pilots/groups/{group}/seats/links/")
    noted = client.post(door, {"deed": "no", "no-party": "pupil"})
    unknown = client.post(door, {"deed": "paper", "party": "guardian_1"})

    assert Seat.objects.count() == 3
    assert len(re.findall(r"/pilots/consent/[\w-]{43}/", links.text)) == 3
    assert (noted.status_code, unknown.status_code) == (302, 422)
    assert ConsentEntry.objects.get().party == Party.PUPIL


def test_a_form_on_paper_is_entered_and_checked_by_another(client, cast, now):
    signed_in(client, cast.users["teacher"])
    told = {"deed": "paper", "party": "guardian_1", "given": list(ALL), "language": "fi"}
    seat = Seat.objects.get()
    client.post(f"/en/pilots/seats/{seat.pk}/", told | {"signed_on": NOW.date().isoformat()})
    own = client.get(f"/en/pilots/groups/{cast.group.pk}/seats/")
    assert not may_be_used(seat, Purpose.STUDY, NOW)

    signed_in(client, cast.users["principal"])
    home = client.get("/en/home/")
    client.post(f"/en/pilots/consents/{ConsentEntry.objects.get().pk}/check/")

    assert may_be_used(seat, Purpose.STUDY, NOW)
    assert "Somebody else checks the form." in words_of(own)
    assert "1 form on paper is to be checked." in words_of(home)


@pytest.mark.parametrize("seats", [1, 3])
def test_the_list_of_seats_costs_the_same_however_long(client, now, seats):
    cast = make_running(seats=seats)
    signed_in(client, cast.users["teacher"])
    client.get(f"/en/pilots/groups/{cast.group.pk}/seats/")

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/en/pilots/groups/{cast.group.pk}/seats/")

    assert answer.text.count('class="code" href="/en/pilots/seats/') == seats
    assert len(queries) == 21


def test_the_papers_are_issued_read_and_saved(client, cast, now):
    signed_in(client, cast.users["official"])
    door = f"/en/pilots/{cast.pilot.pk}/papers/"
    told = {"guardians": "2", "asks_consent": "yes", "reuse": "yes"}

    answer = client.post(door, told, follow=True)
    sheet = client.get(f"{door}consent_guardian/?in=sv")
    pdf = client.get(f"{door}application/fi/")

    assert Pack.objects.order_by("-version").first().purposes == ["collect", "study", "reuse"]
    assert answer.text.count("/fi/") >= 6
    assert "Båda vårdnadshavarna svarar" in words_of(sheet)
    assert pdf.content.startswith(b"%PDF-")
    assert client.get(f"{door}poem/").status_code == 404
    assert client.post(door, told | {"asks_consent": "no"}).status_code == 422


def test_the_company_sees_counts_and_no_seat(client, now):
    cast = make_running(seats=2)
    say(cast, cast.pilot.seats.first(), *ALL)
    signed_in(client, cast.users["lead"])

    answer = client.get(f"/en/pilots/{cast.pilot.pk}/")

    assert "Fewer than five pupils" in words_of(answer)
    assert not any(code in answer.text for code in cast.pilot.seats.values_list("code", flat=True))
    assert client.get(f"/en/pilots/groups/{cast.group.pk}/seats/").status_code == 403


def test_an_adult_seat_needs_no_day(client, cast, now):
    signed_in(client, cast.users["teacher"])
    told = {"count": "1", "band": "adult", "renew_on": ""}

    assert client.post(f"/en/pilots/groups/{cast.group.pk}/seats/", told).status_code == 302
    assert open_some(cast, 1, "adult")[0].renew_on is None


@pytest.mark.parametrize(("state", "told"), [("running", 0), ("information_given", 1)])
def test_the_teacher_reads_why_a_yes_is_not_used_yet(client, cast, now, state, told):
    say(cast, Seat.objects.get(), "collect")
    Pilot.objects.update(state=state)

    page = signed_in(client, cast.users["teacher"]).get(
        f"/en/pilots/groups/{cast.group.pk}/seats/"
    )

    assert (
        words_of(page).count("are still left out: nothing is used before the pilot runs") == told
    )
