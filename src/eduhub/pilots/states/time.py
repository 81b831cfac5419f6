from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CoverState(TextChoices):
    """Where a request for money for substitute teachers stands."""

    ASKED = "asked", _("Waits for the principal")
    APPROVED = "approved", _("Waits for the decision")
    GRANTED = "granted", pgettext_lazy("substitute cover", "Granted")
    DECLINED = "declined", pgettext_lazy("substitute cover", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("substitute cover", "Taken back")


COVER_MOVES: dict[str, frozenset[str]] = {
    CoverState.ASKED: frozenset({CoverState.APPROVED, CoverState.DECLINED, CoverState.WITHDRAWN}),
    CoverState.APPROVED: frozenset(
        {CoverState.GRANTED, CoverState.DECLINED, CoverState.WITHDRAWN}
    ),
    CoverState.GRANTED: frozenset(),
    CoverState.DECLINED: frozenset(),
    CoverState.WITHDRAWN: frozenset(),
}
OPEN_COVER = (CoverState.ASKED, CoverState.APPROVED)
COVER_TONE: dict[str, str] = {
    CoverState.ASKED: "warning",
    CoverState.APPROVED: "warning",
    CoverState.GRANTED: "ok",
    CoverState.DECLINED: "plain",
    CoverState.WITHDRAWN: "plain",
}
