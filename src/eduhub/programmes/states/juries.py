from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class SheetState(TextChoices):
    """Where a juror's sheet stands."""

    DRAFT = "draft", pgettext_lazy("sheet", "Draft")
    GIVEN = "given", pgettext_lazy("sheet", "Given in")


class Outcome(TextChoices):
    """What is decided of an application."""

    CHOSEN = "chosen", pgettext_lazy("verdict", "Chosen")
    WAITING = "waiting", pgettext_lazy("verdict", "On the waiting list")
    NOT = "not", pgettext_lazy("verdict", "Not chosen")
