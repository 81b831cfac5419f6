"""A founder tells the key figures by the link of a letter, on a phone; the hub reads the round."""

import pytest
from django.utils import timezone

from eduhub.kit.lang import Text
from eduhub.kit.models import Letter
from eduhub.people.states import Role
from eduhub.programmes.models import Ask, FigureAnswer
from eduhub.programmes.services import figure_letters
from tests.makers import make_company, make_person
from tests.makers.figures import make_round, make_stay
from tests.makers.programmes import make_programme
from tests.stories.browsing import sign_in
from tests.stories.walk import Walker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def link_of(address):
    letter = Letter.objects.get(to=address, kind="programmes/figures")
    return letter.text[letter.text.index("/figures/link/") :].split()[0]


def test_a_founder_answers_by_link_on_a_phone_and_the_hub_reads_who_is_missing(new_page):
    now = timezone.now()
    company = make_company(name=Text("Kielo Oy", "Kielo Oy", "Kielo Oy"))
    make_person(Role.COMPANY_LEAD, company, language="sv", email="founder@kielo.example")
    programme = make_programme(now=now)
    make_stay(programme, company, now=now)
    round_ = make_round(programme, companies=2, now=now)
    figure_letters.ask_company(Ask.objects.get(stay__organisation=company).pk, now=now)
    founder = Walker(new_page(language="sv", width=320), "sv")

    founder.open(f"/programmes{link_of('founder@kielo.example')}").press("Open")
    figures = {one.code: f"f{one.pk}" for one in round_.figures.all()}
    founder.fill(**{figures["operating"]: "1", figures["jobs"]: "2.5"})
    founder.page.locator(f"[name={figures['turnover']}_why]").select_option("wont_say")
    founder.press("Send the figures")

    assert "Kielo Oy" in founder.words
    said = FigureAnswer.objects.order_by("figure__place").values_list("figure__code", "said")
    assert list(said) == [("operating", "known"), ("turnover", "wont_say"), ("jobs", "known")]
    _hub_reads(new_page, round_)


def _hub_reads(new_page, round_):
    page = new_page(language="fi", width=1280)
    sign_in(page, make_person(Role.HUB_STAFF, language="fi"))
    staff = Walker(page, "fi").open(f"/programmes/figures/rounds/{round_.pk}/")
    assert staff.say("No letter could be sent") in staff.words
    assert staff.say("Does not want to say") in staff.words
