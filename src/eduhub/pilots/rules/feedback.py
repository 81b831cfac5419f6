"""Who opens feedback, who may answer, and which counts may be shown.

A count under five is shown to nobody, and none can be worked out from what is shown: of one
question either all parts are five or more, or none is shown at all; pilots are summed over those
sessions alone whose own parts may be shown; and of a session nothing is shown before it is over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Rule, Rules
from eduhub.pilots.models import FeedbackSession
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.rules.pilots import when
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.feedback import HIGH, LOW
from eduhub.pilots.states.running import LAST_GRADE_OF_SMALL, Audience, FeedbackForm

FEWEST = 5  # answers in each part that is shown


@dataclass(frozen=True, slots=True)
class SessionInPilot:
    """A feedback session, with its pilot as it stands."""

    group: GroupInPilot
    session: FeedbackSession


def _runs(thing: GroupInPilot) -> bool:
    running = thing.standing.pilot.state == PilotState.RUNNING
    return running and thing.group in thing.standing.accepted


OWN_TEACHER = _("Only the group's own teacher asks for feedback.")
FEEDBACK_RULES: Rules = {
    "open": (
        SIGNED_IN,
        Rule(lambda actor, thing: thing.group.is_led_by(actor), OWN_TEACHER),
        when(_runs, _("Feedback is asked for while the pilot runs and the group is in it.")),
    ),
    "close": (
        SIGNED_IN,
        Rule(lambda actor, thing: thing.group.group.is_led_by(actor), OWN_TEACHER),
        when(
            lambda thing: thing.session.closed_at is None,
            _("This feedback has been closed already."),
        ),
    ),
}


def form_for(audience: str, grade: int) -> FeedbackForm:
    """Which form suits: pictures up to the third grade, steps with words after it."""
    if audience == Audience.TEACHERS:
        return FeedbackForm.TEACHER
    return FeedbackForm.SMALL if grade <= LAST_GRADE_OF_SMALL else FeedbackForm.OLDER


@dataclass(frozen=True, slots=True)
class Parts:
    """How the answers to one question fall: for the solution, in between, against."""

    high: int = 0
    middle: int = 0
    low: int = 0

    @property
    def total(self) -> int:
        return self.high + self.middle + self.low


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a question's answers may be shown; None is a part that is not shown by itself.

    Attributes:
        total: None when even that is too few.
        rest: middle and low together, where they are shown so.
    """

    total: int | None = None
    high: int | None = None
    middle: int | None = None
    low: int | None = None
    rest: int | None = None

    @property
    def share(self) -> float | None:
        """Of those who speak for it."""
        return self.high / self.total if self.high is not None and self.total else None


def parts_of(form: str, chosen: Iterable[int]) -> Parts:
    values = list(chosen)
    high = sum(value >= HIGH[form] for value in values)
    low = sum(value <= LOW[form] for value in values)
    return Parts(high, len(values) - high - low, low)


def shown(parts: Parts) -> Shown:
    """The finest way to show these parts in which each is five or more."""
    if parts.total < FEWEST:
        return Shown()
    if min(parts.high, parts.middle, parts.low) >= FEWEST:
        return Shown(parts.total, parts.high, parts.middle, parts.low)
    rest = parts.middle + parts.low
    if min(parts.high, rest) >= FEWEST:
        return Shown(parts.total, high=parts.high, rest=rest)
    return Shown(parts.total)


def summed(of_sessions: Sequence[Parts]) -> Shown:
    """The same over sessions: only those count in which both halves may be shown."""
    found = [shown(parts) for parts in of_sessions]
    safe = [(one.high, one.total - one.high) for one in found if one.high and one.total]
    if not safe:
        return Shown()
    high, rest = sum(h for h, _rest in safe), sum(rest for _h, rest in safe)
    return Shown(high + rest, high=high, rest=rest)
