from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AskKind(TextChoices):
    """Which way it goes."""

    SEEK = "seek", pgettext_lazy("ask", "Sought")
    OFFER = "offer", pgettext_lazy("ask", "Offered")


class AskTopic(TextChoices):
    """What is sought or offered."""

    SKILL = "skill", _("Skills and advice")
    CLASSROOM = "classroom", _("A classroom or a group")
    DEVICE = "device", _("Devices and materials")
    SPACE = "space", _("A space")
    MARKET = "market", _("A contact in a market")
    PARTNER = "partner", _("A partner")
    OTHER = "other", pgettext_lazy("topic", "Something else")


class AskState(TextChoices):
    """Where an ask or offer stands."""

    OPEN = "open", pgettext_lazy("ask", "Open")
    CLOSED = "closed", pgettext_lazy("ask", "Closed")
    LAPSED = "lapsed", pgettext_lazy("ask", "Lapsed")
    REMOVED = "removed", pgettext_lazy("ask", "Taken down by the hub")


ASK_MOVES: dict[str, frozenset[str]] = {
    AskState.OPEN: frozenset({AskState.CLOSED, AskState.LAPSED, AskState.REMOVED}),
    AskState.LAPSED: frozenset({AskState.OPEN, AskState.CLOSED, AskState.REMOVED}),
    AskState.CLOSED: frozenset(),
    AskState.REMOVED: frozenset(),
}


class Outcome(TextChoices):
    """What became of it, in its poster's words."""

    HERE = "here", _("Yes, with somebody from the hub")
    ELSEWHERE = "elsewhere", _("Yes, by another way")
    NONE = "none", _("No, and it is no longer needed")
