"""What a report shows: everything in it may be seen by everybody."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.engines.evidence import Answer
from eduhub.evidence.models import Result
from eduhub.evidence.queries.gate import Gate, Shown, Side, as_told, pupils_of
from eduhub.evidence.queries.sentences import (
    SAID,
    Question,
    classes_and_pupils,
    decimals_of,
    remarks,
    sentence,
)
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

    @classmethod
    def of(cls, label: str, side: Side) -> "ArmShown":
        return cls(label, side.classes, side.pupils.words, side.mean.words, side.sd.words)


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
    return _with_plan(Result.objects.all()).get(pk=result_id)


def published() -> QuerySet[Result]:
    """All published results, the latest first, also those that cannot tell or tell of worse."""
    found = _with_plan(Result.objects.published())
    return found.order_by("-published_at", "pk").fetch_mode(FETCH_RAISE)


def _with_plan(results: QuerySet[Result]) -> QuerySet[Result]:
    """The plan in force with its pilot, in the same query."""
    return results.select_related("plan__pilot__solution__company", "plan__latest")


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
    pupils: Shown
    size: str
    left_out: str
    missing: Shown
    joined: str
    silent: str
    together: str
    baseline_words: str
    small_print: str
    exact: tuple[tuple[str, str], ...]


def report_of(result: Result) -> Report:
    """As everybody may read it; `result` in it is the one given, or a copy with rounder numbers."""
    frozen = result.plan.frozen
    question = Question.of(frozen)
    decimals = decimals_of(result)
    result = as_told(result, decimals)
    said = SAID[Answer(result.answer)]
    gate = Gate.of(result)
    left_out, missing = _lost(result, gate)
    return Report(
        result=result,
        frozen=frozen,
        question=question,
        sentence=sentence(result, question),
        remarks=[*remarks(result, question), *_of_versions(result)],
        said=said,
        tone=TONES[said],
        decimals=decimals,
        scale=_scale(result, question),
        good="high" if question.higher_is_better else "low",
        arms=(
            ArmShown.of(_("Tried the solution"), gate.side(gate.tries, decimals)),
            ArmShown.of(_("Comparison classes"), gate.side(gate.compares, decimals)),
        ),
        pupils=gate.total,
        size=classes_and_pupils(result.facts["classes"], gate.total.words),
        left_out=left_out.words,
        missing=missing,
        joined=_joined(result, gate),
        silent=_silent(sum(result.facts["classes_silent"])),
        together=_together(result.facts.get("classes_together", 0)),
        baseline_words=_baseline_words(result.facts["baseline"]),
        small_print=_small_print(gate),
        exact=_exact(result) if gate.in_full else (),
    )


def _of_versions(result: Result) -> Iterator[str]:
    if result.plan.latest is not None:
        yield _(
            "The plan was changed after it was frozen. The full report says what, when and why."
        )


def scale_of(found: Sequence[Told]) -> Scale | None:
    """One scale for all of them; None when none has numbers."""
    ends = [end for told in found for end in (told.low, told.high) if end is not None]
    return Scale.around(ends) if ends else None


def _lost(result: Result, gate: Gate) -> tuple[Shown, Shown]:
    """Pupils with a missing value, and all of whom nothing was counted."""
    left_out, absent = sum(result.facts["left_out"]), _absent(result, gate)
    assigned = result.facts.get("assigned")
    missing = max(left_out, absent)
    return gate.part(left_out, missing, assigned), gate.lost(missing, assigned)


def _absent(result: Result, gate: Gate) -> int:
    """How many were in the groups and not measured, where the hub knows the groups."""
    measured = pupils_of(gate.compares) + pupils_of(gate.tries)
    return max((result.facts["pupils_joined"] or 0) - measured, 0)


def _joined(result: Result, gate: Gate) -> str:
    missing = _absent(result, gate)
    if not missing:
        return ""
    return _("In the groups but without a complete result: %(count)s") % {
        "count": gate.lost(missing, result.facts.get("assigned"))
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


def _together(classes: int) -> str:
    if not classes:
        return ""
    words = ngettext(
        "%(count)s class with fewer than 5 pupils measured was counted with another of its school"
        " and side, as one class.",
        "%(count)s classes with fewer than 5 pupils measured were counted with others of their"
        " school and side, as one class each.",
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


def _small_print(gate: Gate) -> str:
    words = _("Single classes are never shown, nor means of fewer than 10 pupils or 3 classes.")
    if gate.is_final:
        stays = _("What is public stays: whoever withdraws later is still in these sums.")
        return f"{words} {stays}"
    later = _("Until the result is public, numbers are rounded and means not shown.")
    return f"{words} {later}"


def _scale(result: Result, question: Question) -> Scale | None:
    if result.low is None or result.high is None:
        return None
    return Scale.around([result.low, result.high, *_limits(question)], band=question.smallest)


def _limits(question: Question) -> tuple[float, float]:
    return -question.smallest, question.smallest


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
