"""The three ways into the testbed."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CallKind(TextChoices):
    """How companies and schools come together."""

    CONTINUOUS = "continuous", _("Continuous call")
    CHALLENGE = "challenge", _("Challenge call")
    MOBILE = "mobile", _("Mobile testbed")


class CallState(TextChoices):
    DRAFT = "draft", pgettext_lazy("call", "Being written")
    PUBLISHED = "published", pgettext_lazy("call", "Published")
    DECIDED = "decided", pgettext_lazy("call", "Decided")
    CANCELLED = "cancelled", pgettext_lazy("call", "Cancelled")


CALL_MOVES: dict[str, frozenset[str]] = {
    CallState.DRAFT: frozenset({CallState.PUBLISHED, CallState.CANCELLED}),
    CallState.PUBLISHED: frozenset({CallState.DECIDED, CallState.CANCELLED}),
    CallState.DECIDED: frozenset(),
    CallState.CANCELLED: frozenset(),
}


class Window(TextChoices):
    """Where a moment lies against a call's window."""

    COMING = "coming", pgettext_lazy("call", "Opens later")
    OPEN = "open", pgettext_lazy("call", "Open now")
    OVER = "over", pgettext_lazy("call", "Closed")


class TenderState(TextChoices):
    """What has become of a company's tender; told to it only when the call is decided."""

    SENT = "sent", pgettext_lazy("tender", "Sent")
    CHOSEN = "chosen", pgettext_lazy("tender", "Chosen")
    NOT_CHOSEN = "not_chosen", pgettext_lazy("tender", "Not chosen")
    WITHDRAWN = "withdrawn", pgettext_lazy("tender", "Withdrawn")


TENDER_MOVES: dict[str, frozenset[str]] = {
    TenderState.SENT: frozenset(
        {TenderState.CHOSEN, TenderState.NOT_CHOSEN, TenderState.WITHDRAWN}
    ),
    TenderState.CHOSEN: frozenset({TenderState.WITHDRAWN}),
    TenderState.NOT_CHOSEN: frozenset(),
    TenderState.WITHDRAWN: frozenset({TenderState.SENT}),
}


class Coming(TextChoices):
    """A teacher's answer to the invitation to a company day."""

    ASKED = "asked", pgettext_lazy("company day", "Not answered yet")
    YES = "yes", pgettext_lazy("company day", "Comes")
    NO = "no", pgettext_lazy("company day", "Cannot come")


class WorkshopState(TextChoices):
    """Where a company's workshop in the mobile testbed stands."""

    ASKED = "asked", pgettext_lazy("workshop", "Waits for the hub")
    PLANNED = "planned", pgettext_lazy("workshop", "Planned")
    HELD = "held", pgettext_lazy("workshop", "Held")
    DECLINED = "declined", pgettext_lazy("workshop", "Declined")
    CANCELLED = "cancelled", pgettext_lazy("workshop", "Cancelled")


WORKSHOP_MOVES: dict[str, frozenset[str]] = {
    WorkshopState.ASKED: frozenset(
        {WorkshopState.PLANNED, WorkshopState.DECLINED, WorkshopState.CANCELLED}
    ),
    WorkshopState.PLANNED: frozenset({WorkshopState.HELD, WorkshopState.CANCELLED}),
    WorkshopState.HELD: frozenset({WorkshopState.HELD}),  # its counts may be put right
    WorkshopState.DECLINED: frozenset(),
    WorkshopState.CANCELLED: frozenset(),
}

CALL_TONES: dict[str, str] = {
    CallState.DRAFT: "plain",
    CallState.PUBLISHED: "info",
    CallState.DECIDED: "ok",
    CallState.CANCELLED: "plain",
}
TENDER_TONES: dict[str, str] = {
    TenderState.SENT: "info",
    TenderState.CHOSEN: "ok",
    TenderState.NOT_CHOSEN: "plain",
    TenderState.WITHDRAWN: "plain",
}
WORKSHOP_TONES: dict[str, str] = {
    WorkshopState.ASKED: "warning",
    WorkshopState.PLANNED: "info",
    WorkshopState.HELD: "ok",
    WorkshopState.DECLINED: "plain",
    WorkshopState.CANCELLED: "plain",
}
