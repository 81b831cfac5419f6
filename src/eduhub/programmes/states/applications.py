from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ApplicationState(TextChoices):
    """What the applicant has done with the step that the application has reached."""

    DRAFT = "draft", pgettext_lazy("application", "Draft")
    FINALISED = "finalised", pgettext_lazy("application", "Finalised")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


APPLICATION_MOVES: dict[str, frozenset[str]] = {
    ApplicationState.DRAFT: frozenset({ApplicationState.FINALISED, ApplicationState.WITHDRAWN}),
    ApplicationState.FINALISED: frozenset({ApplicationState.DRAFT, ApplicationState.WITHDRAWN}),
    ApplicationState.WITHDRAWN: frozenset(),
}


class Selection(TextChoices):
    """What the programme has decided of it; the applicant hears of it when it is told."""

    WAITING = "waiting", pgettext_lazy("selection", "Not decided yet")
    SHORTLISTED = "shortlisted", pgettext_lazy("selection", "Goes on to the next step")
    CHOSEN = "chosen", pgettext_lazy("selection", "Chosen")
    NOT_CHOSEN = "not_chosen", pgettext_lazy("selection", "Not chosen")


SELECTION_MOVES: dict[str, frozenset[str]] = {
    Selection.WAITING: frozenset({Selection.SHORTLISTED, Selection.CHOSEN, Selection.NOT_CHOSEN}),
    Selection.SHORTLISTED: frozenset(
        {Selection.SHORTLISTED, Selection.CHOSEN, Selection.NOT_CHOSEN}
    ),
    Selection.CHOSEN: frozenset(),
    Selection.NOT_CHOSEN: frozenset(),
}
SELECTION_TONES: dict[str, str] = {
    Selection.WAITING: "plain",
    Selection.SHORTLISTED: "info",
    Selection.CHOSEN: "ok",
    Selection.NOT_CHOSEN: "plain",
}
