"""The co-development log of a pilot, with its figures, and what of it waits for a company."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from django.db.models import FETCH_RAISE, QuerySet
from django.utils import timezone

from eduhub.kit.access import Actor, find
from eduhub.pilots.models import Standing, Suggestion
from eduhub.pilots.queries.standings import find_standing
from eduhub.pilots.rules import COMPANY_ROLES
from eduhub.pilots.rules.suggestions import SuggestionInPilot
from eduhub.pilots.states import HIDDEN

MOST = 20  # rows of a panel
FRESH = dt.timedelta(days=14)  # how long an answer stands on the teacher's home


@dataclass(frozen=True, slots=True)
class LogFigures:
    """How a company answers.

    Attributes:
        days: median whole days from a suggestion to its first answer; None where none has one.
    """

    total: int
    answered: int
    days: float | None

    @property
    def share(self) -> float | None:
        return self.answered / self.total if self.total else None

    @property
    def waiting(self) -> int:
        return self.total - self.answered


def figures_of(rows: Sequence[Suggestion]) -> LogFigures:
    """Of suggestions that were not taken back."""
    took = [
        (timezone.localdate(row.answered_at) - timezone.localdate(row.suggested_at)).days
        for row in rows
        if row.answered_at is not None
    ]
    return LogFigures(len(rows), len(took), median(took) if took else None)


def log_of(standing: Standing, actor: Actor) -> list[Suggestion]:
    """The pilot's suggestions that this person may see: unanswered first, then the most
    important, then the newest. One query."""
    visible = Suggestion.objects.visible_to(actor).standing().filter(pilot=standing.pilot)
    rows = list(visible.select_related("school").order_by("-pk").fetch_mode(FETCH_RAISE))
    return sorted(rows, key=lambda row: (bool(row.answer), -row.importance))


def find_suggestion(suggestion_id: int, actor: Actor) -> SuggestionInPilot:
    """A suggestion that this person may see, with its pilot as it stands."""
    visible = Suggestion.objects.visible_to(actor).select_related("school")
    found = find(visible, pk=suggestion_id)
    return SuggestionInPilot(find_standing(found.pilot_id, actor), found)


def suggestions_that_wait(actor: Actor) -> QuerySet[Suggestion]:
    """For a company's people: what they have not answered, the oldest first. One query."""
    if not any(actor.holds(role) for role in COMPANY_ROLES):
        return Suggestion.objects.none()
    own = Suggestion.objects.open().filter(pilot__solution__company=actor.organisation_id)
    told = own.exclude(pilot__state__in=HIDDEN).select_related("pilot__solution")
    return told.order_by("suggested_at", "pk").fetch_mode(FETCH_RAISE)


def answers_for(actor: Actor, now: dt.datetime) -> QuerySet[Suggestion]:
    """What companies answered this teacher lately, the newest first. One query."""
    mine = Suggestion.objects.visible_to(actor).filter(
        suggested_by=actor.user_id, changed_at__gt=now - FRESH
    )
    told = mine.exclude(answer="").select_related("pilot__solution").order_by("-changed_at")
    return told.fetch_mode(FETCH_RAISE)[:MOST]
