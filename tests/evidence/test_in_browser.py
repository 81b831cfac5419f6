"""The room's pages in a real browser: for every eye, at every width, in every language."""

from pathlib import Path

import pytest
from django.test import Client

from eduhub.evidence import services
from eduhub.evidence.models import Result, Totals
from eduhub.evidence.services import ClassTotals
from eduhub.kit.access import machine
from tests.browser import WIDTHS, axe, in_turn, no_sideways_scroll, resize, valid_html
from tests.evidence.test_reduction import ROWS, csv
from tests.makers import make_person
from tests.makers.evidence import (
    LATER,
    make_agreed,
    make_analysed,
    make_closed,
    make_file_draft,
    make_frozen,
    make_plan,
    make_published,
    make_running,
    teacher_of,
)

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in_page(new_page, live_server, user, **told):
    """A page whose person has come in already."""
    client, page = Client(), new_page(**told)
    client.force_login(user)
    cookie = {"name": "session", "value": client.cookies["session"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    return page


def faults(page, address):
    """What is wrong with a page, at each width."""
    answer = page.goto(address)
    assert answer.status == 200, address
    found = [f"{address}: {fault}" for fault in valid_html(answer.text())]
    for width in WIDTHS:
        resize(page, width)
        no_sideways_scroll(page)
        found += [f"{address} at {width}: {fault}" for fault in axe(page)]
    return found


def of_visitors():
    shown = [make_published(tries, 20.0, groups=8) for tries in (26.0, 16.0)]
    frozen, running = make_frozen(), make_running()
    return [
        "results/",
        *(f"results/{plan.pilot_id}/" for plan in shown),
        f"results/{shown[0].pilot_id}/full/",
        f"results/{frozen.pilot_id}/plan/",
        f"results/{frozen.pilot_id}/lot/",
        f"results/{running.pilot_id}/lot/",
        f"pilots/{shown[0].pilot_id}/",
    ]


@pytest.mark.parametrize("language", in_turn("fi"))
def test_what_a_visitor_sees_is_sound(new_page, language):
    page = new_page(language=language)

    assert [f for path in of_visitors() for f in faults(page, f"/{language}/{path}")] == []


def of_staff(staff):
    agreed, draft, failed = make_agreed(), make_plan(), make_closed(groups=4)
    Result.objects.filter(plan=failed).update(state="failed", trouble="ValueError")
    whole = make_running(make_agreed(1), make_file_draft())
    return [
        f"results/{agreed.pk}/plan/",
        f"results/{agreed.pk}/plan/write/",
        f"results/{draft.pilot_id}/plan/",
        f"results/{make_running().pilot_id}/data/",
        f"results/{whole.pilot_id}/data/",
        f"results/{whole.pilot_id}/data/file/",
        f"results/{make_analysed(groups=4).pilot_id}/",
        f"results/{make_closed(groups=4).pilot_id}/",
        f"results/{failed.pilot_id}/",
        "home/",
    ]


@pytest.mark.parametrize("language", in_turn("sv"))
def test_what_the_hub_sees_is_sound(new_page, live_server, language):
    staff = make_person("hub_staff")
    page = signed_in_page(new_page, live_server, staff, language=language)

    assert [f for path in of_staff(staff) for f in faults(page, f"/{language}/{path}")] == []


@pytest.mark.parametrize("language", in_turn("en"))
def test_what_a_teacher_sees_is_sound(new_page, live_server, language):
    plan = make_running()
    one = plan.classes.select_related("group__teacher")[0]
    by = teacher_of(one.group)
    figures = ClassTotals(20, 20.0, 4.0)
    given = services.give_totals(plan.pilot_id, one.group_id, figures, by=by, now=LATER)
    page = signed_in_page(new_page, live_server, one.group.teacher, language=language)
    paths = [
        f"results/{plan.pilot_id}/data/{one.group_id}/",
        f"results/{plan.pilot_id}/data/{one.group_id}/file/",
        f"results/{plan.pilot_id}/given/{given.pk}/",
        f"pilots/{plan.pilot_id}/",
    ]

    assert [f for path in paths for f in faults(page, f"/{language}/{path}")] == []


def test_dark_and_refused_forms_are_sound_too(new_page, live_server, watch):
    watch.forgive("status of 422")
    plan = make_running(make_agreed(1), make_file_draft())
    page = signed_in_page(new_page, live_server, make_person("hub_staff"), dark=True)
    page.goto(f"/en/results/{plan.pilot_id}/data/file/")
    page.set_input_files(
        "input[type=file]", {"name": "x.csv", "mimeType": "", "buffer": b"a,b\n1"}
    )

    page.locator("#on-device li").first.wait_for()
    on_device = page.locator("#on-device li").count(), axe(page)
    page.locator("[name=moments]").evaluate("(one) => { one.value = '{}' }")
    page.click("main button[type=submit]")

    assert page.locator(".field--error").count() == 1
    assert (on_device, axe(page)) == ((4, []), [])


def test_a_trial_goes_from_its_file_to_the_world_without_javascript(new_page, live_server):
    plan = make_running(make_agreed(1), make_file_draft())
    told = {"javascript": False, "language": "en"}
    page = signed_in_page(new_page, live_server, make_person("hub_staff"), **told)
    more = [(letter, 5, 12 + n, n % 2) for n, letter in enumerate("EFGHIJ")]
    content = csv([*ROWS, *(row for one in more for row in (one, (*one[:2], one[2] + 1, one[3])))])

    page.goto(f"/en/results/{plan.pilot_id}/data/file/")
    page.set_input_files(
        "input[type=file]", {"name": "trial.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.click("main button[type=submit]")
    page.get_by_role("button", name="Yes, let them count").click()
    page.get_by_role("button", name="Close the data").click()
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    page.reload()
    page.get_by_role("button", name="Publish the result").click()

    visitor = new_page(javascript=False)
    visitor.goto(f"/en/results/{plan.pilot_id}/")
    exact = repr(Result.objects.get().standard_error)
    assert visitor.locator(".answer").count() == 1
    visitor.goto(f"/en/results/{plan.pilot_id}/full/")
    assert exact in visitor.locator("main").inner_text()
    assert Totals.objects.get().state == "counted" and Path("trial.csv").exists() is False
