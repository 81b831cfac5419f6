"""What a report shows: everything in it may be seen by everybody."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from eduhub.engines.evidence import Answer, count_may_be_shown, mean_may_be_shown
from eduhub.evidence.models import Result
from eduhub.evidence.queries.sentences import SAID, Question, decimals_for, remarks, sentence
from eduhub.kit import formats
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.kit.plots import Scale

TONES = {"shown": "ok", "same": "plain", "cannot_tell": "unsure", "worse": "danger"}


@dataclass(frozen=True, slots=True)
class ArmShown:
    """One side, as far as it may be shown: numbers are ready words, "–" where they may not."""

    label: str
    classes: int
    pupils: str
    mean: str
    sd: str


@dataclass(frozen=True, slots=True)
class Told:
    """A published result on the common scale, "better" upwards, for lists, marks and the forest.

    `estimate`, `low` and `high` are standard deviations, None where nothing could be compared.
    """

    pilot_id: int
    number: str
    solution: Text
    measure: Text
    sentence: str
    said: str
    tone: str
    estimate: float | None
    low: float | None
    high: float | None
    classes: int
    published_at: dt.datetime | None

    @property
    def label(self) -> str:
        return f"{self.solution}, {self.number}"

    @property
    def url(self) -> str:
        return reverse("evidence:report", args=[self.pilot_id])


def results(actor: Actor) -> QuerySet[Result]:
    """Results that the actor may see, with all that tells of them."""
    return (
        Result.objects.visible_to(actor)
        .select_related("plan__pilot__solution__company")
        .fetch_mode(FETCH_RAISE)
    )


def published() -> QuerySet[Result]:
    """All published results, the latest first, also those that cannot tell or tell of worse."""
    return (
        Result.objects.published()
        .select_related("plan__pilot__solution__company")
        .order_by("-published_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def published_results(limit: int) -> list[Told]:
    """The latest published results that have a place on the common scale, the oldest first."""
    found = published().filter(sd_estimate__isnull=False)[:limit]
    return [told(result) for result in reversed(found)]


def published_of_solution(solution_id: int) -> list[Told]:
    return [told(one) for one in published().filter(plan__pilot__solution=solution_id)]


def published_of_company(company_id: int) -> list[Told]:
    return [told(one) for one in published().filter(plan__pilot__solution__company=company_id)]


def told(result: Result) -> Told:
    """A result in words and on the common scale; its plan, pilot and solution are fetched."""
    pilot = result.plan.pilot
    question = Question.of(result.plan.frozen)
    low, high = result.sd_low, result.sd_high
    estimate = result.sd_estimate
    if not question.higher_is_better and None not in (low, high, estimate):
        estimate, low, high = -(estimate or 0), -(high or 0), -(low or 0)
    said = SAID[Answer(result.answer)]
    return Told(
        pilot_id=pilot.pk,
        number=pilot.number,
        solution=pilot.solution.name,
        measure=question.measure,
        sentence=sentence(result, question),
        said=said,
        tone=TONES[said],
        estimate=estimate,
        low=low,
        high=high,
        classes=result.facts["classes"],
        published_at=result.published_at,
    )


@dataclass(frozen=True, slots=True)
class Report:
    """One result as its page shows it."""

    result: Result
    frozen: Mapping[str, Any]
    question: Question
    sentence: str
    remarks: list[str]
    said: str
    tone: str
    decimals: int
    scale: Scale | None
    good: str
    arms: tuple[ArmShown, ArmShown]
    pupils: str
    left_out: str
    exact: tuple[tuple[str, str], ...]


def report_of(result: Result) -> Report:
    frozen = result.plan.frozen
    question = Question.of(frozen)
    decimals = decimals_for(result.standard_error)
    said = SAID[Answer(result.answer)]
    compares, tries = (_pupils(arm) for arm in result.facts["arms"])
    return Report(
        result=result,
        frozen=frozen,
        question=question,
        sentence=sentence(result, question),
        remarks=remarks(result, question),
        said=said,
        tone=TONES[said],
        decimals=decimals,
        scale=_scale(result, question),
        good="high" if question.higher_is_better else "low",
        arms=_arms_shown(result, decimals),
        pupils=_shown_count(compares + tries),
        left_out=_shown_count(sum(result.facts["left_out"])),
        exact=_exact(result),
    )


def _scale(result: Result, question: Question) -> Scale | None:
    if result.low is None or result.high is None:
        return None
    return Scale.around([result.low, result.high, *_limits(question)], band=question.smallest)


def _limits(question: Question) -> tuple[float, float]:
    return -question.smallest, question.smallest


def _pupils(arm: Mapping[str, Any]) -> int:
    return int(arm["pupils"])


def _shown_count(pupils: int) -> str:
    return formats.number(pupils) if count_may_be_shown(pupils) else _("fewer than 5")


def _arms_shown(result: Result, decimals: int) -> tuple[ArmShown, ArmShown]:
    """First those that tried the solution."""
    compares, tries = result.facts["arms"]
    return (
        _arm_shown(tries, _("Tried the solution"), decimals),
        _arm_shown(compares, _("Comparison classes"), decimals),
    )


def _arm_shown(arm: Mapping[str, Any], label: str, decimals: int) -> ArmShown:
    pupils, classes = _pupils(arm), int(arm["classes"])
    may = mean_may_be_shown(pupils=pupils, classes=classes)
    return ArmShown(
        label=label,
        classes=classes,
        pupils=_shown_count(pupils),
        mean=_number(arm["mean"], decimals) if may else formats.NOTHING,
        sd=_number(arm["sd"], decimals) if may else formats.NOTHING,
    )


def _number(exact: str | None, decimals: int) -> str:
    return formats.NOTHING if exact is None else formats.number(float(exact), max(decimals, 1))


def _exact(result: Result) -> tuple[tuple[str, str], ...]:
    """Name and value of each number in full, as a checker compares it: with a decimal point."""
    named = (
        (_("Difference, in the measure's unit"), result.estimate),
        (_("Standard error (CR2)"), result.standard_error),
        (_("Degrees of freedom (Satterthwaite)"), result.degrees_of_freedom),
        (_("Lower end of the interval (95 %)"), result.low),
        (_("Upper end of the interval (95 %)"), result.high),
        (_("p, two-sided"), result.p_value),
        (_("Difference, in standard deviations"), result.sd_estimate),
        (_("Lower end, in standard deviations"), result.sd_low),
        (_("Upper end, in standard deviations"), result.sd_high),
    )
    return tuple((name, repr(value)) for name, value in named if value is not None)
