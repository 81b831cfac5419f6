"""A season from its opening to the bookings: the hub, two schools and a phone, in the browser."""

import datetime as dt

import pytest
from django.utils import timezone

from eduhub.bookings.models import Booking, Season, SeasonWish
from eduhub.bookings.services import season_publish
from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.states import Role
from tests.makers import make_organisation, make_person
from tests.makers.bookings import make_unit
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


@pytest.fixture
def walker(new_page):
    def made(user, language, width):
        page = new_page(language=language, width=width)
        sign_in(page, user)
        return Walker(page, language)

    return made


def test_a_season_is_opened_wished_for_worked_out_decided_and_published(walker):
    unit = make_unit(always_open=True, on_holidays=True, is_open=False)
    schools = [make_organisation(name=Text(name, name, name)) for name in ("Alfa", "Beta")]
    staff = walker(make_person(Role.HUB_STAFF, language="en"), "en", 1280)
    alfa = walker(make_person(Role.TEACHER, schools[0], language="fi"), "fi", 320)
    beta = walker(make_person(Role.TEACHER, schools[1], language="sv"), "sv", 390)
    season = _open_the_season(staff)
    for teacher in (alfa, beta):
        _wish(teacher, season, unit)
    Season.objects.update(closes_at=timezone.now() - dt.timedelta(minutes=1))

    staff.open(f"/spaces/seasons/{season.pk}/board/").press("Work out a proposal")
    assert "It could be had so:" in staff.words
    refused = staff.page.locator("#left a").first
    refused.click()
    staff.fill(begins="18:00", reason="Agreed on the telephone")
    staff.press("Decide so")
    staff.follow("Compare two proposals")
    assert "gains" in staff.words
    staff.open(f"/spaces/seasons/{season.pk}/publish/")
    staff.fill(reason="All are served")
    staff.press("Publish the proposal")
    season_publish.carry_out(season.pk, now=timezone.now())

    assert {one.begins.astimezone().minute for one in Booking.objects.all()} == {0}
    assert Booking.objects.values("series").distinct().count() == 2
    assert sorted(Letter.objects.values_list("language", flat=True)) == ["fi", "sv"]
    assert "4 päivää varattu" in alfa.open(f"/spaces/seasons/{season.pk}/").words
    assert "4 dagar bokade" in beta.open(f"/spaces/seasons/{season.pk}/").words


def _open_the_season(staff):
    first = timezone.localdate() + 2 * WEEK
    staff.open("/spaces/seasons/").follow("Open a season")
    now = timezone.localtime()
    staff.page.locator("[name=name_en]").fill("Spring")
    staff.fill(first=first, last=first + 4 * WEEK - DAY)
    for name, moment in (("opens_at", now - DAY), ("closes_at", now + WEEK)):
        staff.page.locator(f"[name={name}]").fill(moment.strftime("%Y-%m-%dT%H:%M"))
    staff.page.locator("[name=units]").first.check()
    staff.press("Open the season")
    return Season.objects.get()


def _wish(teacher, season, unit):
    teacher.open(f"/spaces/seasons/{season.pk}/").follow("Add a wish")
    teacher.fill(title="Robots", earliest="16:00", people=12)
    teacher.page.locator(f"[name=units][value='{unit.pk}']").check()
    teacher.press("Send the wish")
    assert SeasonWish.objects.filter(application__season=season).exists()
