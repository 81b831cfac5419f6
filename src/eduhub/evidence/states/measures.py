"""What a measure of the library is, and where it stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeasureKind(TextChoices):
    TEST = "test", pgettext_lazy("measure", "Test")
    QUESTIONNAIRE = "questionnaire", pgettext_lazy("measure", "Questionnaire")
    RATING = "rating", pgettext_lazy("measure", "Rating by an adult")
    OBSERVATION = "observation", pgettext_lazy("measure", "Observation")
    LOG = "log", pgettext_lazy("measure", "Log of a device or a diary")


class MeasureLanguage(TextChoices):
    """In which languages it exists; the first ones are those of this country."""

    FI = "fi", _("Finnish")
    SV = "sv", _("Swedish")
    SE = "se", _("Northern Sámi")
    EN = "en", _("English")
    ET = "et", _("Estonian")
    RU = "ru", _("Russian")
    UK = "uk", _("Ukrainian")
    AR = "ar", _("Arabic")
    SO = "so", _("Somali")
    WORDLESS = "wordless", _("Needs no words")


class Maker(TextChoices):
    """Who made it, since whoever sells a solution should not mark it too."""

    INDEPENDENT = "independent", _("Somebody who sells no solution: researchers, an authority")
    HUB = "hub", _("The hub itself")
    COMPANY = "company", _("A company that sells solutions")


class MeasureState(TextChoices):
    PROPOSED = "proposed", _("Waits for the hub")
    DECLINED = "declined", _("Declined")
    PUBLISHED = "published", _("Published")


MEASURE_MOVES: dict[str, frozenset[str]] = {
    MeasureState.PROPOSED: frozenset({MeasureState.PUBLISHED, MeasureState.DECLINED}),
    MeasureState.DECLINED: frozenset({MeasureState.PROPOSED}),  # written anew
    MeasureState.PUBLISHED: frozenset(),  # a new version is a row of its own
}
