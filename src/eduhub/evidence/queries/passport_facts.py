"""What a passport tells, as lines that people and programs read alike: "answer: cannot_tell".

Only what everybody may see of results already, through the same doors as the report. The names
of the lines are part of the format (docs/reference/passport.md): they are never translated.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import override

from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries.dossiers import latest_of, reviews_standing
from eduhub.catalogue.states import Verdict
from eduhub.engines.evidence import Answer
from eduhub.evidence.models import Evaluation, Plan, Pool, Result
from eduhub.evidence.queries import evaluations, pools, reports
from eduhub.evidence.queries.gate import Gate
from eduhub.evidence.queries.ratings import latest_in, rated
from eduhub.evidence.queries.sentences import Question, sentence
from eduhub.kit.lang import Text
from eduhub.pilots.states import ENDED, PilotState

RESULT, COUNTS, PRIVACY, WHOLE = "published result", "pilots", "privacy dossier", "whole"
POOLED, EVALUATED = "pooled result", "pedagogical evaluation"
NUMBERS = (
    *("estimate", "low", "high", "standard_error", "degrees_of_freedom", "p_value"),
    *("sd_estimate", "sd_low", "sd_high"),
)
RUNS = (PilotState.RUNNING, PilotState.PAUSED)
LANGUAGES = ("en", "fi", "sv")
ANSWERS = {  # in the words of the English report
    Answer.BETTER: "better than the comparison classes",
    Answer.NO_DIFFERENCE_THAT_MATTERS: "no difference that matters",
    Answer.CANNOT_TELL: "cannot tell",
    Answer.WORSE: "worse than the comparison classes",
}
type Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of evidence: what it is, where it may be read, and its lines.

    Attributes:
        genre: RESULT, POOLED, EVALUATED, COUNTS, PRIVACY or WHOLE.
        url: where everybody may read it; "" where there is no such page.
        attached: address and SHA-256 (hexadecimal) of a file that it rests on.
    """

    genre: str
    name: str
    description: str
    lines: Lines
    url: str = ""
    attached: tuple[str, str] | None = None

    @property
    def narrative(self) -> str:
        return "\n".join(f"{name}: {value}" for name, value in self.lines)


def results_of_release(solution_id: int, release: str) -> list[Result]:
    """All published results of a release, the oldest first, whatever they say. Two queries."""
    found = reports.published().filter(plan__pilot__solution=solution_id)
    rows = found.prefetch_related("plan__reviews").order_by("published_at", "pk")
    return [one for one in rows if release_of(one.plan) == release]


def release_of(plan: Plan) -> str:
    """The version of the solution that a frozen plan names."""
    return str(plan.frozen["solution"]["release"])


def releases_of(solution_id: int) -> list[str]:
    """The releases of a solution that have published results, the latest first. One query."""
    found = reports.published().filter(plan__pilot__solution=solution_id)
    return list(dict.fromkeys(release_of(one.plan) for one in found))


def items_of(solution: Solution, release: str, results: Sequence[Result]) -> list[Item]:
    """All that a passport of this release tells, results first. Six queries at most.

    The same whoever asks: names of organisations too are in English, or in what they have.
    """
    told = [item_of(result) for result in results]
    with override("en"):
        more = [*_pooled(solution, release), *_evaluated(solution, release)]
        return [*told, *more, _counts(solution, release), _privacy(solution)]


def item_of(result: Result) -> Item:
    """One result, with everything that the report says of it."""
    plan = result.plan
    pilot, question = plan.pilot, Question.of(plan.frozen)
    with override("en"):
        report = reverse("evidence:report", args=[pilot.pk])
        file = reverse("evidence:plan_file", args=[pilot.pk])
        said = sentence(result, question)
        name = f"{pilot.number}: {question.measure}"
    return Item(
        genre=RESULT,
        name=name,
        description=_one_line(said),
        lines=tuple(_lines_of(result, question)),
        url=settings.PUBLIC_URL + report,
        attached=(settings.PUBLIC_URL + file, plan.in_force.fingerprint),
    )


def _lines_of(result: Result, question: Question) -> Iterator[tuple[str, str]]:
    plan, frozen = result.plan, result.plan.frozen
    gate = Gate.of(result)
    yield "pilot", plan.pilot.number
    yield "answer", result.answer
    for language in LANGUAGES:
        with override(language):
            yield f"sentence.{language}", _one_line(sentence(result, question))
    yield from _text("measure", question.measure)
    yield from _text("unit", question.unit)
    yield from _text("question", Text(**frozen["statement"]["success"]))
    yield "higher_is_better", "yes" if question.higher_is_better else "no"
    yield "smallest_that_matters", str(frozen["statement"]["smallest_that_matters"])
    yield "design", frozen["design"]
    for number in NUMBERS:
        value = getattr(result, number)
        if value is not None:
            yield number, repr(value)
    yield "confidence", str(frozen["confidence"])
    yield "classes", str(result.facts["classes"])
    yield "pupils_who_tried", gate.plain(gate.tries)
    yield "pupils_compared", gate.plain(gate.compares)
    yield from _text("collected_by", Text(**frozen["collected_by"]))
    yield from _text("paid_by", Text(**frozen["paid_by"]))
    yield "starts", frozen["period"]["starts"]
    yield "ends", frozen["period"]["ends"]
    yield "plan_frozen", frozen["frozen_at"]
    yield "published", _moment(result.published_at)
    for scheme, rating in rated(result, latest_in(plan)).items():
        yield f"would_correspond_to.{scheme}", str(rating.level)
    yield "plan_sha256", plan.in_force.fingerprint
    yield "result_sha256", result.fingerprint
    yield "analysed_with", f"eduhub {result.facts['code']}"


def _pooled(solution: Solution, release: str) -> list[Item]:
    """What the results of each measure say together, in an order that never changes."""
    found = sorted(
        pools.standing_of_release(solution.pk, release),
        key=lambda pool: (str(pool.measure), not pool.drawn_by_lot, pool.series),
    )
    url = settings.PUBLIC_URL + reverse("evidence:living", args=[solution.pk])
    return [
        Item(
            genre=POOLED,
            name=f"All pilots together: {pool.measure}",
            description=_one_line(pools.sentence_of(pool)),
            lines=tuple(_lines_of_pool(pool)),
            url=url,
        )
        for pool in found
    ]


def _lines_of_pool(pool: Pool) -> Iterator[tuple[str, str]]:
    yield "pooled_version", str(pool.version)
    yield "answer", pool.answer
    for language in LANGUAGES:
        with override(language):
            yield f"sentence.{language}", _one_line(pools.sentence_of(pool))
    yield from _text("measure", pool.measure)
    yield "drawn_by_lot", "yes" if pool.drawn_by_lot else "no"
    yield "published_results", str(pool.results)
    yield "pooled_pilots", str(pool.studies)
    for name in ("estimate", "low", "high", "standard_error", "expected_low", "expected_high"):
        value = getattr(pool, name)
        if value is not None:
            yield f"sd_{name}", repr(value)
    yield "worked_out", _moment(pool.written_at)
    yield "pool_sha256", pool.fingerprint


def _evaluated(solution: Solution, release: str) -> list[Item]:
    """What trained teachers saw in this release, each evaluation by itself, the oldest first."""
    return [
        Item(
            genre=EVALUATED,
            name="Evaluation by trained teachers",
            description=evaluations.agreement_of(one),
            lines=tuple(_lines_of_evaluation(one)),
            url=settings.PUBLIC_URL + reverse("evaluations:evaluation", args=[one.pk]),
        )
        for one in evaluations.published_of_release(solution.pk, release)
    ]


def _lines_of_evaluation(one: Evaluation) -> Iterator[tuple[str, str]]:
    facts = one.facts
    yield "rubric", str(one.rubric)
    yield "teachers", str(facts["teachers"])
    for code, score in facts["scores"].items():
        yield f"score_{code}", score
    yield "same_score", str(facts["same"])
    yield "one_apart_at_most", str(facts["near"])
    yield "published", _moment(one.published_at)


def _counts(solution: Solution, release: str) -> Item:
    """How many pilots of the release there are, so that nobody takes the published ones for all."""
    plans = _frozen_plans(solution, release)
    states = [plan.pilot.state for plan in plans]
    done = sum(_is_published(plan) for plan in plans)
    stopped = sum(state in ENDED for state in states)
    running = sum(state in RUNS for state in states)
    lines = (
        ("with_a_frozen_plan", str(len(plans))),
        ("published", str(done)),
        ("running", str(running)),
        ("stopped", str(stopped)),
        ("not_yet_published", str(len(plans) - done - stopped - running)),
    )
    words = "All pilots of this version whose plan was frozen, also those without a result."
    return Item(COUNTS, "Pilots of this version", words, lines)


def _frozen_plans(solution: Solution, release: str) -> list[Plan]:
    found: QuerySet[Plan] = Plan.objects.filter(
        pilot__solution=solution, frozen_at__isnull=False
    ).select_related("pilot", "result", "latest")
    return [plan for plan in found if release_of(plan) == release]


def _is_published(plan: Plan) -> bool:
    result: Result | None = getattr(plan, "result", None)
    return result is not None and result.published_at is not None


def _privacy(solution: Solution) -> Item:
    """Where the privacy dossier stands: its version, and what education providers say to it."""
    dossier = latest_of(solution.pk)
    if dossier is None:
        words = "The company has published no privacy dossier in the hub."
        return Item(PRIVACY, "Privacy dossier", words, (("version", "none"),))
    lines = [("version", str(dossier.version)), ("published", _moment(dossier.published_at))]
    for review in reviews_standing(dossier):
        verb = "accepted_by" if review.verdict == Verdict.ACCEPTED else "needs_more_for"
        day = review.reviewed_at.astimezone(dt.UTC).date().isoformat()
        lines.append((verb, f"{review.organisation}, {day}"))
    words = "What the company says on the data that the solution touches, and who has read it."
    return Item(PRIVACY, "Privacy dossier", words, tuple(lines))


def _text(name: str, text: Text) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        words = _one_line(getattr(text, language))
        if words:
            yield f"{name}.{language}", words


def _one_line(words: str) -> str:
    """A line ends where the next begins: what somebody wrote in several becomes one."""
    return " ".join(words.split())


def _moment(moment: dt.datetime | None) -> str:
    if moment is None:
        raise ValueError("only what is public has a place in a passport")
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
