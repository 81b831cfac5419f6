"""Where a request for advice leads: proposed by a rule that can be read, corrected by people."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from eduhub.advice.models import Signpost
from eduhub.advice.states import Route, SignKind


@dataclass(frozen=True, slots=True)
class Led:
    """A route, the topic that decided it, and the signpost of an agency or a page."""

    route: str
    field: str
    signpost_id: int | None = None


def triage(topics: Sequence[str], fields: Collection[str], signs: Sequence[Signpost]) -> Led:
    """The first topic, in the order told, that anything fits; what fits is asked in this order:

    a signpost that comes before advisers, an adviser, another agency, a page to read.

    Args:
        topics: at least one.
        fields: topics in which an adviser fits the stage and the language.
        signs: those that are shown and fit the stage.

    Returns:
        To an adviser in the first topic when nothing fits: then the hub looks for somebody.
    """
    for topic in topics:
        near = [sign for sign in signs if topic in sign.topics]
        if first := [sign for sign in near if sign.comes_first]:
            return _to(first[0], topic)
        if topic in fields:
            return Led(Route.ADVISER, topic)
        if near:
            agencies = [sign for sign in near if sign.kind == SignKind.AGENCY]
            return _to((agencies or near)[0], topic)
    return Led(Route.ADVISER, topics[0])


def _to(sign: Signpost, topic: str) -> Led:
    return Led(Route(sign.kind), topic, sign.pk)
