from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.pagination import paginate
from ninja.security import APIKeyCookie

from eduhub.kit.access import Actor, find
from eduhub.kit.http import HubRequest
from eduhub.kit.paging import InPages
from eduhub.pilots import queries, services
from eduhub.pilots.models import Group, Pilot, SuccessStatement
from eduhub.pilots.schemas import AgreementIn, AgreementOut, GroupIn, GroupOut, PilotOut
from eduhub.pilots.states import Phase

router = Router(tags=["pilots"])


class OwnSession(APIKeyCookie):
    """Whoever the browser's session says, checked against forged forms; the rules say who may."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return getattr(request, "actor", None)


@router.get("", response=list[PilotOut])
@paginate(InPages)
def pilots(request: HubRequest, phase: Phase | None = None, subject: str = "") -> QuerySet[Pilot]:
    """The public register, those that are open for groups first."""
    asked = queries.Asked(phase=phase.value if phase else "", subject=subject)
    return queries.register(request.actor, asked)


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
