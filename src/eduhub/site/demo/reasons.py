"""The demo's own measures, and why three of its solutions should help: one that holds, one that
does not yet, one that nobody has read."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from eduhub.catalogue.models import Solution
from eduhub.evidence.models import LogicModel
from eduhub.evidence.services import logic, measures
from eduhub.evidence.services.logic import LogicTold
from eduhub.evidence.services.measures import MeasureTold
from eduhub.evidence.states.logic import CRITERIA
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.site.demo import reasons_words as words
from eduhub.site.demo.cast import Cast

DAY = dt.timedelta(days=1)
SPACE = uuid.UUID("0e9b1f0a-7a54-4f0e-8d0c-b4f6a3a5c201")
FRACTIONS = MeasureTold(
    name=Text("Murtolukukoe 5", "Bråkprov 5", "Test of fractions 5"),
    kind="test",
    about=Text(
        "Murtolukujen vertaaminen ja laskeminen viidennellä luokalla.",
        "Att jämföra och räkna med bråk i årskurs 5.",
        "Comparing and calculating with fractions in grade 5.",
    ),
    age_from=10,
    age_to=12,
    languages=["fi", "sv"],
    licence=Text(
        "Maksuton kouluille, ei saa julkaista",
        "Gratis för skolor, får inte publiceras",
        "Free for schools, not to be published",
    ),
    licence_url="",
    maker="Keksitty yliopisto (an invented university)",
    maker_is="independent",
    maker_company_id=None,
    source="Invented handbook, 2023.",
    source_url="https://example.org/fractions-5",
    statements=Text(),
    turned=[],
    may_show_items=False,
    answer_low=None,
    answer_high=None,
    answer_low_words=Text(),
    answer_high_words=Text(),
    scoring=Text(
        "Piste jokaisesta oikeasta vastauksesta.",
        "Ett poäng för varje rätt svar.",
        "One point for each right answer.",
    ),
    low=Decimal(0),
    high=Decimal(40),
    higher_is_better=True,
    reliability=0.84,
    reliability_kind="alpha",
    reliability_source="Invented handbook, 2023.",
    remark=Text(),
)
WAITS = replace(
    FRACTIONS,
    name=Text("Lukusujuvuuden minuutti", "Läsflyt på en minut", "One minute of reading"),
    about=Text(
        "Oikein luettujen sanojen määrä minuutissa.",
        "Antal rätt lästa ord på en minut.",
        "Words read right in a minute.",
    ),
    kind="rating",
    age_from=7,
    age_to=10,
    high=Decimal(200),
    reliability_kind="retest",
)
DECLINED = replace(
    WAITS,
    name=Text("Sanavarasto 20", "Ordförråd 20", "Vocabulary 20"),
    about=Text("Sanojen merkitykset.", "Ords betydelser.", "What words mean."),
    kind="test",
    high=Decimal(20),
)


def make_reasons(cast: Cast, offered: Sequence[Solution], now: dt.datetime) -> None:
    """The first company's model holds; of two others one does not yet, one is not read."""
    _make_measures(cast, now - 100 * DAY)
    researcher = cast.at(Role.RESEARCHER, cast.places["university"].pk)
    first = _published(cast, offered[0], words.FRACTIONS, now - 60 * DAY)
    holds = dict.fromkeys(CRITERIA, True)
    logic.review_logic(first.pk, holds, words.HOLDS, seen=0, by=researcher, now=now - 50 * DAY)
    second = _published(cast, offered[4], words.READ_ALOUD, now - 40 * DAY)
    lacks = holds | {"research": False}
    logic.review_logic(second.pk, lacks, words.DOES_NOT, seen=0, by=cast.staff, now=now - 30 * DAY)
    _published(cast, offered[1], words.FRACTIONS, now - 5 * DAY)


def _make_measures(cast: Cast, now: dt.datetime) -> None:
    """One published, one that waits, one that the hub declined."""
    researcher = cast.at(Role.RESEARCHER, cast.places["university"].pk)
    made = [
        measures.propose(told, by=researcher, now=now, series=uuid.uuid5(SPACE, told.name.en))
        for told in (FRACTIONS, WAITS, DECLINED)
    ]
    measures.publish_measure(made[0].pk, seen=1, by=cast.staff, now=now + DAY)
    measures.decline_measure(made[2].pk, words.UNCLEAR, by=cast.staff, now=now + DAY)


def _published(cast: Cast, solution: Solution, told: LogicTold, now: dt.datetime) -> LogicModel:
    by = cast.at(Role.COMPANY_LEAD, solution.company_id)
    logic.write_logic(solution.pk, told, seen=0, by=by, now=now)
    return logic.publish_logic(solution.pk, seen=1, by=by, now=now + DAY)
