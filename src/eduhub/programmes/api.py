from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Router
from ninja.pagination import paginate

from eduhub.kit.access import find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.http import HubRequest, OwnSession
from eduhub.kit.paging import InPages
from eduhub.programmes import queries
from eduhub.programmes.models import Call, Cohort
from eduhub.programmes.queries import cohorts as publishing
from eduhub.programmes.queries import figures, results
from eduhub.programmes.rules.figures import FIGURE_RULES
from eduhub.programmes.schemas import (
    AnswersIn,
    AskOut,
    CallOut,
    CallWithQuestions,
    CohortOut,
    RoundOut,
    ShownRoundOut,
    ask_out,
    round_out,
    shown_out,
)
from eduhub.programmes.services import figures as services
from eduhub.programmes.services.figures import Saying

router = Router(tags=["programmes"])
cohorts_router = Router(tags=["cohorts"])
figures_router = Router(tags=["key figures"])


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


@cohorts_router.get("", response=list[CohortOut])
@paginate(InPages)
def cohorts(request: HubRequest) -> QuerySet[Cohort]:
    """Cohorts that are shown to everybody, the newest first, whoever asks."""
    return publishing.cohorts_to_publish()


@cohorts_router.get("/{cohort_id}", response=CohortOut)
def cohort(request: HubRequest, cohort_id: int) -> Cohort:
    """One of them, with the companies that agree to be named."""
    return find(publishing.cohorts_to_publish(), pk=cohort_id)


@figures_router.get("", response=list[ShownRoundOut])
def key_figures(request: HubRequest) -> list[ShownRoundOut]:
    """The four figures of every programme's newest closed round, with how many told them."""
    return [shown_out(one) for one in results.periods_to_show(timezone.now())]


@figures_router.get("/rounds/{round_id}", response=RoundOut, auth=OwnSession())
def key_figure_round(request: HubRequest, round_id: int) -> RoundOut:
    """A round with every company's answers, for the hub's own people."""
    require(request.actor, "manage", None, FIGURE_RULES)
    return round_out(results.whole_of(figures.find_figure_round(round_id)))


@figures_router.get("/asks/{ask_id}", response=AskOut, auth=OwnSession())
def key_figure_ask(request: HubRequest, ask_id: int) -> AskOut:
    """What one's company is asked in a round, and what it has said."""
    return _ask(request, ask_id)


def _ask(request: HubRequest, ask_id: int) -> AskOut:
    ask = figures.find_ask(ask_id, request.actor)
    standing = figures.latest(figures.answers_to(ask))
    return ask_out(ask, figures.figures_asked(ask), standing)


@figures_router.post("/asks/{ask_id}", response=AskOut, auth=OwnSession())
def answer_key_figures(request: HubRequest, ask_id: int, told: AnswersIn) -> AskOut:
    """Answer or correct some of the figures; the former answers stay to be read."""
    ask = figures.find_ask(ask_id, request.actor)
    known = {one.code: one for one in figures.figures_asked(ask)}
    wrong = {one.code: _("This is not asked here.") for one in told.said if one.code not in known}
    both = {
        one.code: _("Give the number, or say why not, but not both.")
        for one in told.said
        if (one.value is None) == (one.why == "")
    }
    if wrong or both:
        raise Invalid(wrong | both)
    said = {known[one.code].pk: Saying(one.value, one.why) for one in told.said}
    services.answer(ask_id, said, seen=told.seen, by=request.actor, now=timezone.now())
    return _ask(request, ask_id)
