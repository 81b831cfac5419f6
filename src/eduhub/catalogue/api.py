from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.views.decorators.http import condition
from ninja import Query, Router
from ninja.decorators import decorate_view
from ninja.pagination import paginate

from eduhub.catalogue.models import Solution
from eduhub.catalogue.queries import pages
from eduhub.catalogue.queries.directory import Question, codes_hung, solutions_found
from eduhub.catalogue.queries.topics import TopicWord
from eduhub.catalogue.queries.topics import topics as all_topics
from eduhub.catalogue.queries.version import directory_version
from eduhub.catalogue.schemas import (
    CompaniesAsked,
    CompanyInList,
    SolutionInFull,
    SolutionInList,
    SolutionsAsked,
    TopicOut,
    problems,
)
from eduhub.kit.access import VISITOR
from eduhub.kit.errors import Invalid
from eduhub.kit.paging import InPages
from eduhub.kit.unchanged import etag_of
from eduhub.people.models import Organisation

router = Router(tags=["catalogue"])


def _as_it_stands(request: HttpRequest, **path: int) -> str:
    """The API has no language of its own, and its answers change with the directory's."""
    return etag_of(request, directory_version())


unchanged = decorate_view(condition(etag_func=_as_it_stands))


@router.get(
    "/solutions",
    response=list[SolutionInList],
    operation_id="list_solutions",
    openapi_extra=problems(422),
)
@unchanged
@paginate(InPages)
def solutions(request: HttpRequest, asked: Query[SolutionsAsked]) -> QuerySet[Solution]:
    """Published solutions: every word, and of each kind of topic at least one that is asked."""
    chosen: dict[str, list[str]] = {}
    for code in asked.topic:
        chosen.setdefault(code.partition("-")[0], []).append(code)
    found = solutions_found(Question(asked.q, chosen, asked.order))
    unknown = sorted(set(asked.topic) - found.topics.by_code.keys() - codes_hung())
    if unknown:
        raise Invalid({"topic": _("There is no topic %(code)s.") % {"code": unknown[0]}})
    return found.solutions.select_related("company").defer("words", "description")


@router.get(
    "/solutions/{int:solution_id}",
    response=SolutionInFull,
    operation_id="get_solution",
    openapi_extra=problems(404, 422),
)
def solution(request: HttpRequest, solution_id: int) -> Solution:
    """One published solution with its claims and its fit sheet."""
    return pages.solution_to_show(VISITOR, solution_id)


@router.get(
    "/companies",
    response=list[CompanyInList],
    operation_id="list_companies",
    openapi_extra=problems(422),
)
@unchanged
@paginate(InPages)
def companies(request: HttpRequest, asked: Query[CompaniesAsked]) -> QuerySet[Organisation]:
    """Approved companies by name."""
    return pages.companies_found(asked.q)


@router.get("/topics", response=list[TopicOut], operation_id="list_topics")
def topics(request: HttpRequest) -> list[TopicWord]:
    """Every code with its name in three languages, in the directory's order."""
    return list(all_topics().by_code.values())
