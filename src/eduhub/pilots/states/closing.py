"""How a pilot ends for a school or an education provider, and what the register says of it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eduhub.pilots.states.pilots import PilotState


class Closing(TextChoices):
    """What a school or an education provider does after a pilot."""

    BUY = "buy", pgettext_lazy("closing decision", "Buy")
    CONTINUE = "continue", pgettext_lazy("closing decision", "Continue trying")
    STOP = "stop", pgettext_lazy("closing decision", "Stop")


CLOSING_TONE: dict[str, str] = {
    Closing.BUY: "ok",
    Closing.CONTINUE: "info",
    Closing.STOP: "plain",
}
MAY_BE_CLOSED = frozenset(  # the data are closed
    {
        PilotState.DATA_CLOSED,
        PilotState.ANALYSED,
        PilotState.REVIEWED,
        PilotState.DECIDED,
        PilotState.REPORTED,
        PilotState.EMBARGOED,
        PilotState.PUBLISHED,
        PilotState.ARCHIVED,
    }
)


class ClosingGround(TextChoices):
    """What spoke for or against, in classes that others can count and filter."""

    RESULT = "result", pgettext_lazy("closing ground", "What the pilot showed")
    CANNOT_TELL = "cannot_tell", pgettext_lazy("closing ground", "The result cannot tell")
    TIME = "time", pgettext_lazy("closing ground", "The teachers' time")
    PRICE = "price", pgettext_lazy("closing ground", "The price")
    FIT = "fit", pgettext_lazy("closing ground", "Technical fit")
    PRIVACY = "privacy", pgettext_lazy("closing ground", "Privacy")
    ACCESS = "access", pgettext_lazy("closing ground", "Accessibility and languages")
    SUPPORT = "support", pgettext_lazy("closing ground", "The company's support")
    NEED = "need", pgettext_lazy("closing ground", "The need has changed")


class ShownAs(TextChoices):
    """How the public register names a school."""

    DISTRICT = "district", _("Only the district")
    SCHOOL = "school", _("The school by its name")


class LeftOutReason(TextChoices):
    """Why a pilot is left out of the public register for a time; a class, and no story."""

    BUSINESS_SECRET = "secret", _("A business secret of the company")
    SECURITY = "security", _("The safety of a school or its pupils")
    PROCUREMENT = "procurement", _("A procurement that is not decided yet")


class Funding(TextChoices):
    """Who pays for a pilot."""

    FREE = "free", pgettext_lazy("funding", "Free both ways")
    BOUGHT = "bought", pgettext_lazy("funding", "Bought by the education provider")
    COMMISSIONED = "commissioned", pgettext_lazy("funding", "Study commissioned by the city")
    OWN_STUDY = "own_study", pgettext_lazy("funding", "Research with its own funding")
    OPEN = "open", pgettext_lazy("funding", "Not known yet")
