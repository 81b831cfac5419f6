from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Level(TextChoices):
    """Who hears of a late milestone, in this order."""

    OWNER = "owner", pgettext_lazy("milestone", "Owner")
    MENTOR = "mentor", _("Mentor")
    MANAGER = "manager", _("Programme manager")


LATE_AFTER: dict[str, int] = {Level.OWNER: 1, Level.MENTOR: 7, Level.MANAGER: 14}  # days


class Expertise(TextChoices):
    """What a mentor knows and a company asks for."""

    PRODUCT = "product", _("Product and usability")
    PEDAGOGY = "pedagogy", _("Teaching and learning")
    SALES = "sales", _("Sales to schools and municipalities")
    ABROAD = "abroad", _("Markets abroad")
    FUNDING = "funding", _("Funding and ownership")
    EVIDENCE = "evidence", _("Evidence and research")
    PRIVACY = "privacy", _("Privacy and information security")
    TEAM = "team", _("Team and leadership")


class Liking(TextChoices):
    """What one side says of the other. A veto is not told to the other side."""

    WISH = "wish", _("Gladly")
    VETO = "veto", _("Not this one")


class Side(TextChoices):
    COMPANY = "company", _("Company")
    MENTOR = "mentor", _("Mentor")


class Why(TextChoices):
    """What speaks for a pair, and what keeps a company without a mentor."""

    EXPERTISE = "expertise", _("Knows what the company asks for")
    LANGUAGE = "language", _("A language in common")
    COMPANY_WISH = "company_wish", _("The company would gladly have this mentor")
    MENTOR_WISH = "mentor_wish", _("The mentor would gladly have this company")
    BY_HAND = "by_hand", _("Chosen by the hub")
    LEFT = "left", _("The best of those who had room")
    NOBODY = "nobody", _("No mentor has joined this cohort yet")
    NO_EXPERTISE = "no_expertise", _("No mentor knows what the company asks for")
    NO_LANGUAGE = "no_language", _("No mentor shares a language with the company")
    APART = "apart", _("Those who would fit stand apart from the company, or one side said no")
    FULL = "full", _("Those who fit have as many companies as they take")
