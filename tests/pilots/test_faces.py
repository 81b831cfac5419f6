"""One refusal reads the same on every face; the API shows what everybody may see."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from eduhub.pilots.models import Group
from eduhub.pilots.states import PilotState
from tests.makers import make_group, make_pilot, signed_in
from tests.makers.pilots import make_agreed, make_cast

pytestmark = pytest.mark.django_db
WORDS = "Only the company's lead and the teachers of accepted groups can agree."


def test_one_refusal_on_every_face(client):
    cast = make_agreed()
    member, pk = cast.users["member"], cast.pilot.pk
    signed_in(client, member)

    html = client.post(f"/en/pilots/{pk}/agree/", {"version": 1})
    api = client.post(
        f"/api/v1/pilots/{pk}/agreement",
        {"version": 1},
        content_type="application/json",
        headers={"Accept-Language": "en"},
    )
    with pytest.raises(CommandError) as command:
        call_command("agree_pilot", str(pk), "--as", member.email)

    assert html.status_code == api.status_code == 403
    assert WORDS in html.text.replace("&#x27;", "'")
    assert (api.json()["title"], api.json()["code"]) == (WORDS, "agree")
    assert str(command.value) == f"agree: {WORDS}"


def test_the_command_agrees_for_the_person_named(capsys):
    cast = make_agreed()

    call_command("agree_pilot", str(cast.pilot.pk), "--as", cast.users["teacher"].email)

    assert capsys.readouterr().out == f"{cast.pilot.number}: agreement_signed\n"


@pytest.mark.parametrize("pilots", [1, 3])
def test_the_register_is_read_in_a_fixed_number_of_queries(
    client, django_assert_num_queries, pilots
):
    for _ in range(pilots):
        make_group(make_pilot(), state="accepted_by_principal")

    with django_assert_num_queries(2):  # how many in all, and this page of them
        answer = client.get("/api/v1/pilots").json()

    assert answer["meta"] == {"count": pilots, "next": None, "previous": None}
    assert [row["groups"] for row in answer["data"]] == [1] * pilots


def test_the_api_shows_counts_and_no_school_or_class(client):
    cast = make_cast()

    answer = client.get(f"/api/v1/pilots/{cast.pilot.pk}")

    told = answer.json()
    assert (told["groups"], told["schools"], told["places_held"]) == (1, 1, 1)
    assert told["solution"]["company"]["fi"] == cast.company.name.fi
    assert "5B" not in answer.text and cast.school.name.fi not in answer.text


def test_a_withdrawn_pilot_is_not_there_for_the_public(client):
    cast = make_cast(state=PilotState.WITHDRAWN)

    assert client.get(f"/api/v1/pilots/{cast.pilot.pk}").status_code == 404
    assert client.get(f"/en/pilots/{cast.pilot.pk}/").status_code == 404
    assert client.get("/api/v1/pilots").json()["data"] == []
    signed_in(client, cast.users["teacher"])
    assert client.get(f"/en/pilots/{cast.pilot.pk}/").status_code == 200


def test_a_teacher_joins_through_the_api_with_the_sessions_own_token():
    cast = make_cast()
    client = signed_in(Client(enforce_csrf_checks=True), cast.users["other_teacher"])
    url = f"/api/v1/pilots/{cast.pilot.pk}/groups"
    told = {"label": "6A", "grade": 6, "pupils": 21}
    send = {"data": told, "content_type": "application/json"}

    bare = client.post(url, **send)
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"',
        client.get(f"/en/pilots/{cast.pilot.pk}/join/").text,
    )[1]
    answer = client.post(url, **send, headers={"X-CSRFToken": token})

    assert bare.status_code == 403
    assert answer.status_code == 200 and answer.json()["state"] == "accepted_by_teacher"
    assert Group.objects.filter(label="6A").count() == 1


def test_a_visitor_is_told_to_sign_in_first(client):
    cast = make_cast()
    told = {"label": "6A", "grade": 6, "pupils": 21}

    answer = client.post(
        f"/api/v1/pilots/{cast.pilot.pk}/groups",
        told,
        content_type="application/json",
        headers={"Accept-Language": "en"},
    )

    assert (answer.status_code, answer.json()["title"]) == (403, "Sign in first.")
