"""What is said while a pilot runs: suggestions with their answers, and feedback by a code."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SuggestionKind(TextChoices):
    """What a teacher's suggestion is about."""

    FAULT = "fault", pgettext_lazy("suggestion", "Something does not work")
    CONTENT = "content", pgettext_lazy("suggestion", "What is taught")
    EASE = "ease", pgettext_lazy("suggestion", "How easy it is to use")
    ACCESS = "access", pgettext_lazy("suggestion", "Accessibility and languages")
    TEACHING = "teaching", pgettext_lazy("suggestion", "The teacher's own tools")
    OTHER = "other", pgettext_lazy("suggestion", "Something else")


class Importance(IntegerChoices):
    """How much it matters to the teacher; the greater the more."""

    NICE = 1, pgettext_lazy("suggestion", "Would be nice")
    SHOULD = 2, pgettext_lazy("suggestion", "Matters in lessons")
    MUST = 3, pgettext_lazy("suggestion", "Keeps us from using it")


class CompanyAnswer(TextChoices):
    """What the company does about it."""

    DONE = "done", pgettext_lazy("suggestion", "Done")
    PLANNED = "planned", pgettext_lazy("suggestion", "Planned")
    NOT = "not", pgettext_lazy("suggestion", "Not done")


ANSWER_TONE: dict[str, str] = {
    "": "warning",
    CompanyAnswer.DONE: "ok",
    CompanyAnswer.PLANNED: "info",
    CompanyAnswer.NOT: "plain",
}
IMPORTANCE_TONE: dict[int, str] = {
    Importance.NICE: "plain",
    Importance.SHOULD: "info",
    Importance.MUST: "warning",
}


class Audience(TextChoices):
    """Whom a feedback session asks."""

    PUPILS = "pupils", _("Pupils of the group")
    TEACHERS = "teachers", _("Teachers of the group")


class FeedbackForm(TextChoices):
    """Which questions are asked, and how: by pictures for small ones, with words for others."""

    SMALL = "small", _("Three faces, four questions")
    OLDER = "older", _("Five steps, five questions")
    TEACHER = "teacher", _("Five statements, time and words")


LAST_GRADE_OF_SMALL = 3
