"""Passing on with consent, and what became of it after 3 and 12 months."""

import datetime as dt
import re
import uuid

import pytest
from django.db import IntegrityError, transaction

from eduhub.advice import services
from eduhub.advice.models import Followup, Referral
from eduhub.advice.queries import fates
from eduhub.advice.services import letters
from eduhub.advice.services.referrals import months_after
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid, NotAllowed, NotFound, NotNow
from eduhub.people.states import Role
from tests.makers import NOW, make_actor, make_company
from tests.makers.advice import make_case, make_sign
from tests.makers.people import kinds_to, letter_to

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def people():
    company = make_company()
    return {
        "lead": make_actor(Role.COMPANY_LEAD, company),
        "colleague": make_actor(Role.COMPANY_MEMBER, company),
        "stranger": make_actor(Role.TEACHER),
        "staff": make_actor(Role.HUB_STAFF),
    }


def referred(people, sign=None, words="They want to sell in Norway."):
    case = make_case(people["lead"])
    sign = sign or make_sign()
    return services.refer(case.pk, sign.pk, words, key=uuid.uuid4(), by=people["staff"], now=NOW)


def agreed(people, sign=None):
    referral = referred(people, sign)
    return services.answer_referral(referral.pk, True, by=people["lead"], now=NOW)


def test_nothing_is_told_before_whoever_asked_agrees_and_nobody_else_agrees(people):
    referral = referred(people)
    letters.tell_of_referral(referral.pk, now=NOW)

    for who, refusal in (("colleague", NotAllowed), ("staff", NotAllowed), ("stranger", NotFound)):
        with pytest.raises(refusal):
            services.answer_referral(referral.pk, True, by=people[who], now=NOW)
    assert kinds_to("desk@fund.example") == []
    services.answer_referral(referral.pk, True, by=people["lead"], now=NOW)
    for _ in range(2):
        letters.tell_the_agency(referral.pk, now=NOW)

    asker = referral.case.person.email
    assert kinds_to(asker) == ["advice/referral"]
    assert kinds_to("desk@fund.example") == ["advice/agency"]
    text = letter_to("desk@fund.example").text
    assert ("They want to sell in Norway." in text, asker in text) == (True, True)
    assert referral.case.words not in text


def test_a_no_is_kept_and_asks_nothing_later(people):
    referral = referred(people)

    services.answer_referral(referral.pk, False, by=people["lead"], now=NOW)

    referral.refresh_from_db()
    assert (referral.state, Followup.objects.count()) == ("declined", 0)
    with pytest.raises(NotNow):
        services.answer_referral(referral.pk, True, by=people["lead"], now=NOW)


def test_the_same_agency_once_and_only_one_from_the_list(people):
    referral = referred(people)
    told = {"key": uuid.uuid4(), "by": people["staff"], "now": NOW}
    guide = make_sign("guide")

    for agency in (referral.agency_id, guide.pk, 0):
        with pytest.raises(Invalid):
            services.refer(referral.case_id, agency, "Words", **told)
    with pytest.raises(NotAllowed):
        services.refer(referral.case_id, make_sign().pk, "Words", **told | {"by": people["lead"]})
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(
            case=referral.case, agency=referral.agency, words="x", proposed_at=NOW,
            key=uuid.uuid4(),
        )  # fmt: skip


def test_months_end_where_the_month_ends():
    assert [months_after(dt.date(2026, 11, 30), n) for n in (3, 12)] == [
        dt.date(2027, 2, 28), dt.date(2027, 11, 30)
    ]  # fmt: skip


def test_it_is_asked_after_3_and_12_months_by_a_link_that_needs_no_account(people):
    referral = agreed(people)
    asker = referral.case.person.email

    sent = [services.ask_outcomes(now=NOW + days * DAY) for days in (89, 92, 93, 366, 367)]

    assert sent == [0, 1, 0, 1, 0]
    assert kinds_to(asker) == ["advice/outcome"] * 2
    found = re.search(r"/outcome/([\w-]+)/", letter_to(asker).text)
    assert found
    told = services.tell_outcome(found[1], "served", "Quick.", by=VISITOR, now=NOW)
    assert (told.months, told.outcome) == (12, "served")
    for token, outcome, refusal in ((found[1], "x", Invalid), ("wrong", "served", NotFound)):
        with pytest.raises(refusal):
            services.tell_outcome(token, outcome, "", by=VISITOR, now=NOW)


def answer(referral, months, outcome):
    asked = Followup.objects.filter(referral=referral, months=months)
    asked.update(token_digest=str(uuid.uuid4()), sent_at=NOW)
    if outcome:
        asked.update(outcome=outcome, answered_at=NOW)


def test_the_share_that_led_to_service_is_of_those_who_answered(people):
    """Four passed on; three asked; two answered; the later answer of the first counts."""
    fund, help_ = make_sign(), make_sign()
    first, second, silent, _fresh = (agreed(people, one) for one in (fund, fund, fund, help_))
    answer(first, 3, "under_way")
    answer(first, 12, "served")
    answer(second, 3, "nothing")
    answer(silent, 3, "")

    together, of_fund, of_help = fates()

    assert (together.agreed, together.asked, together.answered, together.served) == (4, 3, 2, 1)
    assert (together.response_rate, together.served_share) == (2 / 3, 1 / 2)
    assert (of_fund.agreed, of_help.agreed, of_help.served_share) == (3, 1, None)
