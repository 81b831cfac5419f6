from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PageKind(TextChoices):
    """What staff write."""

    NEWS = "news", pgettext_lazy("one article", "News")
    GUIDE = "guide", _("Guide")
    PAGE = "page", _("Page")


class PageState(TextChoices):
    """A published page shows from its publish_at on; before that it is scheduled."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class Standing(TextChoices):
    """How a page stands at a moment."""

    DRAFT = "draft", _("Draft")
    SCHEDULED = "scheduled", _("Scheduled")
    SHOWN = "shown", _("Published")
