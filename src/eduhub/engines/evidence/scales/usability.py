"""The System Usability Scale.

Source: Brooke, in: Usability Evaluation in Industry (1996); grades in `thresholds`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eduhub.engines.evidence.thresholds.scales import GRADES, SUS_GRADES, SUS_YOUNGEST

QUESTIONS = 10
LOWEST, HIGHEST = 1, 5
PER_POINT = 2.5


@dataclass(frozen=True, slots=True)
class FormScore:
    """One filled-in form: `points` of 40, `score` of 100."""

    points: int
    score: float


@dataclass(frozen=True, slots=True)
class Usability:
    """The mean score of all forms and its grade, A+ to F.

    `validated` says whether all who answered are of an age for which the scale is; if it is
    False, the score is a description and bears no grade.
    """

    forms: int
    mean: float
    grade: str | None
    validated: bool


def sus_score(answers: Sequence[int]) -> FormScore:
    """The score of one form: odd questions count from 1 up, even ones from 5 down.

    Args:
        answers: ten, each from 1 to 5, in the form's order. Brooke asks for the middle where
            somebody cannot answer, so an open question is refused.

    Raises:
        ValueError: not ten answers, or one that is not a whole number from 1 to 5.
    """
    if len(answers) != QUESTIONS:
        raise ValueError(f"the form has {QUESTIONS} questions, not {len(answers)}")
    for place, answer in enumerate(answers, start=1):
        if answer not in range(LOWEST, HIGHEST + 1):
            raise ValueError(f"question {place}: {answer} is not a whole number from 1 to 5")
    points = sum(int(answer) - LOWEST for answer in answers[::2])
    points += sum(HIGHEST - int(answer) for answer in answers[1::2])
    return FormScore(points=points, score=points * PER_POINT)


def sus_grade(score: float) -> str:
    """The grade of a mean score.

    Raises:
        ValueError: the score is not from 0 to 100.
    """
    if not 0 <= score <= 100:
        raise ValueError(f"a score lies between 0 and 100, not at {score}")
    return GRADES[int(max(place for start, place in SUS_GRADES.rows if score >= start))]


def usability(forms: Sequence[Sequence[int]], *, youngest: int) -> Usability:
    """The mean of all forms, graded if nobody was too young for the scale.

    Args:
        youngest: age in years of the youngest who may have answered.

    Raises:
        ValueError: no form, or as `sus_score`.
    """
    if not forms:
        raise ValueError("no form was filled in")
    mean = sum(sus_score(form).score for form in forms) / len(forms)
    validated = youngest >= SUS_YOUNGEST.value
    return Usability(
        forms=len(forms),
        mean=mean,
        grade=sus_grade(mean) if validated else None,
        validated=validated,
    )
