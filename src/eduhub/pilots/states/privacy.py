"""What seats, consents and the papers of a pilot know of."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Band(TextChoices):
    """How old the pupil of a seat is, no nearer than the law asks; no birthday is kept."""

    UNDER_15 = "under_15", _("Under 15")
    TEENS = "15_17", _("15 to 17")
    ADULT = "adult", _("18 or more")


class Party(TextChoices):
    """Who answers for a seat."""

    GUARDIAN_1 = "guardian_1", _("A guardian")
    GUARDIAN_2 = "guardian_2", _("The other guardian")
    PUPIL = "pupil", _("The pupil")


class Purpose(TextChoices):
    """What data of a pupil may be used for; each is asked for by itself."""

    COLLECT = "collect", _("Data are collected while the solution is used in lessons")
    STUDY = "study", _("The data are used to find out whether the solution helps")
    REUSE = "reuse", _("Data that tell of no single pupil are published for other researchers")


class Source(TextChoices):
    """How an answer came to the hub."""

    LINK = "link", _("By link")
    PAPER = "paper", _("On paper")
    TOLD = "told", _("Told to the teacher")


class Answer(TextChoices):
    """The three states of a consent; silence is not a yes."""

    GIVEN = "given", pgettext_lazy("consent", "Given")
    REFUSED = "refused", pgettext_lazy("consent", "Refused or withdrawn")
    NOT_ANSWERED = "not_answered", pgettext_lazy("consent", "Not answered")


class PaperKind(TextChoices):
    """The papers that are made from one set of facts."""

    APPLICATION = "application", _("Application for a research permit")
    SHEET_GUARDIAN = "sheet_guardian", _("Information sheet for guardians")
    SHEET_PUPIL = "sheet_pupil", _("Information sheet for pupils")
    SHEET_STAFF = "sheet_staff", _("Information sheet for staff")
    CONSENT_GUARDIAN = "consent_guardian", _("Consent form for guardians")
    CONSENT_PUPIL = "consent_pupil", _("Consent form for pupils")


PARTIES_OF: dict[str, tuple[Party, ...]] = {  # who can say yes for a seat
    Band.UNDER_15: (Party.GUARDIAN_1, Party.GUARDIAN_2),
    Band.TEENS: (Party.PUPIL,),
    Band.ADULT: (Party.PUPIL,),
}
NEXT_BAND: dict[str, Band] = {Band.UNDER_15: Band.TEENS, Band.TEENS: Band.ADULT}
ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"  # no letters that are read as others, no words
CODE_LENGTH = 6
LINK_DAYS = 30  # a link that nobody opens dies
SESSION_MINUTES = 30  # for which an opened link can be answered
SUPPRESSED_UNDER = 5  # a smaller count is not shown, and larger ones in steps of it
