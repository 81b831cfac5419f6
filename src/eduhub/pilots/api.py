from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from ninja import Query, Router
from ninja.pagination import paginate

from eduhub.kit.access import find
from eduhub.kit.http import HubRequest, OwnSession
from eduhub.kit.paging import InPages
from eduhub.pilots import queries, services
from eduhub.pilots.models import ClosingDecision, Group, Pilot, SuccessStatement
from eduhub.pilots.queries.closing import ClosingAsked, closings
from eduhub.pilots.queries.public import (
    Register,
    RegisterAsked,
    left_out_counts,
    public_register,
)
from eduhub.pilots.schemas import (
    AgreementIn,
    AgreementOut,
    ClosingOut,
    GroupIn,
    GroupOut,
    LeftOutCount,
    PilotOut,
    RegisterOut,
    RegisterQuery,
)
from eduhub.pilots.states import Lane, Phase
from eduhub.pilots.states.closing import Closing

router = Router(tags=["pilots"])


@router.get("", response=list[PilotOut])
@paginate(InPages)
def pilots(request: HubRequest, phase: Phase | None = None, subject: str = "") -> QuerySet[Pilot]:
    """The public register, those that are open for groups first."""
    asked = queries.Asked(phase=phase.value if phase else "", subject=subject)
    return queries.register(request.actor, asked)


@router.get("/register", response=list[RegisterOut])
@paginate(InPages)
def register(request: HubRequest, response: HttpResponse, asked: Query[RegisterQuery]) -> Register:
    """The public register: who tries what where, on which data, with what result."""
    _for_caches(response)
    return public_register(
        RegisterAsked(
            lane=asked.lane.value if asked.lane else "",
            phase=asked.phase.value if asked.phase else "",
            district=asked.district,
            subject=asked.subject,
        )
    )


@router.get("/register/left-out", response=list[LeftOutCount])
def left_out(request: HubRequest, response: HttpResponse) -> list[dict[str, object]]:
    """How many pilots the register leaves out for now, by reason."""
    _for_caches(response)
    return [{"reason": one.value, "pilots": count} for one, count in left_out_counts()]


@router.get("/decisions", response=list[ClosingOut])
@paginate(InPages)
def decisions(
    request: HubRequest,
    response: HttpResponse,
    decision: Closing | None = None,
    lane: Lane | None = None,
    subject: str = "",
) -> QuerySet[ClosingDecision]:
    """Buy, continue or stop, with reasons: the latest first."""
    _for_caches(response)
    asked = ClosingAsked(
        decision=decision.value if decision else "",
        lane=lane.value if lane else "",
        subject=subject,
    )
    return closings(asked, timezone.localdate())


def _for_caches(response: HttpResponse) -> None:
    """The same for everybody, so caches on the way may keep it for five minutes."""
    patch_cache_control(response, public=True, max_age=300)


@router.get("/{pilot_id}", response=PilotOut)
def pilot(request: HubRequest, pilot_id: int) -> Pilot:
    return find(queries.register(request.actor), pk=pilot_id)


@router.post("/{pilot_id}/groups", response=GroupOut, auth=OwnSession())
def join(request: HubRequest, pilot_id: int, group: GroupIn) -> Group:
    """A teacher brings a group; the principal is asked."""
    return services.join(pilot_id, **group.dict(), by=request.actor, now=timezone.now())


@router.post("/{pilot_id}/agreement", response=AgreementOut, auth=OwnSession())
def agree(request: HubRequest, pilot_id: int, agreement: AgreementIn) -> SuccessStatement:
    """Agree to that version of the success statement."""
    return services.agree_to_statement(
        pilot_id, version=agreement.version, by=request.actor, now=timezone.now()
    )
