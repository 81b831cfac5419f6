"""A teacher without an account enrols on a phone, gets letters over real SMTP, and cancels by
the link; the queue moves up."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from eduhub.bookings.models import SchoolGroup
from eduhub.kit.lang import Text
from tests.kit.test_mail import postman, worker
from tests.makers.bookings import make_unit
from tests.makers.visits import make_group, make_time, make_visit
from tests.stories.walk import Walker, eventually

__all__ = ["postman", "worker"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEACHER, OTHER = "teacher@school.example", "other@school.example"


@pytest.fixture
def time():
    """A visit in five days, for one group."""
    unit = make_unit(always_open=True, on_holidays=True, is_open=False, size=40)
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    visit = make_visit(unit=unit, about=Text(sv="Bygg en robot."), now=now)
    return make_time(visit, start=now + dt.timedelta(days=5), now=now)


def letter_to(postman, address, subject):
    """(path of its link, the method of its invitation) of a letter that came over the wire."""

    def there():
        found = [read for to, read in postman.letters if to == [address]]
        return [read for read in found if read["Subject"].startswith(subject)]

    eventually(lambda: bool(there()))
    parts = {part.get_content_type(): part for part in there()[0].walk()}
    (path,) = re.findall(r"https?://[^/\s]+(/\S+)", parts["text/plain"].get_content())
    calendar = parts.get("text/calendar")
    return path, calendar.get_param("method") if calendar else None


def states():
    return list(SchoolGroup.objects.order_by("pk").values_list("state", flat=True))


def test_a_teacher_enrols_and_cancels_on_a_phone_and_the_queue_moves_up(
    time, worker, postman, new_page
):
    teacher = Walker(new_page(language="sv", width=390), "sv")
    teacher.open("/spaces/visits/").follow_to("Robotar")
    teacher.follow("Enrol a group")
    teacher.fill(school_name="Byskolan", grade="Årskurs 5", language="Svenska", pupils=12)
    teacher.fill(adults=1, words="Vi kommer med tåg.", name="The teacher", email=TEACHER)
    teacher.press("Enrol the group")
    path, method = letter_to(postman, TEACHER, "Bekräfta din grupp: Robotar")
    assert (states(), method) == (["held"], None)

    teacher.page.goto(path)
    teacher.press("Confirm")
    assert "Byskolan" in teacher.words and states() == ["booked"]
    assert letter_to(postman, TEACHER, "Anmäld: Robotar")[1] == "REQUEST"
    make_group(time, email=OTHER, reads="fi", now=timezone.now())
    assert states() == ["booked", "waiting"]

    teacher.follow("Cancel the visit")
    teacher.press("Cancel the visit")
    assert letter_to(postman, TEACHER, "Avbokat: Robotar")[1] == "CANCEL"
    path, _none = letter_to(postman, OTHER, "Paikka on vapaa: Robotit")

    other = Walker(new_page(language="fi", width=390), "fi")
    other.page.goto(path)
    other.press("Take the place")
    assert states() == ["cancelled", "booked"]
    assert letter_to(postman, OTHER, "Ilmoitettu: Robotit")[1] == "REQUEST"
