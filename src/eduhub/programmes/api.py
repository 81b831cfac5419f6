from django.db.models import QuerySet
from django.utils import timezone
from ninja import Router
from ninja.pagination import paginate

from eduhub.kit.access import find
from eduhub.kit.http import HubRequest
from eduhub.kit.paging import InPages
from eduhub.programmes import queries
from eduhub.programmes.models import Call
from eduhub.programmes.schemas import CallOut, CallWithQuestions

router = Router(tags=["programmes"])


@router.get("", response=list[CallOut])
@paginate(InPages)
def calls(request: HubRequest, only_open: bool = False) -> QuerySet[Call]:
    """Calls of the hub's programmes, the last to close first; with only_open those open now."""
    now = timezone.now()
    rows = queries.calls_to_show(now)
    return rows.filter(state="open", opens_at__lte=now, closes_at__gt=now) if only_open else rows


@router.get("/{call_id}", response=CallWithQuestions)
def call(request: HubRequest, call_id: int) -> Call:
    """One call with the questions of its first step."""
    found = find(queries.calls_to_show(timezone.now()), pk=call_id)
    questions = queries.questions_in(found, upto=1)
    found.__dict__["questions"] = questions
    return found
