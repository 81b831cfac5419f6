"""A guardian at home: the link, the answer, and a change of mind, in a real browser on a phone.

A browser tells where a form comes from, and a page that forbids it to has its forms refused:
no test client does either.
"""

import re

import pytest
from django.utils import timezone

from eduhub.pilots.models import ConsentEntry, Seat
from eduhub.pilots.queries.consents import may_be_used
from eduhub.pilots.states.privacy import Purpose
from tests.browser import axe, no_sideways_scroll
from tests.makers.privacy import link_for, make_running
from tests.stories.walk import Walker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PHONE = 390


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_guardian_answers_and_changes_their_mind_on_a_phone(
    jobs, settings, tmp_path, live_server, new_page, language
):
    settings.FILES = str(tmp_path)
    cast = make_running()
    token = link_for(cast, Seat.objects.get(), now=timezone.now())
    guardian = Walker(new_page(width=PHONE), language)

    answer(guardian, f"/pilots/consent/{token}/", "yes")
    between = may_be_used(Seat.objects.get(), Purpose.STUDY, timezone.now())
    again = re.search(r"/pilots/consent/[\w-]{43}/", guardian.page.content())[0]
    answer(guardian, again, "no")

    assert (between, ConsentEntry.objects.count()) == (True, 2)
    assert not may_be_used(Seat.objects.get(), Purpose.STUDY, timezone.now())
    axe(guardian.page)
    no_sideways_scroll(guardian.page)


def answer(guardian, address, word):
    guardian.open(address).press("Read and answer")
    guardian.fill(collect=word, study=word)
    guardian.press("Send the answer")
