"""A receptionist gives a room to the hub, a teacher books it; both in the browser."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.bookings.models import Booking, Unit
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from tests.makers import make_organisation, make_person
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WEEK = dt.timedelta(weeks=1)


@pytest.fixture
def walker(new_page):
    def made(user, language, width):
        page = new_page(language=language, width=width)
        sign_in(page, user)
        return Walker(page, language)

    return made


def next_monday():
    today = timezone.localdate()
    return today + dt.timedelta(days=7 - today.weekday())


def test_a_receptionist_opens_a_room_and_a_teacher_books_it_on_a_phone(walker):
    school = make_organisation(name=Text("Koulu", "Skolan", "The school"))
    staff = walker(make_person(Role.HUB_STAFF), "en", 1280)
    teacher = walker(make_person(Role.TEACHER, school, language="sv"), "sv", 390)
    monday = next_monday()
    _open_a_room(staff, [0, 1])

    teacher.open(f"/spaces/?day={monday}").page.locator(".slot").first.click()
    teacher.fill(title="Robots", people=12)
    teacher.page.locator("main details summary").first.click()
    teacher.page.locator("[name=every]").select_option("1")
    teacher.fill(last=monday + 3 * WEEK)
    teacher.press("Book")
    assert [one.begins.weekday() for one in Booking.objects.order_by("during")] == [0, 0, 0, 0]
    teacher.page.locator("#booked a").nth(1).click()
    teacher.follow("Cancel the booking")
    teacher.press("Cancel the booking")

    states = list(Booking.objects.order_by("during").values_list("state", flat=True))
    assert states == ["booked", "cancelled", "booked", "booked"]
    told = staff.open(f"/spaces/desk/?day={monday}").words
    assert "Robots (12)" in told and "The school" in told


def _open_a_room(staff, weekdays):
    staff.open("/spaces/desk/").follow("Add a unit")
    staff.fill(state="Can be booked", name="Studio", size=20)
    staff.press("Save")
    staff.open(f"/spaces/{Unit.objects.get().pk}/arrange/")
    staff.page.locator("#hours summary").click()
    for day in weekdays:
        staff.page.locator(f"#hours [name=hours-weekdays][value='{day}']").check()
    staff.page.locator("#hours [name=hours-opens]").fill("08:00")
    staff.page.locator("#hours [name=hours-closes]").fill("16:00")
    with staff.page.expect_navigation():
        staff.page.locator("#hours form").last.get_by_role("button", name="Add").click()
