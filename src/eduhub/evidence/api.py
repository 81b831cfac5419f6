import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from ninja.pagination import paginate

from eduhub.evidence.models import Measure, Result
from eduhub.evidence.queries import evaluations as evaluation_queries
from eduhub.evidence.queries import measures as measure_queries
from eduhub.evidence.queries import passports as queries
from eduhub.evidence.queries import pools, reports
from eduhub.evidence.schemas import (
    EvaluationOut,
    MeasureOut,
    MeasuresAskedIn,
    PassportOut,
    PoolOut,
    ResultOut,
)
from eduhub.kit.access import find
from eduhub.kit.paging import InPages

router = Router(tags=["results"])
passports = Router(tags=["passports"])
measures = Router(tags=["measures"])


class ResultPages(InPages):
    """Pages of results, each told as the schema has it."""

    def paginate_queryset(self, queryset: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super().paginate_queryset(queryset, *args, **kwargs)
        return found | {"data": [ResultOut.of(result) for result in found["data"]]}


@router.get("", response=list[ResultOut])
@paginate(ResultPages)
def published(request: HttpRequest) -> Any:
    """All published results, the latest first, also those that cannot tell or tell of worse."""
    return reports.published().prefetch_related("plan__reviews")


class PoolPages(InPages):
    """Pages of pooled results, each told as the schema has it."""

    def paginate_queryset(self, queryset: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super().paginate_queryset(queryset, *args, **kwargs)
        return found | {"data": [PoolOut.of(pool) for pool in found["data"]]}


@router.get("/pooled", response=list[PoolOut])
@paginate(PoolPages)
def pooled(request: HttpRequest) -> Any:
    """What all pilots of each solution say together, the latest change first."""
    return pools.standing()


class EvaluationPages(InPages):
    """Pages of evaluations, each told as the schema has it."""

    def paginate_queryset(self, queryset: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super().paginate_queryset(queryset, *args, **kwargs)
        return found | {"data": [EvaluationOut.of(one) for one in found["data"]]}


@router.get("/evaluations", response=list[EvaluationOut])
@paginate(EvaluationPages)
def evaluations(request: HttpRequest) -> Any:
    """All published evaluations by trained teachers, the latest first."""
    return evaluation_queries.published()


@router.get("/{pilot_id}", response=ResultOut)
def result(request: HttpRequest, pilot_id: int) -> dict[str, Any]:
    """The published result of a pilot, with every digit of its numbers."""
    found: Result = find(
        reports.published().prefetch_related("plan__reviews"), plan__pilot=pilot_id
    )
    return ResultOut.of(found)


class PassportPages(InPages):
    """Pages of passports, each told as the schema has it."""

    def paginate_queryset(self, queryset: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super().paginate_queryset(queryset, *args, **kwargs)
        return found | {"data": [PassportOut.of(one) for one in found["data"]]}


@passports.get("", response=list[PassportOut], url_name="passports")
@paginate(PassportPages)
def passports_in_force(request: HttpRequest) -> Any:
    """All passports in force, the latest first."""
    return queries.passports()


@passports.get("/{reference}", response=PassportOut, url_name="passport")
def passport(request: HttpRequest, reference: uuid.UUID) -> dict[str, Any]:
    """A passport or one of its parts, also one that has ended: then it says why."""
    return PassportOut.of(queries.credential_to_show(reference))


class MeasurePages(InPages):
    """Pages of measures, each told as the schema has it."""

    def paginate_queryset(self, queryset: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = super().paginate_queryset(queryset, *args, **kwargs)
        return found | {"data": [MeasureOut.of(one) for one in found["data"]]}


@measures.get("", response=list[MeasureOut], url_name="measures")
@paginate(MeasurePages)
def measures_found(request: HttpRequest, asked: Query[MeasuresAskedIn]) -> Any:
    """The newest published version of each measure that fits, by name."""
    return measure_queries.measures_found(
        measure_queries.MeasuresAsked(
            words=asked.q.replace("\x00", ""),
            kind=asked.kind or "",
            age=asked.age,
            language=asked.language or "",
        )
    )


@measures.get("/{int:measure_id}", response=MeasureOut, url_name="measure")
def measure(request: HttpRequest, measure_id: int) -> dict[str, Any]:
    """One published version of a measure, also an older one."""
    return MeasureOut.of(find(Measure.objects.published(), pk=measure_id))
