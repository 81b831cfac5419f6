"""Calls, the tenders that answer them, the choice with its reasons, and the company day."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.jobs import once
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Call, Challenge, DayInvitation, Tender
from eduhub.pilots.notices import InvitedToDay, TenderDecided, TenderSent
from eduhub.pilots.queries.calls import call_now, tender_now, to_invite
from eduhub.pilots.rules.calls import CALL_RULES, TENDER_RULES
from eduhub.pilots.services.checks import hold_against_model, names_nobody
from eduhub.pilots.states.calls import CallKind, CallState, Coming, TenderState

LONGEST_GROUNDS = 600  # characters
ALWAYS = Text(
    "Jatkuva haku: tarjoa kokeilua milloin vain",
    "Fortlöpande utlysning: erbjud ett försök när som helst",
    "Continuous call: offer a pilot at any time",
)
ALWAYS_WORDS = Text(
    "Yritys tarjoaa kokeilua ja opettajat liittyvät ryhmineen. Maksuton molemmille, enintään"
    " yhden lukuvuoden.",
    "Ett företag erbjuder ett försök och lärare går med med sina grupper. Gratis för båda,"
    " högst ett läsår.",
    "A company offers a pilot and teachers join with their groups. Free both ways, one school"
    " year at most.",
)


@dataclass(frozen=True, slots=True)
class CallFields:
    """What the hub's people write of a call; moments are of the site's time zone.

    Attributes:
        challenge_id: of a challenge call; None for the others.
        price: euros that a chosen pilot is paid, if it is bought.
        day_at, day_place: of the company day, if there is one.
    """

    kind: str
    title: Text
    words: Text
    opens_at: dt.datetime
    closes_at: dt.datetime | None
    challenge_id: int | None = None
    price: int | None = None
    day_at: dt.datetime | None = None
    day_place: Text = field(default_factory=Text)


def continuous_call(*, now: dt.datetime) -> Call:
    """The call that is always open. Its row is made when it is first asked for.

    Offers without a call came by it; a row is needed only by what refers to one.
    """
    call, _made = Call.objects.get_or_create(
        kind=CallKind.CONTINUOUS,
        defaults={
            "state": CallState.PUBLISHED,
            "title": ALWAYS,
            "words": ALWAYS_WORDS,
            "opens_at": now,
            "state_since": now,
        },
    )
    return call


def make_call(fields: CallFields, *, by: Actor, now: dt.datetime, key: UUID) -> Call:
    """A draft of a call.

    Args:
        key: of the form that was sent; the same form sent twice makes one call.
    """
    with once(f"pilots.call:{by.user_id}:{key}") as first:
        if not first:
            return find(Call.objects.visible_to(by).order_by("-pk"))
        require(by, "make", None, CALL_RULES)
        call = Call(state_since=now)
        _write(call, fields)
        call.save()
        record(by, "call.made", call, now=now, kind=call.kind)
        return call


@transaction.atomic
def edit_call(call_id: int, fields: CallFields, *, seen: int, by: Actor, now: dt.datetime) -> Call:
    """Change a call. Once it has closed its window stays: it was the same for all."""
    call = _lock(call_id, by)
    require(by, "edit", call_now(call, now), CALL_RULES)
    require_version(call, seen)
    window = call.opens_at, call.closes_at
    closed = call.state == CallState.PUBLISHED and call.window(now).value == "over"
    _write(call, fields)
    if closed and (call.opens_at, call.closes_at) != window:
        raise Invalid({"closes_at": _("The call has closed, for all alike. Its window stays.")})
    if call.state == CallState.PUBLISHED and (call.title.missing or call.words.missing):
        raise Invalid({"words": _("A published call stays in all three languages.")})
    call.version += 1
    call.save()
    record(by, "call.edited", call, now=now)
    return call


@transaction.atomic
def publish_call(call_id: int, *, by: Actor, now: dt.datetime) -> Call:
    call = _lock(call_id, by)
    require(by, "publish", call_now(call, now), CALL_RULES)
    if call.challenge is not None and not call.challenge.is_open:
        raise NotNow("publish", _("Publish the challenge first; it must still be open."))
    _move(call, CallState.PUBLISHED, by=by, now=now)
    return call


@transaction.atomic
def cancel_call(call_id: int, *, by: Actor, now: dt.datetime) -> Call:
    call = _lock(call_id, by)
    require(by, "cancel", call_now(call, now), CALL_RULES)
    _move(call, CallState.CANCELLED, by=by, now=now)
    return call


@transaction.atomic
def send_tender(
    call_id: int, solution_id: int, words: Text, *, by: Actor, now: dt.datetime
) -> Tender:
    """A company answers a challenge call with one of its solutions.

    The same solution sent again before the call closes takes the place of what was sent.
    """
    call = _lock(call_id, by)  # one after the other: no two tenders of one solution
    solution = find(Solution.objects.visible_to(by), pk=solution_id)
    require(by, "tender", call_now(call, now, solution), CALL_RULES)
    _check_words(words)
    tender = Tender.objects.filter(call=call, solution=solution).first()
    tender = tender or Tender(call=call, solution=solution)
    if tender.pk and tender.state == TenderState.SENT and tender.words == words:
        return tender
    tender.words, tender.state = words, TenderState.SENT
    tender.sent_at = tender.state_since = now
    tender.sent_by_id = by.user_id
    tender.version += 1 if tender.pk else 0
    tender.save()
    record(by, "tender.sent", tender, now=now, call=call.pk, solution=solution.pk)
    post(TenderSent(tender_id=tender.pk))
    return tender


@transaction.atomic
def edit_tender(tender_id: int, words: Text, *, seen: int, by: Actor, now: dt.datetime) -> Tender:
    """Other words for a tender, until the call closes."""
    tender = _lock_tender(tender_id, by)
    require(by, "edit", tender_now(tender, now), TENDER_RULES)
    require_version(tender, seen)
    _check_words(words)
    tender.words = words
    tender.version += 1
    tender.save(update_fields=["words", "version"])
    record(by, "tender.edited", tender, now=now)
    return tender


@transaction.atomic
def withdraw_tender(tender_id: int, *, by: Actor, now: dt.datetime) -> Tender:
    tender = _lock_tender(tender_id, by)
    require(by, "withdraw", tender_now(tender, now), TENDER_RULES)
    tender.marked, tender.reason = "", ""
    tender.save(update_fields=["marked", "reason"])
    _move_tender(tender, TenderState.WITHDRAWN, by=by, now=now)
    return tender


@transaction.atomic
def mark_tender(
    tender_id: int, *, chosen: bool, reason: str, by: Actor, now: dt.datetime
) -> Tender:
    """The hub notes its choice and why; nobody is told before decide_call()."""
    tender = _lock_tender(tender_id, by)
    require(by, "mark", tender_now(tender, now), TENDER_RULES)
    words = reason.strip()
    if not words or len(words) > LONGEST_GROUNDS:
        raise Invalid({"reason": _("Write the reason in at most 600 characters.")})
    names_nobody({"reason": words})
    tender.marked = TenderState.CHOSEN if chosen else TenderState.NOT_CHOSEN
    tender.reason = words
    tender.save(update_fields=["marked", "reason"])
    record(by, "tender.marked", tender, now=now, marked=tender.marked)
    return tender


@transaction.atomic
def decide_call(call_id: int, *, by: Actor, now: dt.datetime) -> Call:
    """All tenders have their choice: every company is told at once."""
    call = _lock(call_id, by)
    require(by, "decide", call_now(call, now), CALL_RULES)
    sent = list(
        Tender.objects.select_for_update().filter(call=call, state=TenderState.SENT).order_by("pk")
    )
    if any(not tender.marked for tender in sent):
        raise NotNow(
            "decide", _("Some tenders have no choice yet. Each needs one, with a reason.")
        )
    for tender in sent:
        _move_tender(tender, TenderState(tender.marked), by=by, now=now)
        post(TenderDecided(tender_id=tender.pk))
    _move(call, CallState.DECIDED, by=by, now=now)
    return call


@transaction.atomic
def invite_to_day(call_id: int, *, by: Actor, now: dt.datetime) -> int:
    """Ask all teachers who had or echoed the needs to the company day; how many are new."""
    call = _lock(call_id, by)
    require(by, "invite", call_now(call, now), CALL_RULES)
    known = set(DayInvitation.objects.filter(call=call).values_list("person_id", flat=True))
    new = [
        DayInvitation.objects.create(call=call, person_id=person, school_id=school, asked_at=now)
        for person, school in to_invite(call)
        if person not in known
    ]
    record(by, "call.invited", call, now=now, teachers=len(new))
    for invitation in new:
        post(InvitedToDay(invitation_id=invitation.pk))
    return len(new)


@transaction.atomic
def answer_invitation(call_id: int, *, comes: bool, by: Actor, now: dt.datetime) -> DayInvitation:
    """A teacher says whether they come; the answer may change until the day."""
    call = find(Call.objects.visible_to(by), pk=call_id)
    own = DayInvitation.objects.select_for_update().filter(call=call, person=by.user_id)
    invitation = find(own)
    if call.day_at is None or call.day_at <= now or call.state == CallState.CANCELLED:
        raise NotNow("answer", _("The company day is over, or it does not take place."))
    invitation.answer = Coming.YES if comes else Coming.NO
    invitation.answered_at = now
    invitation.save(update_fields=["answer", "answered_at"])
    record(by, "call.day_answered", call, now=now, comes=comes)
    return invitation


def _lock(call_id: int, by: Actor) -> Call:
    visible = Call.objects.visible_to(by).select_related("challenge")
    return find(visible.select_for_update(of=("self",)), pk=call_id)


def _lock_tender(tender_id: int, by: Actor) -> Tender:
    visible = Tender.objects.visible_to(by).select_related("call", "solution")
    return find(visible.select_for_update(of=("self",)), pk=tender_id)


def _check_words(words: Text) -> None:
    if not words.spoken:
        raise Invalid({"words": _("Write this in at least one language")})
    names_nobody({"words": words})


def _write(call: Call, fields: CallFields) -> None:
    if fields.kind == CallKind.CONTINUOUS and call.kind != CallKind.CONTINUOUS:
        raise Invalid({"kind": _("The continuous call is there already.")})
    for name in fields.__slots__:
        setattr(call, name, getattr(fields, name))
    named = {"title": fields.title, "words": fields.words, "day_place": fields.day_place}
    names_nobody(named)
    hold_against_model(call, (*named, "kind", "opens_at", "price"))
    found: dict[str, str] = {}
    if fields.kind == CallKind.CHALLENGE:
        if not Challenge.objects.filter(Q(pk=fields.challenge_id)).exists():
            found["challenge"] = _("Choose the challenge that is to be answered.")
        if fields.closes_at is None:
            found["closes_at"] = _("A challenge call closes at some moment.")
    if fields.closes_at is not None and fields.closes_at <= fields.opens_at:
        found["closes_at"] = _("The call must close after it opens.")
    if fields.day_at is not None and not fields.day_place.spoken:
        found["day_place"] = _("Say where the company day takes place.")
    if fields.day_at and fields.closes_at and fields.day_at <= fields.closes_at:
        found["day_at"] = _("The company day comes after the call has closed.")
    if found:
        raise Invalid(found)


def _move(call: Call, to: CallState, *, by: Actor, now: dt.datetime) -> None:
    before, call.state, call.state_since = call.state, to, now
    call.save(update_fields=["state", "state_since"])
    record(by, "call.moved", call, now=now, before=before, to=to.value)


def _move_tender(tender: Tender, to: TenderState, *, by: Actor, now: dt.datetime) -> None:
    before, tender.state, tender.state_since = tender.state, to, now
    tender.save(update_fields=["state", "state_since"])
    record(by, "tender.moved", tender, now=now, before=before, to=to.value)
