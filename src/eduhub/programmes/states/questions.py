from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(TextChoices):
    """How a question is answered."""

    TEXT = "text", pgettext_lazy("question", "A line of text")
    LONG_TEXT = "long_text", pgettext_lazy("question", "A longer text")
    CHOICE = "choice", pgettext_lazy("question", "One of several choices")
    SEVERAL = "several", pgettext_lazy("question", "Any of several choices")
    NUMBER = "number", pgettext_lazy("question", "A whole number")
    FILE = "file", pgettext_lazy("question", "A file (PDF)")
    BUDGET = "budget", pgettext_lazy("question", "A budget, line by line")
    SOLUTION = "solution", pgettext_lazy("question", "One of the applicant's solutions")
    YES_NO = "yes_no", pgettext_lazy("question", "Yes or no")


WRITTEN = (QuestionKind.TEXT, QuestionKind.LONG_TEXT)
CHOOSING = (QuestionKind.CHOICE, QuestionKind.SEVERAL)


class YesNo(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


class Openness(TextChoices):
    """Who may read the answer to a question; rules.openness has the table."""

    PUBLIC = "public", pgettext_lazy("answer", "Public")
    CONFIDENTIAL = "confidential", pgettext_lazy("answer", "Confidential")
    SECRET = "secret", pgettext_lazy("answer", "Secret")


class Ground(TextChoices):
    """Why an answer is not public; the sections are of the Act 621/1999 on openness."""

    BUSINESS = "business", _("Business secret (Act 621/1999, section 24(1)(20))")
    PERSON = "person", _("Somebody's private life or means (Act 621/1999, section 24(1))")
    SAFETY = "safety", _("Security of systems (Act 621/1999, section 24(1)(7))")
    PENDING = "pending", _("Not public before the decision (Act 621/1999, sections 6 and 7)")


class Fact(TextChoices):
    """What the hub knows of an organisation, and therefore does not ask again."""

    NAME = "name", pgettext_lazy("known fact", "Name of the organisation")
    BUSINESS_ID = "business_id", pgettext_lazy("known fact", "Business ID")
    WEBSITE = "website", pgettext_lazy("known fact", "Website")
    FOUNDED = "founded", pgettext_lazy("known fact", "Year of founding")
    PEOPLE = "people", pgettext_lazy("known fact", "How many work there")
    PITCH = "pitch", pgettext_lazy("known fact", "What the company does, in a sentence")
    SOLUTIONS = "solutions", pgettext_lazy("known fact", "Solutions in the directory")


class Reader(TextChoices):
    """In which part somebody reads an application."""

    PUBLIC = "public", pgettext_lazy("reader", "Everybody")
    JURY = "jury", pgettext_lazy("reader", "The jury")
    STAFF = "staff", pgettext_lazy("reader", "The hub")
    APPLICANT = "applicant", pgettext_lazy("reader", "The applicant")
