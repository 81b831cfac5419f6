"""The company register is asked beside the work, once, and politely."""

import pytest
from django.core.cache import cache

from eduhub.kit import net
from eduhub.kit.lang import Text
from eduhub.people import adapters
from eduhub.people.notices import RegisterAnswered
from eduhub.people.services import organisations
from eduhub.people.services.register import ask_register
from eduhub.people.states import Role
from tests.makers import NOW, TODAY, make_actor, make_organisation
from tests.makers.people import make_claim
from tests.people.register import register

pytestmark = pytest.mark.django_db
ID = "0000041-4"


@pytest.fixture
def desk(settings):
    with register() as desk:
        settings.REGISTER, settings.ASKS_LOCALLY = desk.address, True
        yield desk


def test_the_register_tells_form_industry_and_names_in_force(desk):
    entry = adapters.look_up(ID)

    assert entry == adapters.Entry(
        names=("Kirjain Oy",),
        legal_form=Text("Osakeyhtiö", "Aktiebolag", "Limited company"),
        industry_code="58290",
        industry_version="TOL 2025",
    )
    assert desk.asked == [ID]


def test_it_is_asked_once_and_remembered(desk):
    first = adapters.look_up(ID)
    assert adapters.look_up(ID) == first == adapters.known_entry(ID)
    assert adapters.look_up("0112038-9") is None
    assert adapters.look_up("0112038-9") is None
    assert desk.asked == [ID, "0112038-9"]


def test_a_busy_register_is_left_in_peace(desk):
    desk.busy = 120
    for _ in range(3):
        with pytest.raises(net.TooOften) as busy:
            adapters.look_up(ID)
        assert busy.value.seconds == 120
    assert desk.asked == [ID]

    desk.busy = 0
    cache.delete(adapters.WAIT)
    assert adapters.look_up(ID) is not None


@pytest.mark.parametrize(
    "says",
    [b"", b"[]", b"{", b'{"companies": 3}', b'{"message": "x"}', b"[" * 5000, b" " * 70_000],
)
def test_what_is_no_answer_is_none_and_is_not_remembered(desk, says):
    desk.says = says
    with pytest.raises(net.NoAnswer):
        adapters.look_up(ID)
    assert adapters.known_entry(ID) is None


@pytest.mark.parametrize(
    "company",
    [
        {"businessId": {"value": ID}},
        {"businessId": {"value": ID}, "companyForms": None, "names": {}, "mainBusinessLine": []},
        {"businessId": {"value": ID}, "companyForms": [3, {"descriptions": [None, "x"]}]},
    ],
)
def test_what_the_register_leaves_out_stays_empty(desk, company):
    desk.companies = [company]
    assert adapters.look_up(ID) == adapters.Entry((), Text(), "", "")


def test_without_a_register_nobody_is_asked(settings):
    settings.REGISTER = ""
    assert adapters.look_up(ID) is None


def test_a_claim_is_looked_up_beside_the_form_and_passed_on_once_approved(desk, jobs):
    claim = make_claim()
    assert desk.asked == []
    tasks = [job.task_name for job in jobs.all()]
    assert "eduhub.people.tasks.look_up_organisation" in tasks

    assert ask_register(claim.pk) is False
    organisations.approve(claim.pk, by=make_actor(Role.HUB_STAFF), now=NOW, today=TODAY)
    assert ask_register(claim.pk) is True
    assert desk.asked == [ID]


def test_the_notice_says_what_the_register_said(desk, monkeypatch):
    posted = []
    monkeypatch.setattr("eduhub.people.services.register.post", posted.append)
    company = make_organisation("company", business_id=ID)

    ask_register(company.pk)

    assert posted == [
        RegisterAnswered(
            organisation_id=company.pk,
            legal_form_fi="Osakeyhtiö",
            legal_form_sv="Aktiebolag",
            legal_form_en="Limited company",
            industry_code="58290",
            industry_version="TOL 2025",
        )
    ]
