"""A workspace, and asks and offers, in a real browser: on a phone, in each language."""

import pytest

from eduhub.asks.models import Answer, Ask
from eduhub.workspaces.models import DocumentVersion, Message, Task
from tests.browser import axe, no_sideways_scroll, resize, valid_html
from tests.makers.workspaces import bring, decide, give_task, say
from tests.stories.browsing import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = ("", "files/", "tasks/", "decisions/", "members/")


@pytest.mark.nightly
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_is_accessible_valid_and_fits_a_phone(
    jobs, club, live_server, new_page, language
):
    message, file, task = say(club, "lead"), bring(club, "lead"), give_task(club, "lead")
    mine = say(club, "teacher", answers=message.pk)
    decide(club, "lead", "Anew", replaces=decide(club, "lead").pk)
    page = new_page()
    sign_in(page, club.users["teacher"])
    inside = [f"{club.workspace.pk}/{path}" for path in PAGES]
    inside += [f"{club.workspace.pk}/messages/{mine.pk}/{end}" for end in ("", "edit/", "delete/")]
    inside += [f"{club.workspace.pk}/files/{file.document_id}/"]
    inside += [f"{club.workspace.pk}/tasks/{task.pk}/"]

    for path in ("", *inside):
        response = page.goto(f"/{language}/workspaces/{path}")
        assert response.status == 200, path
        assert axe(page) == [], path
        valid_html(response.text())
        resize(page, 320)
        no_sideways_scroll(page)
        resize(page, 1280)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_teacher_writes_brings_a_file_and_does_a_task_on_a_phone(
    jobs, club, live_server, new_page, javascript
):
    teacher = club.actor("teacher")
    say(club, "lead", "Is the plan ready?")
    give_task(club, "lead", f"role:{teacher.organisation_id}:teacher")
    page = new_page(width=390, javascript=javascript)
    sign_in(page, club.users["teacher"])
    page.goto("/en/home/")
    page.get_by_role("link", name="The club").click()

    page.get_by_role("link", name="Company lead").click()
    page.get_by_label("Your answer").fill("It is here now.")
    page.get_by_role("button", name="Send the answer").click()
    assert page.get_by_text("Your message is there.").is_visible()

    page.get_by_role("link", name="Files", exact=True).click()
    upload = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Week 41"}
    page.get_by_label("File", exact=True).set_input_files(upload)
    page.get_by_role("button", name="Bring the file").click()
    assert page.get_by_role("link", name="plan.txt", exact=True).is_visible()

    page.get_by_role("link", name="Tasks", exact=True).click()
    page.get_by_role("button", name="Done").click()

    assert page.get_by_role("button", name="Open again").is_visible()
    assert Message.objects.filter(answers__isnull=False).count() == 1
    assert DocumentVersion.objects.count() == 1 and Task.objects.get().state == "done"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_asks_are_accessible_valid_and_fit_a_phone(jobs, club, live_server, new_page, language):
    page = new_page(width=390)
    sign_in(page, club.users["teacher"])
    page.goto("/en/asks/new/?kind=offer")
    page.get_by_label("In one line").fill("Ten robots")
    page.get_by_label("Tell more").fill("On loan until May.")
    page.get_by_role("button", name="Post it").click()
    ask = Ask.objects.get()

    for path in ("", "new/", *(f"{ask.pk}/{end}" for end in ("", "edit/", "close/"))):
        response = page.goto(f"/{language}/asks/{path}")
        assert axe(page) == [], path
        valid_html(response.text())
        resize(page, 320)
        no_sideways_scroll(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_an_ask_over_one_click_to_its_outcome_on_a_phone(
    jobs, club, live_server, new_page, javascript
):
    page = new_page(width=390, javascript=javascript)
    sign_in(page, club.users["lead"])
    page.goto("/en/asks/new/")
    page.get_by_label("I seek").check()
    page.get_by_label("In one line").fill("A third grade in March")
    page.get_by_label("Tell more").fill("Twice a week.")
    page.get_by_role("button", name="Post it").click()
    ask = Ask.objects.get()

    sign_in(page, club.users["teacher"])
    page.goto(f"/en/asks/{ask.pk}/")
    page.get_by_role("button", name="I can help").click()
    assert page.get_by_text("Your answer is on its way").is_visible()

    sign_in(page, club.users["lead"])
    page.goto(f"/en/asks/{ask.pk}/")
    assert page.get_by_text("Name of teacher").is_visible()
    page.get_by_role("link", name="Close it").click()
    page.get_by_label("Yes, with somebody from the hub").check()
    page.get_by_role("button", name="Close it").click()

    assert page.get_by_text("Was it found? Yes, with somebody from the hub").is_visible()
    assert Answer.objects.count() == 1
