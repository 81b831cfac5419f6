from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgrammeKind(TextChoices):
    """What a programme does for those whom it takes in."""

    INCUBATOR = "incubator", _("Incubator")
    ACCELERATOR = "accelerator", _("Accelerator")
    PRE_INCUBATOR = "pre_incubator", _("Pre-incubator")
    CHALLENGE = "challenge", pgettext_lazy("programme", "Challenge")
    OTHER = "other", pgettext_lazy("programme", "Another programme")


class CallState(TextChoices):
    """Where a call stands; whether its window is open, the clock says besides."""

    DRAFT = "draft", pgettext_lazy("call", "Draft")
    OPEN = "open", pgettext_lazy("call", "Published")
    CLOSED = "closed", pgettext_lazy("call", "Closed")
    DECIDED = "decided", pgettext_lazy("call", "Decided")


CALL_MOVES: dict[str, frozenset[str]] = {
    CallState.DRAFT: frozenset({CallState.OPEN}),
    CallState.OPEN: frozenset({CallState.CLOSED}),
    CallState.CLOSED: frozenset({CallState.DECIDED}),
    CallState.DECIDED: frozenset(),
}
CALL_TONES: dict[str, str] = {
    CallState.DRAFT: "plain",
    CallState.OPEN: "ok",
    CallState.CLOSED: "info",
    CallState.DECIDED: "plain",
}


class Window(TextChoices):
    """Where a moment lies between opening and closing."""

    COMING = "coming", pgettext_lazy("call", "Opens later")
    OPEN = "open", pgettext_lazy("call", "Open")
    OVER = "over", pgettext_lazy("call", "Closed")
