from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Design(TextChoices):
    """How it came about which classes try the solution and which are compared with them."""

    LOT_HERE = "lot_here", _("Drawn by lot here in the hub")
    LOT_ELSEWHERE = "lot_elsewhere", _("Drawn by lot elsewhere, and only reported here")
    NO_LOT = "no_lot", _("Chosen without a lot")


class Source(TextChoices):
    """In what shape the results come to the hub."""

    CLASSES = "classes", _("Each teacher gives the totals of their own class")
    FILE = "file", _("One file holds the whole trial")


class Way(TextChoices):
    """How somebody gave results."""

    TYPED = "typed", _("Typed in")
    CLASS_FILE = "class_file", _("File of one class")
    TRIAL_FILE = "trial_file", _("File of the whole trial")


class TotalsState(TextChoices):
    """Where results stand that somebody gave."""

    PROPOSED = "proposed", _("Waits for confirmation")
    COUNTED = "counted", _("Counted")
    REPLACED = "replaced", _("Replaced by later ones")
    TAKEN_OUT = "taken_out", _("Taken out: somebody has withdrawn")


class ResultState(TextChoices):
    """Where the analysis of a closed trial stands."""

    WAITING = "waiting", _("Being analysed")
    FAILED = "failed", _("The analysis stopped")
    READY = "ready", _("Analysed")
    REOPENED = "reopened", _("Waits for new results of a class")


class Arm(TextChoices):
    """What a class does in the trial; the number is the engine's."""

    TRIES = "1", _("Tries the solution")
    COMPARES = "0", _("Comparison class")


TOTALS_MOVES: dict[str, frozenset[str]] = {
    TotalsState.PROPOSED: frozenset({TotalsState.COUNTED}),
    TotalsState.COUNTED: frozenset({TotalsState.REPLACED, TotalsState.TAKEN_OUT}),
    TotalsState.TAKEN_OUT: frozenset({TotalsState.REPLACED}),
    TotalsState.REPLACED: frozenset(),
}
RESULT_MOVES: dict[str, frozenset[str]] = {
    ResultState.WAITING: frozenset({ResultState.READY, ResultState.FAILED, ResultState.REOPENED}),
    ResultState.FAILED: frozenset({ResultState.WAITING, ResultState.READY, ResultState.REOPENED}),
    ResultState.READY: frozenset({ResultState.REOPENED}),  # until it is published
    ResultState.REOPENED: frozenset({ResultState.WAITING}),
}


class ExplorationKind(TextChoices):
    """Another analysis of the same sums: fixed choices, so that nobody searches for a finding."""

    WITHOUT_BASELINE = "without_baseline", _("Without the earlier measure")
    WITHOUT_SCHOOL = "without_school", _("One school left out")
    CONFIDENCE = "confidence", _("An interval of another confidence")


class ExplorationState(TextChoices):
    """Where another analysis stands."""

    WAITING = "waiting", _("Being worked out")
    READY = "ready", _("Worked out")
    DROPPED = "dropped", _("Emptied: its sums were taken out")


class LeftOut(TextChoices):
    """Why a published result is not part of the pooled number; it is counted and named."""

    NO_NUMBERS = "no_numbers", _("Nothing could be compared, so there is no number")
    NO_SPREAD = "no_spread", _("No standard deviation was given, so the common scale is missing")


class CredentialKind(TextChoices):
    """What a signed credential holds."""

    PASSPORT = "passport", _("Evidence passport")
    RESULT = "result", _("One result of an evidence passport")


class Ending(TextChoices):
    """Why a credential is in force no longer."""

    REPLACED = "replaced", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Withdrawn by the hub")
    KEY = "key", _("Its key fell into other hands")


class Standing(TextChoices):
    """What the hub's register says of a credential that somebody shows."""

    IN_FORCE = "in_force", _("In force")
    REPLACED = "replaced", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Withdrawn by the hub")
    KEY = "key", _("Its key fell into other hands")
    UNKNOWN = "unknown", _("Not in this hub's register")


class KeyState(TextChoices):
    """Where a signing key stands."""

    SIGNS = "signs", _("Signs today")
    RETIRED = "retired", _("Retired: what it signed still counts")
    COMPROMISED = "compromised", _("Fell into other hands: what it signed does not count")


class EvaluationState(TextChoices):
    """Where the evaluation of a solution by teachers stands."""

    OPEN = "open", _("Being evaluated")
    THIRD = "third", _("A third teacher is needed")
    PUBLISHED = "published", _("Published")


EVALUATION_MOVES: dict[str, frozenset[str]] = {
    EvaluationState.OPEN: frozenset({EvaluationState.THIRD, EvaluationState.PUBLISHED}),
    EvaluationState.THIRD: frozenset({EvaluationState.OPEN}),  # once somebody is asked
    EvaluationState.PUBLISHED: frozenset(),
}
