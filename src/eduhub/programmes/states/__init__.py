from eduhub.programmes.states.applications import (
    APPLICATION_MOVES,
    SELECTION_MOVES,
    SELECTION_TONES,
    ApplicationState,
    Selection,
)
from eduhub.programmes.states.calls import (
    CALL_MOVES,
    CALL_TONES,
    CallState,
    ProgrammeKind,
    Window,
)
from eduhub.programmes.states.juries import Outcome, SheetState
from eduhub.programmes.states.questions import (
    CHOOSING,
    WRITTEN,
    Fact,
    Ground,
    Openness,
    QuestionKind,
    Reader,
    YesNo,
)

__all__ = [
    "APPLICATION_MOVES",
    "CALL_MOVES",
    "CALL_TONES",
    "CHOOSING",
    "SELECTION_MOVES",
    "SELECTION_TONES",
    "WRITTEN",
    "ApplicationState",
    "CallState",
    "Fact",
    "Ground",
    "Openness",
    "Outcome",
    "ProgrammeKind",
    "QuestionKind",
    "Reader",
    "Selection",
    "SheetState",
    "Window",
    "YesNo",
]
