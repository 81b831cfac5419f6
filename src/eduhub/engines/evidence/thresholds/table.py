from dataclasses import dataclass
from enum import StrEnum


class Certainty(StrEnum):
    """How sure it is that a threshold is what its source says."""

    OWN = "own"
    """Our own choice; the source says what it leans on."""

    VERIFIED = "verified"
    """Seen in the source, or computed."""

    LIKELY = "likely"
    """From memory: hold it against the source before naming that source to anybody."""

    UNSURE = "unsure"
    """From memory, and doubtful."""


YES = "yes is 1, no is 0"
"""The unit of a threshold that is a question, not a quantity."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """One limit, `value` of `unit`. `date` (ISO) is when it was last looked at."""

    name: str
    value: float
    unit: str
    source: str
    date: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ThresholdTable:
    """A limit that depends on something: rows (from, limit), in the order of `start`.

    A row holds from its `start` up to the next row's; what lies before the first row has
    no limit that could be met.
    """

    name: str
    start: str
    """What the first number of a row is, with its unit."""

    unit: str
    """What the second number of a row is."""

    rows: tuple[tuple[float, float], ...]
    source: str
    date: str
    certainty: Certainty
