"""Juries: who judges what, what the scores say once severity is taken out, and how surely.

Pure computation: values in, values out; no clock, no files, chance only from a given seed.
"""

from eduhub.engines.scoring.agreement import (
    Agreement,
    Level,
    Share,
    agreement_of,
    krippendorff_alpha,
)
from eduhub.engines.scoring.cuts import (
    Cut,
    Move,
    OtherCut,
    Place,
    Standing,
    WithoutJuror,
    cut_at,
    other_cuts,
    without_each_juror,
)
from eduhub.engines.scoring.files.reading import SCORES_FORMAT, jury_or_scores_from_text
from eduhub.engines.scoring.files.writing import (
    assignment_content,
    contradiction_content,
    report_content,
    text_of,
)
from eduhub.engines.scoring.jury.assignment import (
    Assignment,
    CannotAssign,
    Connection,
    Load,
    assign,
)
from eduhub.engines.scoring.jury.problem import Juror, Jury
from eduhub.engines.scoring.ranking import (
    Deviations,
    Ranked,
    RankedJuror,
    Ranking,
    rank,
    rank_with_spread,
)
from eduhub.engines.scoring.refusals import CannotRank, Obstacle
from eduhub.engines.scoring.report import Question, Report, report_of
from eduhub.engines.scoring.sheets import Sheet, Sheets

__all__ = [
    "SCORES_FORMAT",
    "Agreement",
    "Assignment",
    "CannotAssign",
    "CannotRank",
    "Connection",
    "Cut",
    "Deviations",
    "Juror",
    "Jury",
    "Level",
    "Load",
    "Move",
    "Obstacle",
    "OtherCut",
    "Place",
    "Question",
    "Ranked",
    "RankedJuror",
    "Ranking",
    "Report",
    "Share",
    "Sheet",
    "Sheets",
    "Standing",
    "WithoutJuror",
    "agreement_of",
    "assign",
    "assignment_content",
    "contradiction_content",
    "cut_at",
    "jury_or_scores_from_text",
    "krippendorff_alpha",
    "other_cuts",
    "rank",
    "rank_with_spread",
    "report_content",
    "report_of",
    "text_of",
    "without_each_juror",
]
