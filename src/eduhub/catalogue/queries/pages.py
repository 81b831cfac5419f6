"""What the page of one solution and of one company shows."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import FETCH_RAISE, Count, Prefetch, Q, QuerySet
from stdnum.fi import ytunnus

from eduhub.catalogue.models import Claim, Company, FitSheet, SchoolSetup, Solution
from eduhub.catalogue.queries.directory import for_cards
from eduhub.catalogue.queries.topics import Topics
from eduhub.catalogue.rules.fit import Fit, fit_of
from eduhub.catalogue.states import SolutionState, TopicKind
from eduhub.kit.access import Actor, find
from eduhub.kit.lang import in_reading_order
from eduhub.people.models import Organisation
from eduhub.people.states import Kind, Role

SCHOOL_PEOPLE = frozenset({Role.PRINCIPAL, Role.TEACHER})


@dataclass(frozen=True, slots=True)
class TopicRow:
    """The topics of one kind that a solution has, by name."""

    kind: TopicKind
    names: tuple[str, ...]


def solution_to_show(actor: Actor, pk: int) -> Solution:
    """The solution with its company, profile, picture, fit sheet and claims. Two queries."""
    claims = Prefetch("claims", Claim.objects.order_by("-dated", "-pk"))
    shown = (
        Solution.objects.visible_to(actor)
        .select_related("company", "company__company", "picture", "fit_sheet")
        .defer("words")
        .prefetch_related(claims)
        .fetch_mode(FETCH_RAISE)
    )
    return find(shown, pk=pk)


def sheet_of(solution: Solution) -> FitSheet | None:
    """The fit sheet that came with the solution, if its company has answered any question."""
    sheet: FitSheet | None = getattr(solution, "fit_sheet", None)
    return sheet


def profile_of(organisation: Organisation) -> Company:
    """The profile that came with the organisation; an empty one while there is none."""
    profile: Company | None = getattr(organisation, "company", None)
    return profile or Company(organisation=organisation)


def topic_rows(solution: Solution, topics: Topics) -> list[TopicRow]:
    rows = (TopicRow(kind, tuple(topics.names(solution.codes, kind))) for kind in TopicKind)
    return [row for row in rows if row.names]


def setup_of(actor: Actor) -> SchoolSetup | None:
    """What the reader's own school asks; None for those of no school. At most one query."""
    if actor.organisation_id is None or not actor.roles & SCHOOL_PEOPLE:
        return None
    own = SchoolSetup.objects.filter(school=actor.organisation_id).first()
    return own or SchoolSetup(school_id=actor.organisation_id)


def lacks_setup(actor: Actor) -> bool:
    return not SchoolSetup.objects.filter(school=actor.organisation_id).exists()


def school_to_show(actor: Actor, pk: int) -> Organisation:
    return find(Organisation.objects.visible_to(actor).filter(kind=Kind.SCHOOL), pk=pk)


def setup_at(school: Organisation) -> SchoolSetup | None:
    return SchoolSetup.objects.filter(school=school).first()


def fit_for(solution: Solution, setup: SchoolSetup, topics: Topics) -> Fit:
    names = {code: topic.name for code, topic in topics.by_code.items()}
    return fit_of(solution.codes, sheet_of(solution), setup, names)


def fits_for(
    solutions: Sequence[Solution], setup: SchoolSetup | None, topics: Topics
) -> dict[int, Fit]:
    """How each solution of a list fits the reader's school. One query, none without a school."""
    if setup is None:
        return {}
    names = {code: topic.name for code, topic in topics.by_code.items()}
    sheets = FitSheet.objects.in_bulk([solution.pk for solution in solutions])
    fits = {s.pk: fit_of(s.codes, sheets.get(s.pk), setup, names) for s in solutions}
    return {pk: fit for pk, fit in fits.items() if fit.findings}


def company_to_show(actor: Actor, pk: int) -> Organisation:
    shown = Organisation.objects.visible_to(actor).filter(kind=Kind.COMPANY)
    return find(shown.select_related("company").fetch_mode(FETCH_RAISE), pk=pk)


def solutions_of(actor: Actor, company: Organisation) -> QuerySet[Solution]:
    """Those of the company's solutions that the reader may see, for cards."""
    own = Solution.objects.visible_to(actor).filter(company=company)
    return for_cards(own.order_by(in_reading_order("name"), "pk"))


def business_id_is_right(company: Organisation) -> bool:
    """The check digit holds; whether such a company exists only the register knows."""
    return ytunnus.is_valid(company.business_id or "")


def companies_found(asked: str) -> QuerySet[Organisation]:
    """Approved companies with these words in their name, or with this business ID. One query."""
    published = Q(solutions__state=SolutionState.PUBLISHED)
    found = Organisation.objects.approved().filter(kind=Kind.COMPANY)
    words = asked.strip()
    if words:
        named = Q(name__fi__icontains=words) | Q(name__sv__icontains=words)
        found = found.filter(named | Q(name__en__icontains=words) | Q(business_id=words))
    return (
        found.select_related("company")
        .annotate(offered=Count("solutions", filter=published))
        .order_by(in_reading_order("name"), "pk")
        .fetch_mode(FETCH_RAISE)
    )


@dataclass(frozen=True, slots=True)
class OwnSolution:
    """One of a company's solutions as its people see it at home."""

    solution: Solution
    stale: int  # claims older than twelve months

    @property
    def missing(self) -> tuple[str, ...]:
        """Languages in which name or pitch is not written yet, by their own names."""
        lacking = {*self.solution.name.missing, *self.solution.pitch.missing}
        return tuple(name for code, name in settings.LANGUAGES if code in lacking)


def own_solutions(actor: Actor, today: dt.date) -> list[OwnSolution]:
    """All solutions of the reader's company, with what they lack. Two queries."""
    rows = Solution.objects.filter(company=actor.organisation_id).only(
        "name", "pitch", "state", "changed_at"
    )
    ordered = rows.order_by(in_reading_order("name"), "pk").fetch_mode(FETCH_RAISE)
    stale = dict(
        Claim.objects.stale(today)
        .filter(solution__company=actor.organisation_id)
        .values_list("solution")
        .annotate(n=Count("*"))
    )
    return [OwnSolution(solution, stale.get(solution.pk, 0)) for solution in ordered]


def newest(limit: int) -> list[Solution]:
    """The solutions published last, for feeds and machines. One query."""
    rows = Solution.objects.published().select_related("company").defer("words", "description")
    return list(rows.order_by("-published_at", "-pk").fetch_mode(FETCH_RAISE)[:limit])


def all_published() -> QuerySet[Solution]:
    """Every public solution by key and time, for the sitemap."""
    return Solution.objects.published().only("pk", "changed_at").order_by("pk")


def all_companies() -> QuerySet[Organisation]:
    return Organisation.objects.approved().filter(kind=Kind.COMPANY).only("pk").order_by("pk")
