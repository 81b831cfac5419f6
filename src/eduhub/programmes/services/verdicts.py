"""What is decided of an application, how it is told, and what may be said against it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.judged import lenders
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.programmes.models import LONGEST_COMMENT, Appeal, Application, Call, Verdict
from eduhub.programmes.notices import AppealAnswered, AppealMade, VerdictTold
from eduhub.programmes.queries.rounds import may_take_part, verdict_for
from eduhub.programmes.rules.juries import JURY_RULES, VERDICT_RULES, VerdictAt
from eduhub.programmes.services.texts import kept
from eduhub.programmes.states import CallState, Outcome, Selection

FEWEST_DAYS, MOST_DAYS = 7, 90
SELECTED = {
    Outcome.CHOSEN: Selection.CHOSEN,
    Outcome.WAITING: Selection.WAITING,
    Outcome.NOT: Selection.NOT_CHOSEN,
}


@transaction.atomic
def decide(
    application_id: int,
    outcome: str,
    grounds: str,
    *,
    place: int | None = None,
    seen: int,
    by: Actor,
    now: dt.datetime,
) -> Verdict:
    """Decide, or decide otherwise until it is told.

    Args:
        place: on the waiting list, from 1; for nobody else.
        seen: the version that was read; 0 where there was none.
    """
    require(by, "manage", None, JURY_RULES)
    rows = Application.objects.handed_in().select_related("call")
    application = find(rows, pk=application_id)
    _check(outcome, place)
    longest = _longest_in(application.call, outcome)
    grounds = kept("grounds", grounds, longest)
    verdict = Verdict.objects.select_for_update().filter(application=application).first()
    if verdict is None:
        verdict = Verdict(application=application)
    else:
        require_version(verdict, seen)
        if verdict.is_published:
            raise NotNow("told", _("This decision is told already. An appeal can change it."))
        verdict.version += 1
    verdict.outcome, verdict.grounds = outcome, grounds
    verdict.place = place if outcome == Outcome.WAITING else None
    verdict.decided_at, verdict.decided_by_id = now, by.user_id
    verdict.save()
    record(by, "verdict.decided", verdict, now=now, outcome=outcome)
    return verdict


def _check(outcome: str, place: int | None) -> None:
    if outcome not in Outcome.values:
        raise Invalid({"outcome": _("Choose one.")})
    if outcome == Outcome.WAITING and not 1 <= (place or 0) <= 1_000:
        raise Invalid({"place": _("Write the place on the waiting list, from 1.")})


def _longest_in(call: Call, outcome: str) -> int:
    """Characters of the grounds. A lent call takes yes or no, and reasons as long as its own."""
    if not call.is_lent:
        return LONGEST_COMMENT
    if outcome == Outcome.WAITING:
        raise Invalid({"outcome": _("This call has no waiting list: choose yes or no.")})
    return lenders()[call.lent_kind].longest


@transaction.atomic
def tell_verdicts(call_id: int, days: int, *, by: Actor, now: dt.datetime) -> int:
    """All decisions of a call that are not told yet, at once; how many.

    Args:
        days: for an appeal.
    """
    require(by, "manage", None, JURY_RULES)
    call = find(Call.objects.select_for_update(), pk=call_id)
    if call.is_lent:
        raise NotNow("lent", _("Carry the decisions back. They are told where the call stands."))
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        words = _("Write a whole number from %(least)s to %(most)s.")
        raise Invalid({"days": words % {"least": FEWEST_DAYS, "most": MOST_DAYS}})
    if call.state not in (CallState.CLOSED, CallState.DECIDED):
        raise NotNow("open", _("The call is still open. Decisions are told once it is closed."))
    if may_take_part(call.pk).filter(verdict=None).exists():
        raise NotNow("undecided", _("Decide on each application first."))
    rows = Verdict.objects.select_for_update().filter(
        application__in=may_take_part(call.pk).values("pk"), published_at=None
    )
    told = list(rows.order_by("pk"))
    for verdict in told:
        _tell(verdict, now + dt.timedelta(days=days), now)
        record(by, "verdict.told", verdict, now=now, outcome=verdict.outcome)
    if call.state == CallState.CLOSED and told:
        call.state, call.decided_at = CallState.DECIDED, now
        call.save(update_fields=["state", "decided_at"])
        record(by, "call.decided", call, now=now)
    return len(told)


def _select(verdict: Verdict, now: dt.datetime) -> None:
    """The application's own state follows; of who is not taken in the time begins to run."""
    is_out = verdict.outcome == Outcome.NOT
    Application.objects.filter(pk=verdict.application_id).update(
        selection=SELECTED[Outcome(verdict.outcome)], ended_at=now if is_out else None
    )


def _tell(verdict: Verdict, until: dt.datetime, now: dt.datetime) -> None:
    verdict.published_at, verdict.appeal_until = now, until
    verdict.version += 1
    verdict.save()
    _select(verdict, now)
    post(VerdictTold(verdict_id=verdict.pk, version=verdict.version))


@transaction.atomic
def move_up(application_id: int, *, by: Actor, now: dt.datetime) -> Verdict:
    """Whoever waits is chosen after all, and told; the others keep their places."""
    require(by, "manage", None, JURY_RULES)
    verdict = find(Verdict.objects.select_for_update(), application=application_id)
    if verdict.outcome != Outcome.WAITING or not verdict.is_published:
        raise NotNow("not_waiting", _("Only those who wait, and know it, move up."))
    verdict.outcome, verdict.place = Outcome.CHOSEN, None
    verdict.decided_at, verdict.decided_by_id = now, by.user_id
    until = verdict.appeal_until
    assert until is not None
    _tell(verdict, max(until, now + dt.timedelta(days=FEWEST_DAYS)), now)
    record(by, "verdict.moved_up", verdict, now=now)
    return verdict


@transaction.atomic
def appeal(application_id: int, words: str, *, by: Actor, now: dt.datetime) -> Appeal:
    """An applicant asks to look again, once, until the last day."""
    verdict = verdict_for(application_id, by)
    Verdict.objects.select_for_update(no_key=True).get(pk=verdict.pk)
    verdict = verdict_for(application_id, by)
    require(by, "appeal", VerdictAt(verdict, now), VERDICT_RULES)
    words = kept("words", words, LONGEST_COMMENT)
    made = Appeal.objects.create(verdict=verdict, words=words, made_at=now, made_by_id=by.user_id)
    record(by, "verdict.appealed", verdict, now=now)
    post(AppealMade(appeal_id=made.pk))
    return made


@transaction.atomic
def answer_appeal(
    application_id: int,
    answer: str,
    outcome: str,
    *,
    place: int | None = None,
    by: Actor,
    now: dt.datetime,
) -> Appeal:
    """The hub answers with its grounds: it stays as it was, or is decided otherwise."""
    require(by, "manage", None, JURY_RULES)
    rows = Appeal.objects.select_related("verdict").select_for_update(of=("self",))
    made = find(rows, verdict__application=application_id)
    if made.answered_at is not None:
        raise NotNow("answered", _("This appeal is answered already."))
    _check(outcome, place)
    made.answer, made.answered_at = kept("answer", answer, LONGEST_COMMENT), now
    made.save(update_fields=["answer", "answered_at"])
    verdict = made.verdict
    verdict.place = place if outcome == Outcome.WAITING else None
    verdict.outcome, verdict.version = outcome, verdict.version + 1
    verdict.save(update_fields=["outcome", "place", "version"])
    _select(verdict, now)
    record(by, "verdict.appeal_answered", verdict, now=now, outcome=outcome)
    post(AppealAnswered(appeal_id=made.pk))
    return made
