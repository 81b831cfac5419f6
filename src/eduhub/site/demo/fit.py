"""Technical fit sheets, claims with their sources, and what the demo's schools ask."""

import datetime as dt
import random
import uuid

from eduhub.catalogue.models import Claim, FitSheet, SchoolSetup, Solution
from eduhub.catalogue.states import AiPolicy, DataPlace, HighRiskUse, Login, PersonalData
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from eduhub.people.states import Kind
from eduhub.site.demo import fair_words as words

NO_SHEET, NO_CLAIM = 5, 3  # every so many solutions lack it


def make_sheets(now: dt.datetime) -> None:
    solutions = list(Solution.objects.order_by("pk").only("pk", "company_id", "website"))
    FitSheet.objects.bulk_create(
        _sheet(one, number, now) for number, one in enumerate(solutions) if number % NO_SHEET != 4
    )
    Claim.objects.bulk_create(
        _claim(one, number * 4 + place, now)
        for number, one in enumerate(solutions)
        if number % NO_CLAIM != 2
        for place in range(1 + number % 3)
    )


def make_setups(now: dt.datetime) -> None:
    """Half of the schools have said what they have and ask; the first of them asks a lot."""
    schools = Organisation.objects.filter(kind=Kind.SCHOOL).order_by("pk")
    SchoolSetup.objects.bulk_create(
        _setup(school, number, now) for number, school in enumerate(schools) if number % 2 == 0
    )


def _sheet(solution: Solution, number: int, now: dt.datetime) -> FitSheet:
    luck = random.Random(f"fit {number}")
    has_statement = luck.random() < 0.7
    uses_ai = luck.random() < 0.3
    day = now.date() - dt.timedelta(days=luck.randint(20, 600))
    return FitSheet(
        solution=solution,
        logins=sorted(luck.sample(list(Login), luck.randint(1, 3))),
        lti=luck.choice((True, False, False, None)),
        data_place=luck.choice(
            (DataPlace.FINLAND, DataPlace.EU, DataPlace.EU, DataPlace.ELSEWHERE)
        ),
        personal_data=luck.choice((PersonalData.NONE, PersonalData.ADULTS, PersonalData.PUPILS)),
        has_statement=has_statement,
        accessibility_address=f"{solution.website}/accessibility" if has_statement else "",
        accessibility_dated=day if has_statement else None,
        uses_ai=uses_ai,
        high_risk_uses=[HighRiskUse.OUTCOMES] if uses_ai and number % 4 == 0 else [],
        ai_words=words.AI if uses_ai else Text(),
        answered_at=now - dt.timedelta(days=luck.randint(1, 300)),
    )


def _claim(solution: Solution, number: int, now: dt.datetime) -> Claim:
    """About a third are older than twelve months, so they stand in grey."""
    luck = random.Random(f"claim {number}")
    said, source = words.CLAIMS[number % len(words.CLAIMS)]
    dated = now.date() - dt.timedelta(days=luck.randint(15, 560))
    return Claim(
        solution=solution,
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"demo claim {number}"),
        words=said,
        source=source,
        address=f"{solution.website}/source",
        dated=dated,
        written_at=now - dt.timedelta(days=10),
        reminded_at=now - dt.timedelta(days=1),
    )


def _setup(school: Organisation, number: int, now: dt.datetime) -> SchoolSetup:
    luck = random.Random(f"setup {number}")
    return SchoolSetup(
        school=school,
        languages=["language-fi", "language-sv"] if number % 4 == 0 else ["language-fi"],
        devices=sorted(luck.sample(["device-computer", "device-tablet", "device-chromebook"], 2)),
        logins=[Login.NONE, Login.CLASS_CODE, Login.MPASSID],
        data_place=DataPlace.EU,
        personal_data=luck.choice((PersonalData.NONE, PersonalData.ADULTS)),
        ai_policy=luck.choice((AiPolicy.NOT_HIGH_RISK, AiPolicy.NONE)),
        needs_accessibility=number % 4 == 0,
        changed_at=now - dt.timedelta(days=30),
    )
