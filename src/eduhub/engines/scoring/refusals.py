"""Why scores cannot be ranked, as a code for the rooms and a sentence for the reader."""

from enum import StrEnum


class Obstacle(StrEnum):
    """What stands against a ranking."""

    TOO_FEW_SHEETS = "too_few_sheets"
    """Fewer than two applications, or fewer than two jurors."""

    NOBODY_TWICE = "nobody_twice"
    """No application has two sheets: an application's worth is not told from chance."""

    JURORS_ONCE = "jurors_once"
    """No juror has two sheets: severity is not told from chance."""

    NO_VARIATION = "no_variation"
    """All scores are the same."""


class CannotRank(ValueError):
    """These sheets cannot be ranked, and `obstacle` says why."""

    def __init__(self, obstacle: Obstacle, words: str) -> None:
        super().__init__(words)
        self.obstacle = obstacle
