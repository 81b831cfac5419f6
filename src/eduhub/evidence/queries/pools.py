"""What all pilots of a solution say together: its page, the portfolio, the marks."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.catalogue.models import Solution
from eduhub.engines.evidence import Answer
from eduhub.engines.evidence.synthesis import Caution, Study, synthesise
from eduhub.evidence.models import Pool
from eduhub.evidence.queries.reports import TONES
from eduhub.evidence.queries.sentences import SAID
from eduhub.evidence.states import LeftOut
from eduhub.kit import formats
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import Text
from eduhub.kit.plots import Scale

DECIMALS = 2
FEWEST_FOR_SHRINKAGE = 2


@dataclass(frozen=True, slots=True)
class PilotShown:
    """One published result of a series as it went in."""

    number: str
    url: str
    said: str
    classes: int
    estimate: float | None
    low: float | None
    high: float | None
    left_out: str


@dataclass(frozen=True, slots=True)
class Step:
    """One version in the history: which result came, and what it made of the whole."""

    version: int
    written_at: dt.datetime
    number: str
    url: str
    said: str
    studies: int
    numbers: str


@dataclass(frozen=True, slots=True)
class Series:
    """A series as its page shows it, the newest version first in `steps`."""

    pool: Pool
    said: str
    tone: str
    sentence: str
    remarks: tuple[str, ...]
    pilots: tuple[PilotShown, ...]
    scale: Scale | None
    steps: tuple[Step, ...]


def solution_with_pools(solution_id: int, actor: Actor) -> tuple[Solution, list[Series]]:
    """A solution that may be seen, or whose results are public anyway. Two queries.

    Raises:
        NotFound: there is no such solution, or none that this person may see.
    """
    rows = Solution.objects.select_related("company").defer("words")
    pools = list(_pools().filter(solution=solution_id))
    if not pools:
        return find(rows.filter(pk__in=Solution.objects.visible_to(actor)), pk=solution_id), []
    return find(rows, pk=solution_id), list(_series(pools))


def standing_of_solution(solution_id: int) -> list[Pool]:
    """The newest version of each of its series, the newest first. One query."""
    found = Pool.objects.standing().filter(solution=solution_id).fetch_mode(FETCH_RAISE)
    return sorted(found, key=lambda pool: (pool.written_at, pool.pk), reverse=True)


def standing_of_release(solution_id: int, release: str) -> list[Pool]:
    return [pool for pool in standing_of_solution(solution_id) if pool.release == release]


def standing() -> QuerySet[Pool]:
    """The newest version of every series, for programs."""
    newest = Pool.objects.standing().values("pk")
    return (
        Pool.objects.filter(pk__in=newest)
        .select_related("solution__company")
        .order_by("-written_at", "-pk")
        .fetch_mode(FETCH_RAISE)
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """What a card says of a solution's newest release; `said` "" where its answers differ."""

    pilots: int
    said: str
    words: str


def marks_of(solutions: Iterable[int]) -> dict[int, Mark]:
    """The mark of each solution that was measured. One query for all."""
    found: dict[int, list[Pool]] = {}
    rows = Pool.objects.standing().filter(solution__in=list(solutions)).fetch_mode(FETCH_RAISE)
    for pool in rows:
        found.setdefault(pool.solution_id, []).append(pool)
    return {pk: _mark(pools) for pk, pools in found.items()}


def _mark(pools: Sequence[Pool]) -> Mark:
    newest = max(pools, key=lambda pool: (pool.written_at, pool.pk))
    same = [pool for pool in pools if pool.release == newest.release]
    count = sum(pool.results for pool in same)
    answers = {pool.answer for pool in same}
    if len(answers) > 1:
        words = ngettext(
            "Measured in %(count)s pilot: the answers differ",
            "Measured in %(count)s pilots: the answers differ",
            count,
        )
        return Mark(count, "", words % {"count": count})
    words = ngettext("Measured in %(count)s pilot", "Measured in %(count)s pilots", count)
    return Mark(count, SAID[Answer(newest.answer)], words % {"count": count})


def said_of(pool: Pool) -> str:
    """The answer as kit.plots knows it."""
    return SAID[Answer(pool.answer)]


def sentence_of(pool: Pool) -> str:
    """What a series says, in one sentence in the reader's language."""
    if pool.estimate is None or pool.low is None or pool.high is None:
        return _("No pilot gave a number that could be compared, so nothing can be told.")
    numbers = {
        "count": pool.studies,
        "estimate": formats.signed(pool.estimate, DECIMALS),
        "low": formats.number(pool.low, DECIMALS),
        "high": formats.number(pool.high, DECIMALS),
    }
    if pool.studies == 1:
        words = _(
            "One pilot only, so nothing is pooled. It found %(estimate)s standard deviations,"
            " likely between %(low)s and %(high)s."
        )
    else:
        words = _(
            "%(count)s pilots together: %(estimate)s standard deviations,"
            " likely between %(low)s and %(high)s."
        )
    return words % numbers


def remarks_of(pool: Pool) -> tuple[str, ...]:
    """What a reader must know before believing the pooled number."""
    found = [words for caution in pool.facts["cautions"] if (words := _caution(caution))]
    if pool.expected_low is not None and pool.expected_high is not None:
        words = _("A next pilot of this kind is expected between %(low)s and %(high)s.")
        found.append(
            words
            % {
                "low": formats.number(pool.expected_low, DECIMALS),
                "high": formats.number(pool.expected_high, DECIMALS),
            }
        )
    if not pool.drawn_by_lot:
        found.append(
            _("The classes were not drawn by lot. So this cannot show what caused the difference.")
        )
    return tuple(found)


def _caution(name: str) -> str:
    return {
        Caution.FEW_STUDIES: _(
            "With fewer than five pilots nobody knows well how much pilots differ."
            " So the line is wide, and honestly so."
        ),
        Caution.NO_PREDICTION: _(
            "With fewer than three pilots it cannot be said what a next one would show."
        ),
        Caution.NO_HETEROGENEITY_SEEN: _(
            "The pilots differ no more than chance would make them. With few pilots that does"
            " not mean that they are alike."
        ),
        Caution.KNAPP_HARTUNG_SHORTER: _(
            "The pilots agree better than their own uncertainty allows, so the wider of two"
            " usual intervals is shown."
        ),
        Caution.ONE_STUDY_DECIDES: _("One pilot has more than half of the weight."),
    }.get(Caution(name), "")


def _pools() -> QuerySet[Pool]:
    """All versions, of each series the newest first, with the result that each came by."""
    return (
        Pool.objects.select_related("because__plan__pilot")
        .order_by("-release", "series", "-version")
        .fetch_mode(FETCH_RAISE)
    )


def _series(pools: Sequence[Pool]) -> Iterable[Series]:
    """The series in which something happened last comes first."""
    groups: dict[str, list[Pool]] = {}
    for pool in pools:
        groups.setdefault(pool.series, []).append(pool)
    for group in sorted(groups.values(), key=lambda one: one[0].written_at, reverse=True):
        newest = group[0]
        said = SAID[Answer(newest.answer)]
        pilots = tuple(_pilot(one) for one in newest.facts["results"])
        told = [(one.low, one.high) for one in pilots] + [(newest.low, newest.high)]
        ends = [end for both in told for end in both if end is not None]
        yield Series(
            pool=newest,
            said=said,
            tone=TONES[said],
            sentence=sentence_of(newest),
            remarks=remarks_of(newest),
            pilots=pilots,
            scale=Scale.around(ends) if ends else None,
            steps=tuple(_step(pool) for pool in group),
        )


def _pilot(told: Mapping[str, Any]) -> PilotShown:
    estimate, low, high = (
        None if told[name] is None else float(told[name]) for name in ("estimate", "low", "high")
    )
    return PilotShown(
        number=told["pilot"],
        url=reverse("evidence:report", args=[told["pilot_id"]]),
        said=SAID[Answer(told["answer"])],
        classes=told["classes"],
        estimate=estimate,
        low=low if estimate is not None else None,
        high=high if estimate is not None else None,
        left_out=str(LeftOut(told["left_out"]).label) if told["left_out"] else "",
    )


def _step(pool: Pool) -> Step:
    pilot = pool.because.plan.pilot
    return Step(
        version=pool.version,
        written_at=pool.written_at,
        number=pilot.number,
        url=reverse("evidence:report", args=[pilot.pk]),
        said=SAID[Answer(pool.answer)],
        studies=pool.studies,
        numbers=_numbers(pool),
    )


def _numbers(pool: Pool) -> str:
    return formats.interval(pool.estimate, pool.low, pool.high, DECIMALS)


@dataclass(frozen=True, slots=True)
class PortfolioRow:
    """A series beside the others: as it was measured, and drawn towards the mean of all."""

    name: Text
    measure: Text
    release: str
    drawn_by_lot: bool
    url: str
    studies: int
    said: str
    estimate: float
    low: float
    high: float
    shrunken: float
    shrunken_low: float
    shrunken_high: float
    trust: float


@dataclass(frozen=True, slots=True)
class Portfolio:
    """All series with numbers, the best measured first; `silent` have none.

    `mean` and its interval are those of all; None with fewer than two series.
    """

    rows: tuple[PortfolioRow, ...]
    silent: tuple[Pool, ...]
    scale: Scale | None
    mean: tuple[float, float, float] | None


def portfolio() -> Portfolio:
    """Everything that was measured, on one scale. One query."""
    pools = list(Pool.objects.standing().select_related("solution").fetch_mode(FETCH_RAISE))
    counted = [pool for pool in pools if pool.studies]
    silent = tuple(pool for pool in pools if not pool.studies)
    if len(counted) < FEWEST_FOR_SHRINKAGE:
        rows = tuple(_row(pool, None) for pool in counted)
        return Portfolio(rows, silent, _scale(rows), None)
    found = synthesise(
        [Study(str(pool.pk), pool.estimate or 0.0, _variance(pool)) for pool in counted]
    )
    rows = tuple(
        _row(pool, (one.estimate, one.low, one.high, one.trust))
        for pool, one in zip(counted, found.shrunken, strict=True)
    )
    ranked = tuple(sorted(rows, key=lambda row: (-row.estimate, row.url)))
    main = found.main or found.reml
    return Portfolio(ranked, silent, _scale(ranked), (main.estimate, main.low, main.high))


def _variance(pool: Pool) -> float:
    """What the interval says as a variance: with few degrees of freedom it is the honest one."""
    half = ((pool.high or 0.0) - (pool.low or 0.0)) / 2
    return (half / NormalDist().inv_cdf(0.975)) ** 2


def _row(pool: Pool, drawn: tuple[float, float, float, float] | None) -> PortfolioRow:
    """Without others to be drawn to, a series stays where it was measured."""
    measured = (pool.estimate or 0.0, pool.low or 0.0, pool.high or 0.0)
    estimate, low, high, trust = drawn or (*measured, 1.0)
    return PortfolioRow(
        name=pool.solution.name,
        measure=pool.measure,
        release=pool.release,
        drawn_by_lot=pool.drawn_by_lot,
        url=reverse("evidence:living", args=[pool.solution_id]),
        studies=pool.studies,
        said=SAID[Answer(pool.answer)],
        estimate=measured[0],
        low=measured[1],
        high=measured[2],
        shrunken=estimate,
        shrunken_low=low,
        shrunken_high=high,
        trust=trust,
    )


def _scale(rows: Sequence[PortfolioRow]) -> Scale | None:
    ends = [end for row in rows for end in (row.low, row.high)]
    return Scale.around(ends) if ends else None
