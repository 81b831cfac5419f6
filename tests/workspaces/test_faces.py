"""The pages: to whom they show, what they show, and at what cost."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from eduhub.workspaces import services
from eduhub.workspaces.models import DocumentVersion, Message, Task, Wish
from tests.makers import NOW, signed_in
from tests.makers.workspaces import KEY, KIND, bring, decide, give_task, say

PAGES = ("", "files/", "tasks/", "decisions/", "members/")


def get(client, club, path="", language="en"):
    return client.get(f"/{language}/workspaces/{club.workspace.pk}/{path}")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("teacher", 200), ("colleague", 404), ("stranger", 404), (None, 302)]
)
def test_a_page_is_there_for_members_alone(client, club, path, who, status):
    if who:
        signed_in(client, club.users[who])

    assert get(client, club, path).status_code == status


def test_what_is_inside_is_not_there_for_strangers(client, club):
    message, file, task = say(club, "lead"), bring(club, "lead"), give_task(club, "lead")
    paths = [
        *(f"messages/{message.pk}/{end}" for end in ("", "edit/", "delete/")),
        *(f"files/{file.document_id}/{end}" for end in ("", "1/", "remove/")),
        f"tasks/{task.pk}/",
    ]
    stranger, lead = Client(), Client()
    signed_in(stranger, club.users["stranger"])
    signed_in(lead, club.users["lead"])

    def status(client, path):
        answer = get(client, club, path)
        b"".join(answer)  # a file that is not read to its end stays open
        return answer.status_code

    assert [status(stranger, path) for path in paths] == [404] * 7
    assert [status(lead, path) for path in paths] == [200] * 7


FILLED = {
    "": (say, '<article class="panel'),
    "files/": (lambda club, who: bring(club, who, f"{uuid.uuid4()}.txt"), '<tr><th scope="row">'),
    "tasks/": (give_task, '<li class="row row--apart'),
    "decisions/": (decide, "<li id="),
}


@pytest.mark.parametrize("path", FILLED)
def test_a_page_costs_the_same_however_much_is_on_it(client, club, path):
    make, row = FILLED[path]
    signed_in(client, club.users["teacher"])
    costs = []

    for many in (1, 3):
        while get(client, club, path).text.count(row) < many:
            make(club, "lead")
        with CaptureQueriesContext(connection) as queries:
            page = get(client, club, path)
        costs.append(len(queries))
        assert page.text.count(row) == many

    assert costs[0] == costs[1]


def test_a_message_is_written_answered_changed_and_deleted_over_the_pages(client, club):
    signed_in(client, club.users["teacher"])
    root = f"/en/workspaces/{club.workspace.pk}/"
    client.post(root, {"text": "<b>Hello</b>", "key": uuid.uuid4()})
    first = Message.objects.get()
    client.post(root, {"text": "Again", "key": uuid.uuid4(), "answers": first.pk})
    assert "&lt;b&gt;Hello" in get(client, club).text

    client.post(f"{root}messages/{first.pk}/edit/", {"text": "Good day", "seen": 1})
    client.post(f"{root}messages/{first.pk}/delete/")

    page = get(client, club)
    assert "The writer deleted this message" in page.text and "Again" in page.text
    assert "Good day" not in page.text and "Hello" not in page.text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_refused_words_stay_in_the_form_with_the_reason(client, club, language):
    signed_in(client, club.users["teacher"])

    page = client.post(
        f"/{language}/workspaces/{club.workspace.pk}/",
        {"text": "Ask 131052-308T", "key": uuid.uuid4()},
    )

    assert page.status_code == 422
    assert "Ask 131052-308T</textarea>" in page.text
    assert page.context["form"].errors["text"]


def test_who_was_faster_is_shown_and_nothing_is_lost(client, club):
    task = give_task(club, "lead")
    errand = services.Errand("Print them twice")
    services.edit_task(club.workspace.pk, task.pk, errand, seen=1, by=club.actor("lead"), now=NOW)
    signed_in(client, club.users["teacher"])
    path = f"/en/workspaces/{club.workspace.pk}/tasks/{task.pk}/"

    page = client.post(path, {"what": "Print none", "due": "", "owner": "", "seen": 1})

    assert page.status_code == 409
    assert "Print none" in page.text and "Print them twice" in page.text
    assert Task.objects.get().what == "Print them twice"


def test_a_file_is_saved_and_never_drawn(client, club):
    signed_in(client, club.users["teacher"])
    upload = SimpleUploadedFile("evil.html.txt", b"<script>alert(1)</script>")
    client.post(
        f"/en/workspaces/{club.workspace.pk}/files/",
        {"file": upload, "note": "", "key": uuid.uuid4()},
    )
    version = DocumentVersion.objects.get()

    answer = get(client, club, f"files/{version.document_id}/1/")

    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"] == 'attachment; filename="evil.html.txt"'
    assert answer["Content-Type"] == "text/plain"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_names_show_to_ones_own_people_and_to_all_only_when_wished(client, club):
    say(club, "lead")
    teacher = signed_in(client, club.users["teacher"])
    page = get(teacher, club, "members/").text
    assert "Name of principal" in page and "Name of lead" not in page

    services.choose(
        club.workspace.pk, by_mail=True, shows_name=True, by=club.actor("lead"), now=NOW
    )

    assert "Name of lead" in get(teacher, club, "members/").text
    assert "Name of lead" in get(teacher, club).text


def test_wishes_are_kept(client, club):
    signed_in(client, club.users["teacher"])

    client.post(f"/en/workspaces/{club.workspace.pk}/members/", {"shows_name": "on"})

    assert list(Wish.objects.values_list("user", "by_mail", "shows_name")) == [
        (club.users["teacher"].pk, False, True)
    ]


def test_a_closed_workspace_is_read_and_says_why_nothing_can_be_written(client, club):
    say(club, "lead", "Goodbye")
    services.close_workspace(KIND, KEY, by=club.actor("staff"), now=NOW)
    signed_in(client, club.users["teacher"])

    page = get(client, club)

    assert "Goodbye" in page.text and "has ended" in page.text
    assert "<textarea" not in page.text


@pytest.mark.parametrize("spaces", [0, 1])
def test_the_list_and_the_home_name_ones_workspaces_and_tasks(client, club, spaces):
    who = "teacher" if spaces else "stranger"
    owner = club.actor("teacher")
    give_task(club, "lead", f"role:{owner.organisation_id}:teacher")
    signed_in(client, club.users[who])

    own, home = client.get("/en/workspaces/"), client.get("/en/home/")

    assert own.text.count("The club") == spaces
    assert home.text.count('id="own-tasks"') == spaces
    assert home.text.count("Your workspaces") == spaces
