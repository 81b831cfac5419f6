"""A juror on a phone reads, loses the network, loses nothing, gives in, and stands apart."""

import pytest
from django.utils import timezone

from eduhub.programmes.models import Conflict, Mark, Sheet
from tests.makers.juries import give_in, give_out, make_town
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town():
    made = make_town(now=timezone.now().replace(microsecond=0))
    give_out(made)
    give_in(made, "bo", "kielo", 2, 3, to_applicant="Bo says so")
    return made


def test_a_juror_on_a_phone_without_a_network_loses_nothing(new_page, town):
    page = new_page(language="fi", width=320)
    sign_in(page, town.people["anna"])
    anna = Walker(page, "fi")
    first, second = town.round.criteria.order_by("place")

    anna.open("/programmes/reviews/").follow_to("Ensimmäinen")
    anna.follow_to(town.code("kielo"))
    assert "Kielo Oy" not in anna.words and "Bo says so" not in anna.words
    page.context.set_offline(True)
    page.locator(f'[name=criterion_{first.pk}][value="4"]').check()
    page.locator("[name=to_applicant]").fill("Hyvä alku")
    page.get_by_role("button", name=anna.say("Give it in"), exact=True).click()
    assert (
        anna.say(
            "You are offline. What you type is kept on this device and comes back when you open this page again."
        )
        in anna.words
    )
    page.context.set_offline(False)
    page.reload()
    assert page.locator("[name=to_applicant]").input_value() == "Hyvä alku"
    assert page.locator(f'[name=criterion_{first.pk}][value="4"]').is_checked()
    page.locator(f'[name=criterion_{second.pk}][value="5"]').check()
    anna.press("Give it in")

    assert "Bo says so" in anna.words
    assert Sheet.objects.get(assignment__juror=town.jurors["anna"]).is_given
    assert Mark.objects.filter(sheet__assignment__juror=town.jurors["anna"]).count() == 2
    _stands_apart(anna, town)


def _stands_apart(anna, town):
    anna.open(f"/programmes/reviews/{town.round.pk}/").follow_to(town.code("lumi"))
    anna.follow("I have a conflict of interest")
    anna.press("I have a conflict of interest")
    anna.open(f"/programmes/reviews/{town.round.pk}/")
    assert town.code("lumi") not in anna.words
    assert Conflict.objects.get().application == town.applications["lumi"]
