"""Needs of teachers, and the challenges that they are merged into."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Audience(TextChoices):
    """Who may read a need."""

    PUBLIC = "public", _("Everybody")
    HUB = "hub", _("Only people who have signed in to the hub")


class NeedState(TextChoices):
    """Where a teacher's need stands."""

    POSTED = "posted", pgettext_lazy("need", "Open")
    MERGED = "merged", pgettext_lazy("need", "In a challenge")
    ANSWERED = "answered", pgettext_lazy("need", "Answered")
    LAPSED = "lapsed", pgettext_lazy("need", "Lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("need", "Withdrawn")


NEED_MOVES: dict[str, frozenset[str]] = {
    NeedState.POSTED: frozenset(
        {NeedState.MERGED, NeedState.ANSWERED, NeedState.LAPSED, NeedState.WITHDRAWN}
    ),
    NeedState.MERGED: frozenset({NeedState.POSTED, NeedState.ANSWERED, NeedState.WITHDRAWN}),
    NeedState.LAPSED: frozenset({NeedState.POSTED, NeedState.WITHDRAWN}),
    NeedState.ANSWERED: frozenset(),
    NeedState.WITHDRAWN: frozenset(),
}
LIVE_NEEDS = (NeedState.POSTED, NeedState.MERGED)  # others may still say "we too"
ON_THE_BOARD = frozenset(NeedState) - {NeedState.WITHDRAWN}


class ChallengeState(TextChoices):
    """Where a challenge stands, made of needs by the hub's people."""

    DRAFT = "draft", pgettext_lazy("challenge", "Being written")
    PUBLISHED = "published", pgettext_lazy("challenge", "Open")
    ANSWERED = "answered", pgettext_lazy("challenge", "Answered")
    CLOSED = "closed", pgettext_lazy("challenge", "Closed without an answer")


CHALLENGE_MOVES: dict[str, frozenset[str]] = {
    ChallengeState.DRAFT: frozenset({ChallengeState.PUBLISHED, ChallengeState.CLOSED}),
    ChallengeState.PUBLISHED: frozenset({ChallengeState.ANSWERED, ChallengeState.CLOSED}),
    ChallengeState.ANSWERED: frozenset(),
    ChallengeState.CLOSED: frozenset(),
}

NEED_TONES: dict[str, str] = {
    NeedState.POSTED: "info",
    NeedState.MERGED: "info",
    NeedState.ANSWERED: "ok",
    NeedState.LAPSED: "plain",
    NeedState.WITHDRAWN: "plain",
}
CHALLENGE_TONES: dict[str, str] = {
    ChallengeState.DRAFT: "plain",
    ChallengeState.PUBLISHED: "info",
    ChallengeState.ANSWERED: "ok",
    ChallengeState.CLOSED: "plain",
}
