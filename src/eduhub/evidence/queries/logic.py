"""Logic models: what stands, for whom, and what a reader's answers make of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import FETCH_RAISE, Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eduhub.catalogue.models import Solution
from eduhub.engines.evidence.ratings import Design, EssaLevel, StudyFacts, essa_rating
from eduhub.evidence.models import LogicModel, LogicReview, Plan
from eduhub.evidence.states.logic import CRITERIA, LINKS, LISTED, OUTCOMES, Stage
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import Text
from eduhub.people.models import Membership


@dataclass(frozen=True, slots=True)
class LogicCase:
    """A solution, its logic model as it is being written, and who has a part in it.

    Attributes:
        researchers: universities that the hub named in a plan of one of its pilots.
        is_insider: whether the one who asks is of the company today, under whatever hat.
    """

    solution: Solution
    draft: LogicModel | None
    researchers: frozenset[int]
    is_insider: bool


@dataclass(frozen=True, slots=True)
class Source:
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: its name and what stands in it, in the order in which it was written."""

    name: str
    items: tuple[Text, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why one stage leads to the next."""

    question: str
    reason: Text
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class LogicShown:
    """A logic model as its page draws it, draft or published."""

    columns: tuple[Column, ...]
    links: tuple[Link, ...]
    for_whom: Text
    assumptions: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The published model that counts today, with its latest review.

    `of_release` says whether it is of the release that the solution has today.
    """

    model: LogicModel
    review: LogicReview | None
    of_release: bool

    @property
    def is_rationale(self) -> bool:
        return self.of_release and self.review is not None and self.review.is_rationale


def find_solution(solution_id: int, actor: Actor) -> Solution:
    """A solution that this person may see. One query."""
    rows = Solution.objects.visible_to(actor).select_related("company").defer("words")
    return find(rows, pk=solution_id)


def case_of(solution: Solution, actor: Actor) -> LogicCase:
    """Three queries; two for a visitor."""
    draft = LogicModel.objects.filter(
        solution=solution, release=solution.release, published_at=None
    ).first()
    named = Plan.objects.filter(pilot__solution=solution, researchers__isnull=False)
    return LogicCase(
        solution=solution,
        draft=draft,
        researchers=frozenset(named.values_list("researchers", flat=True)),
        is_insider=is_of_company(solution, actor),
    )


def is_of_company(solution: Solution, actor: Actor) -> bool:
    """Whether somebody belongs to the company, whatever they act as now."""
    if actor.user_id is None:
        return False
    rows = Membership.objects.filter(user=actor.user_id, organisation=solution.company_id)
    return rows.exists()


def published_of(solution: Solution) -> list[LogicModel]:
    """All published versions, the newest first, with their reviews. Two queries."""
    rows = LogicModel.objects.published().filter(solution=solution)
    reviews = Prefetch("reviews", LogicReview.objects.order_by("-version"))
    return list(rows.order_by("-published_at", "-pk").prefetch_related(reviews))


def standing_in(solution: Solution, published: Iterable[LogicModel]) -> Standing | None:
    """The newest of the release of today, or, where there is none, the newest of all."""
    rows = list(published)
    own = [one for one in rows if one.release == solution.release]
    model = next(iter(own or rows), None)
    if model is None:
        return None
    review = next(iter(model.reviews.all()), None)
    return Standing(model, review, of_release=bool(own))


def standing_of(solution: Solution) -> Standing | None:
    return standing_in(solution, published_of(solution))


def published_model(model_id: int, actor: Actor) -> LogicModel:
    """One published version of a solution that this person may see. One query."""
    rows = LogicModel.objects.published().select_related("solution__company")
    seen = Solution.objects.visible_to(actor).filter(pk=OuterRef("solution"))
    return find(rows.filter(Exists(seen)).defer("solution__words"), pk=model_id)


def latest_review(model: LogicModel) -> LogicReview | None:
    return LogicReview.objects.filter(logic_model=model).order_by("-version").first()


def read_outside(plan: Plan) -> LogicReview | None:
    """What a reader last said of the model of the version that a trial has tried. Two queries.

    The model is the one whose outcome the plan tests, or else the newest of that version.
    """
    model = plan.logic_model
    if model is None:
        release = plan.frozen["solution"]["release"]
        rows = LogicModel.objects.published().filter(solution=plan.pilot.solution_id)
        model = rows.filter(release=release).order_by("-published_at", "-pk").first()
    return latest_review(model) if model else None


def is_reasoned(criteria: Mapping[str, bool]) -> bool:
    """Whether a reader found a reasoned account in it that rests on research."""
    return all(criteria.get(code, False) for code in ("specified", "research", "pupils"))


def tier_of(criteria: Mapping[str, bool]) -> EssaLevel:
    """What the answers of a reader would correspond to, with nothing measured."""
    facts = StudyFacts(
        design=Design.DESCRIPTION,
        logic_model=is_reasoned(criteria),
        under_evaluation=criteria.get("studied", False),
    )
    return EssaLevel(essa_rating(facts).level)


def rationales(solutions: Iterable[int] | None = None) -> set[int]:
    """Solutions whose model of today's release a reader found to hold. One query."""
    latest = LogicReview.objects.filter(logic_model=OuterRef("pk")).order_by("-version")
    rows: QuerySet[Any] = LogicModel.objects.standing().filter(release=F("solution__release"))
    rows = rows.annotate(tier=Subquery(latest.values("tier")[:1])).filter(tier=EssaLevel.TIER_4)
    if solutions is not None:
        rows = rows.filter(solution__in=list(solutions))
    return set(rows.values_list("solution", flat=True))


def unreviewed() -> list[LogicModel]:
    """Published models that stand and that nobody has read, the oldest first. One query."""
    read = LogicReview.objects.filter(logic_model=OuterRef("pk"))
    rows = LogicModel.objects.standing().filter(~Exists(read)).select_related("solution")
    rows = rows.defer("solution__words").order_by("published_at", "pk")
    return list(rows.fetch_mode(FETCH_RAISE))


def lines_of(words: Text) -> list[Text]:
    """One Text for each line; a language without lines has no words."""
    told = {code: lines_in(getattr(words, code)) for code in ("fi", "sv", "en")}
    count = max(map(len, told.values()))
    return [
        Text(**{code: lines[n] if lines else "" for code, lines in told.items()})
        for n in range(count)
    ]


def lines_in(words: str) -> list[str]:
    return [" ".join(line.split()) for line in words.splitlines() if line.strip()]


def shown(told: Mapping[str, Any]) -> LogicShown:
    """The content as the page draws it; see `services.logic.content_of`."""
    lists = {stage: tuple(Text.of(one) for one in told[stage]) for stage in LISTED}
    columns = [Column(str(Stage.NEED.label), (Text.of(told["need"]),), "")]
    for stage in LISTED:
        note = _minutes(told["minutes_a_week"]) if stage == Stage.ACTIVITIES else ""
        columns.append(Column(str(stage.label), lists[stage], note))
    links = (
        Link(
            question=str(question),
            reason=Text.of(told["links"][stage]["reason"]),
            sources=tuple(Source(**one) for one in told["links"][stage]["sources"]),
        )
        for stage, question in LINKS.items()
        if stage in told["links"]
    )
    return LogicShown(
        columns=tuple(one for one in columns if one.items),
        links=tuple(links),
        for_whom=Text.of(told["for_whom"]),
        assumptions=tuple(Text.of(one) for one in told["assumptions"]),
    )


def _minutes(minutes: int | None) -> str:
    if not minutes:
        return ""
    words = ngettext("%(n)s minute a week", "%(n)s minutes a week", minutes)
    return words % {"n": minutes}


def outcomes_of(model: LogicModel) -> list[tuple[str, Text]]:
    """The outcomes that a plan may test, each with its code: "near-0" is the first near one."""
    told = model.frozen
    return [
        (f"{stage.value}-{number}", Text.of(one))
        for stage in OUTCOMES
        for number, one in enumerate(told[stage.value])
    ]


def outcomes_to_choose(solution: Solution, plan: Plan | None) -> list[tuple[str, str]]:
    """As choices of a form: the standing model's outcomes, and the one that a plan has chosen.

    The value holds the model's key and the outcome's code. Two queries.
    """
    standing = standing_of(solution)
    models = [standing.model] if standing else []
    chosen = plan.logic_model if plan else None
    if chosen is not None and chosen not in models:
        models.append(chosen)
    return [
        (f"{model.pk}:{code}", str(words))
        for model in models
        for code, words in outcomes_of(model)
    ]


def outcome_named(model: LogicModel, code: str) -> Text | None:
    return dict(outcomes_of(model)).get(code)


def answers_of(review: LogicReview) -> list[tuple[str, bool]]:
    """Each question with what the reader said."""
    return [(str(words), bool(review.criteria.get(code))) for code, words in CRITERIA.items()]


def tier_words(standing: Standing) -> str:
    """What may be said of the model: never more than that it is a rationale."""
    if standing.is_rationale:
        return _("It would correspond to ESSA tier 4.")
    if standing.review is not None and standing.of_release:
        return _("Somebody outside has read it and did not find that all of it holds.")
    if standing.of_release:
        return _("Nobody outside the company has read it yet.")
    if standing.model.release:
        words = _("It is of version %(release)s of the solution, not of today's.")
        return words % {"release": standing.model.release}
    return _("It is of an earlier version of the solution, not of today's.")
