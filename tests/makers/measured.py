"""Measures of the library, made through the services."""

from decimal import Decimal
from importlib import import_module
from typing import Any

from django.apps import apps

from eduhub.evidence.models import Measure
from eduhub.evidence.services import measures as services
from eduhub.evidence.services.measures import MeasureTold
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from tests.makers import NOW, make_actor

EMPTY = Text()
SCALE: dict[str, Any] = {  # fields of a questionnaire from 1 to 5 with one reversed statement
    "kind": "questionnaire",
    "statements": Text(en="It was easy.\nIt was dull.", fi="Se oli helppoa.\nSe oli tylsää."),
    "turned": [2],
    "may_show_items": True,
    "answer_low": 1,
    "answer_high": 5,
    "low": Decimal(1),
    "high": Decimal(5),
}


def told_of(**fields: Any) -> MeasureTold:
    """A test of fractions from 0 to 40, of no company, its reliability known."""
    given: dict[str, Any] = {
        "name": Text(fi="Murtolukukoe", sv="Bråktalsprov", en="Test of fractions"),
        "kind": "test",
        "about": Text(en="Adding and comparing fractions."),
        "age_from": 10,
        "age_to": 13,
        "languages": ["sv", "fi"],
        "licence": Text(en="Free for schools."),
        "licence_url": "",
        "maker": "A university's department of education",
        "maker_is": "independent",
        "maker_company_id": None,
        "source": "",
        "source_url": "",
        "statements": EMPTY,
        "turned": [],
        "may_show_items": False,
        "answer_low": None,
        "answer_high": None,
        "answer_low_words": EMPTY,
        "answer_high_words": EMPTY,
        "scoring": Text(en="One point for each right answer."),
        "low": Decimal(0),
        "high": Decimal(40),
        "higher_is_better": True,
        "reliability": 0.84,
        "reliability_kind": "alpha",
        "reliability_source": "Its handbook, 2024.",
        "remark": EMPTY,
    }
    return MeasureTold(**given | fields)


def make_proposed(by: Actor | None = None, **fields: Any) -> Measure:
    return services.propose(told_of(**fields), by=by or make_actor("researcher"), now=NOW)


def make_measure(**fields: Any) -> Measure:
    """Proposed by a researcher and published by the hub."""
    made = make_proposed(**fields)
    return services.publish_measure(
        made.pk, seen=made.edition, by=make_actor("hub_staff"), now=NOW
    )


def make_first_measures() -> None:
    """Those of the migration, which an earlier test may have emptied."""
    import_module("eduhub.evidence.migrations._first_measures").seed(apps, None)


def make_measures(world: Any, researcher: Actor) -> None:
    """For the whole house: one published, and one that the researcher's university proposes."""
    world.things |= {
        "measure": make_measure().pk,
        "measure.scale": make_measure(**SCALE).pk,
        "measure.proposed": make_proposed(researcher).pk,
    }
