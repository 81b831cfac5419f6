"""The stages of a logic model, the links between them, and what a reviewer is asked."""

from collections.abc import Mapping
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(TextChoices):
    """What stands in a column of its own, in the order in which one leads to the next."""

    NEED = "need", pgettext_lazy("logic model", "Need")
    ACTIVITIES = "activities", pgettext_lazy("logic model", "What is done with it")
    OUTPUTS = "outputs", pgettext_lazy("logic model", "What comes of it at once")
    NEAR = "near", pgettext_lazy("logic model", "Near outcomes")
    FAR = "far", pgettext_lazy("logic model", "Far outcomes")


LISTED = (Stage.ACTIVITIES, Stage.OUTPUTS, Stage.NEAR, Stage.FAR)
OUTCOMES = (Stage.NEAR, Stage.FAR)

LINKS: Mapping[str, str | Promise] = MappingProxyType(
    {  # by the stage that a link leads to
        Stage.ACTIVITIES: _("Why should this be done, given the need?"),
        Stage.OUTPUTS: _("Why should that come of it?"),
        Stage.NEAR: _("Why should that lead to the near outcomes?"),
        Stage.FAR: _("Why should these lead to the far outcomes?"),
    }
)

CRITERIA: Mapping[str, str | Promise] = MappingProxyType(
    {
        "specified": _(
            "Need, activities and outcomes are told so exactly that somebody else could follow them."
        ),
        "research": _(
            "I have read the sources: research or an evaluation with a good result makes the links"
            " likely."
        ),
        "pupils": _("At least one outcome is one of learners, and it matters to schools."),
        "studied": _("Its effect is being studied, or a study is planned."),
    }
)
"""What tier 4 of the Every Student Succeeds Act asks, as questions to a reader."""
