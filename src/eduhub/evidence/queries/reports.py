"""What a report shows: everything in it may be seen by everybody."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.engines.evidence import Answer, count_may_be_shown, mean_may_be_shown
from eduhub.evidence.models import Result
from eduhub.evidence.queries.sentences import (
    SAID,
    Question,
    classes_and_pupils,
    decimals_for,
    remarks,
    sentence,
)
from eduhub.kit import formats
from eduhub.kit.lang import Text
from eduhub.kit.plots import Scale

TONES = {"shown": "ok", "same": "plain", "cannot_tell": "unsure", "worse": "danger"}


@dataclass(frozen=True, slots=True)
class ArmShown:
    """One side, as far as it may be shown: numbers are words, a dash where not."""

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


def fetched(result_id: int) -> Result:
    """A result with all that tells of it; whoever calls has decided that it may be shown."""
    return Result.objects.select_related("plan__pilot__solution__company").get(pk=result_id)


def published() -> QuerySet[Result]:
    """All published results, the latest first, also those that cannot tell or tell of worse."""
    return (
        Result.objects.published()
        .select_related("plan__pilot__solution__company")
        .order_by("-published_at", "pk")
        .fetch_mode(FETCH_RAISE)
    )


def published_results(limit: int) -> list[Told]:
    """The latest published results on the common scale, rising from the left as a wood does."""
    found = published().filter(sd_estimate__isnull=False)[:limit]
    return sorted((told(result) for result in found), key=lambda one: one.estimate or 0.0)


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
    size: str
    left_out: str
    joined: str
    silent: str
    baseline_words: str
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
        size=classes_and_pupils(result.facts["classes"], _total_shown(compares, tries)),
        left_out=_shown_count(sum(result.facts["left_out"])),
        joined=_joined(result.facts["pupils_joined"], compares + tries),
        silent=_silent(sum(result.facts["classes_silent"])),
        baseline_words=_baseline_words(result.facts["baseline"]),
        exact=_exact(result),
    )


def scale_of(found: Sequence[Told]) -> Scale | None:
    """One scale for all of them; None when none has numbers."""
    ends = [end for told in found for end in (told.low, told.high) if end is not None]
    return Scale.around(ends) if ends else None


def _joined(joined: int | None, measured: int) -> str:
    """How many were in the groups and not measured, where the hub knows the groups."""
    missing = (joined or 0) - measured
    if missing <= 0:
        return ""
    return _("In the groups but without a complete result: %(count)s") % {
        "count": _shown_count(missing)
    }


def _silent(classes: int) -> str:
    if not classes:
        return ""
    words = ngettext(
        "%(count)s class of the plan gave no results.",
        "%(count)s classes of the plan gave no results.",
        classes,
    )
    return words % {"count": classes}


def _baseline_words(used: str) -> str:
    return {
        "none": _("Nothing was measured before; the difference is the plain one."),
        "pupil": _("Each pupil's earlier result is taken into account."),
        "class": _("Each class's earlier mean is taken into account."),
        "missing": _(
            "The plan names an earlier measure, but a class did not give it,"
            " so it is left out of account."
        ),
    }[used]


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


def _total_shown(compares: int, tries: int) -> str:
    """The sum of both sides, unless it would give away a side that is not shown."""
    both = count_may_be_shown(compares) and count_may_be_shown(tries)
    return formats.number(compares + tries) if both else formats.NOTHING


def _arms_shown(result: Result, decimals: int) -> tuple[ArmShown, ArmShown]:
    """First those that tried the solution. Means stand for both sides or for none: with the
    difference between them one would give away the other."""
    compares, tries = result.facts["arms"]
    may = all(
        mean_may_be_shown(pupils=_pupils(arm), classes=int(arm["classes"]))
        for arm in (compares, tries)
    )
    shown = decimals if may else None
    return (
        _arm_shown(tries, _("Tried the solution"), shown),
        _arm_shown(compares, _("Comparison classes"), shown),
    )


def _arm_shown(arm: Mapping[str, Any], label: str, decimals: int | None) -> ArmShown:
    return ArmShown(
        label=label,
        classes=int(arm["classes"]),
        pupils=_shown_count(_pupils(arm)),
        mean=_number(arm["mean"], decimals),
        sd=_number(arm["sd"], decimals),
    )


def _number(exact: str | None, decimals: int | None) -> str:
    if exact is None or decimals is None:
        return formats.NOTHING
    return formats.number(float(exact), max(decimals, 1))


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
