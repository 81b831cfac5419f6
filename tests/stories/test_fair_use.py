"""The hub reads who is served, and two guests find each other; all in the browser, on a phone."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.bookings.models import Booking, PupilCount
from eduhub.kit.lang import Text
from eduhub.people.queries import actor_for
from eduhub.people.states import Role
from tests.browser import STICKING_OUT, axe
from tests.makers import TODAY, make_organisation, make_person
from tests.makers.bookings import make_booking
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = "school number\tdistrict\tlanguage\tpupils\n{}"
LINES = "99001\tNorth\tfi\t400\n99002\tSouth\tsv\t600"
PHONE = 320


@pytest.fixture
def walker(new_page):
    def made(user, language):
        page = new_page(language=language, width=PHONE)
        sign_in(page, user)
        return Walker(page, language)

    return made


def make_guest(number):
    """A teacher with a booking that goes on now."""
    name = Text("Koulu", "Skolan", "The school")
    person = make_person(
        Role.TEACHER, make_organisation(name=name, school_number=number), name="Guest Today"
    )
    now = timezone.now()
    booking = make_booking(by=actor_for(person, TODAY))
    during = now - dt.timedelta(minutes=5), now + dt.timedelta(minutes=5)
    Booking.objects.filter(pk=booking.pk).update(during=during)
    return person


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_staff_brings_the_pupils_and_reads_the_report(walker, language):
    make_guest("99001"), make_guest("99002")
    staff = walker(make_person(Role.HUB_STAFF), language)

    staff.open("/spaces/desk/").follow("Fair use")
    staff.page.locator("main .empty a").click()
    staff.fill(table=TABLE.format("99001\tNorth\tfi\tmany"), source="Register", counted_on=TODAY)
    staff.press("Take these numbers")
    assert "many" in staff.page.locator("[name=table]").input_value()
    staff.fill(table=TABLE.format(LINES))
    staff.press("Take these numbers")

    assert PupilCount.objects.get().source == "Register"
    assert staff.page.locator("tbody th").all_inner_texts()[:2] == ["North", "South"]
    assert axe(staff.page) + staff.page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_guest_lets_others_see_them_and_hides_again(walker, language):
    guest = walker(make_guest("99001"), language)
    other = walker(make_person(Role.COMPANY_LEAD), language)

    guest.open("/spaces/").follow("In the house today")
    guest.fill(about="Reading games")
    guest.press("Show me today")

    other.open("/spaces/today/")
    assert "Guest Today" in other.page.locator("main .list").inner_text()
    assert axe(guest.page) + guest.page.evaluate(STICKING_OUT) == []
    guest.press("Do not show me")
    other.open("/spaces/today/")
    assert other.page.locator("main .list").count() == 0
