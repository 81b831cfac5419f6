"""The hub's own rubric, by which trained teachers evaluate a solution.

Written for the hub; no text of another scheme stands in it. A published version is never changed:
another wording is another version, and an evaluation names the one that it used.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

RUBRIC = 1  # the version in use
LOWEST, HIGHEST = 1, 4


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is looked at, and what each score from 1 to 4 stands for; lazily translated words."""

    code: str
    name: Any
    anchors: tuple[Any, Any, Any, Any]


CRITERIA = (
    Criterion(
        "aims",
        _("Learning aims"),
        (
            _("What is to be learnt cannot be found out."),
            _("Aims are named, but the tasks often serve something else."),
            _("Aims are clear, and most tasks serve them."),
            _("Aims are clear to teacher and pupil, and every task serves them."),
        ),
    ),
    Criterion(
        "thinking",
        _("The pupil's own thinking"),
        (
            _("One gets through by clicking or guessing."),
            _("Mostly recalling; thinking is rarely needed."),
            _("Many tasks ask to reason, try or make."),
            _("Pupils reason, make and explain, and mistakes lead further."),
        ),
    ),
    Criterion(
        "feedback",
        _("Feedback"),
        (
            _("None, or only points and prizes."),
            _("Says right or wrong."),
            _("Says why, and what to try next."),
            _("Says why, fits the mistake, and teacher and pupil see progress."),
        ),
    ),
    Criterion(
        "everybody",
        _("For every pupil"),
        (
            _("Leaves out pupils who read, hear, see or move otherwise."),
            _("Works for most; help must come from elsewhere."),
            _("Can be fitted to different pupils in several ways."),
            _("Fits itself to different pupils, and nobody is singled out."),
        ),
    ),
    Criterion(
        "teacher",
        _("The teacher's hand"),
        (
            _("The teacher can neither choose nor see what happens."),
            _("The teacher can choose little or see little."),
            _("The teacher can choose tasks and see what pupils do."),
            _("The teacher can choose, change and stop, and is helped to teach with it."),
        ),
    ),
)
CODES = tuple(one.code for one in CRITERIA)
