"""What an offer says of itself, in words."""

from dataclasses import dataclass

from eduhub.catalogue.queries.topics import topics
from eduhub.catalogue.states import TopicKind
from eduhub.pilots.models import Pilot


@dataclass(frozen=True, slots=True)
class FactsInWords:
    """Names of the topics that an offer names, in the topics' order."""

    uses: list[str]
    ages: list[str]
    languages: list[str]
    devices: list[str]


def facts_in_words(pilot: Pilot) -> FactsInWords:
    """One query, and none for an offer that names no topic."""
    if not (pilot.uses or pilot.ages or pilot.languages or pilot.devices):
        return FactsInWords([], [], [], [])
    known = topics()
    return FactsInWords(
        uses=known.names(pilot.uses, TopicKind.SUBJECT),
        ages=known.names(pilot.ages, TopicKind.AGE),
        languages=known.names(pilot.languages, TopicKind.LANGUAGE),
        devices=known.names(pilot.devices, TopicKind.DEVICE),
    )
