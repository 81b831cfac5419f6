"""The questions of the feedback forms, in the order in which an answer keeps its choices."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eduhub.pilots.states.running import FeedbackForm

type Words = str | Promise


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; face names the picture beside it, "" where words are enough."""

    value: int
    words: Words
    face: str = ""


FACES = (
    Choice(3, pgettext_lazy("feedback", "Yes"), "glad"),
    Choice(2, pgettext_lazy("feedback", "So-so"), "even"),
    Choice(1, pgettext_lazy("feedback", "No"), "sad"),
)
STEPS = (
    Choice(5, pgettext_lazy("feedback", "Quite so"), "glad"),
    Choice(4, pgettext_lazy("feedback", "Mostly so")),
    Choice(3, pgettext_lazy("feedback", "In between"), "even"),
    Choice(2, pgettext_lazy("feedback", "Mostly not")),
    Choice(1, pgettext_lazy("feedback", "Not at all"), "sad"),
)
CHOICES: dict[str, tuple[Choice, ...]] = {
    FeedbackForm.SMALL: FACES,
    FeedbackForm.OLDER: STEPS,
    FeedbackForm.TEACHER: STEPS,
}
HIGH: dict[str, int] = {  # from this choice on it speaks for the solution
    FeedbackForm.SMALL: 3,
    FeedbackForm.OLDER: 4,
    FeedbackForm.TEACHER: 4,
}
LOW: dict[str, int] = {  # up to this choice it speaks against
    FeedbackForm.SMALL: 1,
    FeedbackForm.OLDER: 2,
    FeedbackForm.TEACHER: 2,
}
QUESTIONS: dict[str, tuple[Words, ...]] = {
    FeedbackForm.SMALL: (
        _("Was it fun?"),
        _("Was it easy?"),
        _("Did you learn something?"),
        _("Would you like to do it again?"),
    ),
    FeedbackForm.OLDER: (
        _("It was nice to use."),
        _("It was easy to use."),
        _("I learned something with it."),
        _("I could work in peace with it."),
        _("I would use it again."),
    ),
    FeedbackForm.TEACHER: (
        _("I could use it without help."),
        _("The pupils could use it without help."),
        _("It fitted what we are learning anyway."),
        _("It was worth the time it took."),
        _("I would use it again."),
    ),
}
