"""How far the jurors of a round agree.

Source: Shrout & Fleiss, Psychological Bulletin 86 (1979), for the intraclass correlations, here
from the model's variances, so that not everybody need have judged everything; Krippendorff,
"Computing Krippendorff's alpha-reliability" (2011), for alpha.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from eduhub.engines.scoring.ranking import Ranking
from eduhub.engines.scoring.sheets import Sheets

type Floats = NDArray[np.float64]


class Level(StrEnum):
    """What of the scores counts for alpha."""

    NOMINAL = "nominal"
    """Whether two are the same."""

    ORDINAL = "ordinal"
    """How many scores lie between."""

    INTERVAL = "interval"
    """The difference in points."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of variance, 0 to 1, with its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of one round. An interval has the ranking's confidence.

    Attributes:
        single: intraclass correlation of one juror's scores, severity counted against it:
            Shrout and Fleiss' (2, 1).
        order: the same, severity not counted: (3, 1).
        mean: of the mean of `jurors` jurors' scores, severity counted: (2, k).
        jurors: harmonic mean of the sheets that an application has.
        alpha: Krippendorff's, for each level; None if no application has two sheets or all
            scores of those that do are the same.
    """

    single: Share
    order: Share
    mean: Share
    jurors: float
    alpha: dict[Level, float | None]


def agreement_of(ranking: Ranking) -> Agreement:
    """How far the jurors agreed. With spreads, in the scale of a juror of usual spread."""
    fit, drawn, sheets = ranking.fit, ranking.drawn, ranking.sheets
    jurors = len(sheets.applications) / float((1 / sheets.of_application).sum())
    worth = np.append(drawn.worth_deviation**2, fit.at.worth * fit.residual)
    severity = np.append(drawn.severity_deviation**2, fit.severity_variance)
    chance = np.append(drawn.residual_deviation**2, fit.residual)

    def share(part: Floats) -> Share:
        tail = (1 - ranking.confidence) / 2
        low, high = np.quantile(part[:-1], [tail, 1 - tail])
        return Share(float(part[-1]), float(low), float(high))

    return Agreement(
        single=share(worth / (worth + severity + chance)),
        order=share(worth / (worth + chance)),
        mean=share(worth / (worth + (severity + chance) / jurors)),
        jurors=jurors,
        alpha={level: krippendorff_alpha(sheets, level) for level in Level},
    )


def krippendorff_alpha(sheets: Sheets, level: Level) -> float | None:
    """One minus the disagreement within applications over that between any two scores.

    Applications with one sheet say nothing and are left out. None if nothing is left, or if
    all that is left is the same. Below 0, jurors disagree more than by chance.
    """
    counted = sheets.of_application[sheets.application] > 1
    application, score = sheets.application[counted], sheets.score[counted]
    if not len(score) or np.ptp(score) == 0:
        return None
    if level is Level.NOMINAL:
        return _nominal(application, score)
    if level is Level.ORDINAL:
        # Half of the scores that are equal count as below: differences are numbers of scores.
        _, place, times = np.unique(score, return_inverse=True, return_counts=True)
        score = (np.cumsum(times) - times / 2)[place]
    _, place, times = np.unique(application, return_inverse=True, return_counts=True)
    score = score - score.mean()
    own = np.bincount(place, weights=score) / times
    inner = np.bincount(place, weights=(score - own[place]) ** 2)
    within = float((inner * times / (times - 1)).sum())
    between = float(score @ score)
    return 1 - within / between * (len(score) - 1) / len(score)


def _nominal(application: NDArray[np.int64], score: Floats) -> float:
    """Pairs of different scores, of the same application and of all."""
    size = len(score)
    _, value = np.unique(score, return_inverse=True)
    _, place, times = np.unique(application, return_inverse=True, return_counts=True)
    pairs, alike = np.unique(np.stack([place, value]), axis=1, return_counts=True)
    unlike = times.astype(np.float64) ** 2
    np.subtract.at(unlike, pairs[0], alike.astype(np.float64) ** 2)
    within = float((unlike / (times - 1)).sum())
    between = size**2 - float((np.bincount(value).astype(np.float64) ** 2).sum())
    return 1 - within / between * (size - 1)
