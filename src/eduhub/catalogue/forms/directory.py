from django.http import QueryDict

from eduhub.catalogue.queries.directory import PLACE, Order, Question
from eduhub.catalogue.states import TopicKind
from eduhub.kit.panels import facets_at

LONGEST = 200  # characters of words asked for
MOST_CHOICES = 30  # of one kind


def question_in(asked: QueryDict) -> Question:
    """What an address asks the directory; what it says of nothing known is let go."""
    order = asked.get("order", "")
    kinds = [*TopicKind.values, *(facet.name for facet in facets_at(PLACE))]
    return Question(
        words=asked.get("q", "")[:LONGEST].replace("\x00", ""),
        chosen={kind: codes for kind in kinds if (codes := asked.getlist(kind)[:MOST_CHOICES])},
        order=Order(order) if order in set(Order) else Order.BEST,
    )
