from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TopicKind(TextChoices):
    """What a shared code says of a solution; each kind is one facet of the directory."""

    SUBJECT = "subject", _("Subject")
    AGE = "age", _("Age")
    GOAL = "goal", _("Curriculum goal")
    LANGUAGE = "language", _("Language of the solution")
    DEVICE = "device", _("Device")
    PRICE = "price", _("Price model")
    STAGE = "stage", _("Stage")


class SolutionState(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


MOVES: dict[str, frozenset[str]] = {
    SolutionState.DRAFT: frozenset({SolutionState.PUBLISHED}),
    SolutionState.PUBLISHED: frozenset({SolutionState.WITHDRAWN}),
    SolutionState.WITHDRAWN: frozenset({SolutionState.PUBLISHED}),
}
