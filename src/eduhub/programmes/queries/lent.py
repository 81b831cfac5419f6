"""What a jury said of things that came in to another room's call."""

from collections.abc import Mapping

from eduhub.programmes.models import Assignment, Call, Sheet
from eduhub.programmes.queries.rounds import GIVEN


def call_of(kind: str, key: int) -> Call | None:
    """One query."""
    return Call.objects.filter(lent_kind=kind, lent_key=key).first()


def comments_on(call: Call, names: Mapping[int, str]) -> list[tuple[str, list[str]]]:
    """For each thing by its name what the jurors say to whoever sent it, as `comments_for`.

    One query, or none without things.
    """
    if not names:
        return []
    clear = Assignment.objects.clear().filter(
        GIVEN, entry__application__call=call, entry__application__lent_key__in=list(names)
    )
    rows = Sheet.objects.filter(assignment__in=clear.values("pk")).exclude(to_applicant="")
    found: dict[int, list[str]] = {key: [] for key in names}
    for key, words in rows.values_list("assignment__entry__application__lent_key", "to_applicant"):
        found[int(key or 0)].append(words)
    return [(names[key], sorted(words)) for key, words in found.items() if words]
