"""What seats, consents and the papers of a pilot know of."""

import datetime as dt

from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


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
HOME_AGE, OF_AGE = 15, 18  # from which a pupil answers alone at home, and everywhere
NEXT_BAND: dict[str, Band] = {Band.UNDER_15: Band.TEENS, Band.TEENS: Band.ADULT}
ALPHABET = "23456789BCDFGHJKMNPQRTVWXZ"  # no letters that are read as others, no words
CODE_LENGTH = 6
LINK_DAYS = 30  # a link that nobody opens dies
SESSION_MINUTES = 30  # for which an opened link can be answered
KEPT_WITHOUT_PERMIT = dt.timedelta(days=365)  # after a pilot's last day: the hub's own rule
SUPPRESSED_UNDER = 5  # a smaller count is not shown, and larger ones in steps of it


def bands_of(age: int) -> tuple[Band, ...]:
    """The bands of a pilot whose pupils answer alone from this age on.

    The codes are those of home; where the age is another, the words tell it (band_words).
    """
    return (Band.UNDER_15, Band.ADULT) if age >= OF_AGE else tuple(Band)


def next_band(band: str, age: int) -> Band | None:
    """What a pupil of this band grows into."""
    following = NEXT_BAND.get(band)
    return Band.ADULT if following == Band.TEENS and age >= OF_AGE else following


def band_words(band: str, age: int) -> str:
    """The band as people read it, with the age that counts where the pilot is run."""
    if age == HOME_AGE or band == Band.ADULT:
        return str(Band(band).label)
    if band == Band.UNDER_15:
        return gettext("Under %(age)s") % {"age": age}
    return gettext("%(age)s to 17") % {"age": age} if age < OF_AGE - 1 else "17"
