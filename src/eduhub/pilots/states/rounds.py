"""A round of matching: its states, what is decided by hand in it, and what it looks at."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RoundState(TextChoices):
    OPEN = "open", pgettext_lazy("round", "Being prepared")
    PUBLISHED = "published", pgettext_lazy("round", "Published")
    CANCELLED = "cancelled", pgettext_lazy("round", "Cancelled")


ROUND_TONES: dict[str, str] = {
    RoundState.OPEN: "warning",
    RoundState.PUBLISHED: "ok",
    RoundState.CANCELLED: "plain",
}


class DecisionKind(TextChoices):
    """What a person of the hub decides about a group and an offer."""

    LOCK = "lock", _("This group gets this offer")
    FORBID = "forbid", _("This group does not get this offer")


class FairBy(TextChoices):
    """By what groups are classed when the shares of served groups are made equal."""

    DISTRICT = "district", _("District")
    LANGUAGE = "language", _("Language of teaching")
    NEED_GROUP = "need_group", _("Kind of group")


class FairRule(TextChoices):
    LEXIMIN = "leximin", _("Every class as well served as can be, the worst served first")
    MAXIMIN = "maximin", _("Only the worst served class as well as can be")
    NONE = "none", _("Not asked: only what both sides wish counts")


WISHES = 5  # offers that a teacher can rank
SMALL = 400  # groups times offers: up to here a round is worked out at once
