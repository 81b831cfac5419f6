from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    """What can happen to a company that its record should know."""

    FUNDING = "funding", _("Investment")
    GRANT = "grant", _("Grant or loan")
    EXPORT = "export", _("First customer in a country")
    AWARD = "award", _("Award")
    EXIT = "exit", _("Sold or merged")
    END = "end", _("Business ended")


MONEY = (EventKind.FUNDING, EventKind.GRANT)  # count as new funding
