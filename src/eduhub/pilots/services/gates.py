"""Privacy, permit and information: the gates that lanes B and C have before the plan."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.queries.dossiers import waits_for_yes
from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record
from eduhub.pilots.models import Clearance, EthicsStatement, Information, Permit, Pilot
from eduhub.pilots.queries.jurisdictions import jurisdiction_of
from eduhub.pilots.queries.standings import find_group
from eduhub.pilots.rules.lanes import DOSSIER_FIRST, INFORMATION_RULES, LANE_RULES, GroupInPilot
from eduhub.pilots.services.checks import hold_against_model, names_nobody, reason_given
from eduhub.pilots.services.lanes import office_in
from eduhub.pilots.services.moves import lock, settle
from eduhub.pilots.states import ENDED
from eduhub.pilots.states.lanes import PermitEnd


@transaction.atomic
def decide_privacy(
    pilot_id: int, is_cleared: bool, reason: str, *, by: Actor, now: dt.datetime
) -> Clearance:
    """Clear the handling of personal data, or take the clearance back, for what is told now."""
    standing = lock(pilot_id, by)
    require(by, "clear", standing, LANE_RULES)
    answers = standing.gates.answers
    assert answers is not None
    if is_cleared and waits_for_yes(standing.pilot.solution_id) is not None:
        raise NotNow("dossier", str(DOSSIER_FIRST), solution=standing.pilot.solution_id)
    words, latest = reason_given(reason), standing.gates.clearance
    same = (answers.pk, is_cleared, words)
    if latest is not None and (latest.answers_id, latest.is_cleared, latest.reason) == same:
        return latest
    row = Clearance.objects.create(
        pilot=standing.pilot,
        answers=answers,
        is_cleared=is_cleared,
        reason=words,
        decided_at=now,
        decided_by_id=by.user_id,
        **office_in(standing, by),
    )
    verb = "pilot.privacy_cleared" if is_cleared else "pilot.privacy_not_cleared"
    record(by, verb, standing.pilot, now=now, answers=answers.version, office=row.office)
    settle(standing.pilot, by=by, now=now, why="privacy")
    return row


@dataclass(frozen=True, slots=True)
class PermitTerms:
    """What a decision on a research permit says.

    Attributes:
        number: of the decision.
        valid_from, valid_until: its first and last day.
        destroy_by: the day by which the data must be gone.
        reason: what it permits, in a sentence.
    """

    number: str
    valid_from: dt.date
    valid_until: dt.date
    destroy_by: dt.date
    reason: str


@transaction.atomic
def note_permit(pilot_id: int, terms: PermitTerms, *, by: Actor, now: dt.datetime) -> Permit:
    """Note the permit that was granted; it takes the place of one in force."""
    standing = lock(pilot_id, by)
    require(by, "permit", standing, LANE_RULES)
    _ethics_first(standing.pilot)
    _check(terms, today=timezone.localdate(now))
    before = standing.gates.permit
    answers = standing.gates.answers
    assert answers is not None
    told = {name: getattr(terms, name) for name in terms.__slots__}
    told |= {"number": terms.number.strip(), "reason": reason_given(terms.reason)}
    told |= {"answers_id": answers.pk}
    if before is not None and all(getattr(before, name) == told[name] for name in told):
        return before
    if before is not None:
        _end(before, PermitEnd.REPLACED, "", now=now)
    permit = Permit(
        pilot=standing.pilot,
        noted_at=now,
        noted_by_id=by.user_id,
        **told,
        **office_in(standing, by),
    )
    hold_against_model(permit, terms.__slots__)
    names_nobody({"number": permit.number})
    permit.save()
    days = {name: told[name].isoformat() for name in ("valid_from", "valid_until", "destroy_by")}
    record(by, "pilot.permit_noted", standing.pilot, now=now, permit=permit.pk, **days)
    settle(standing.pilot, by=by, now=now, why="permit")
    return permit


def _ethics_first(pilot: Pilot) -> None:
    """Abroad the ethics body of that market speaks before the permit."""
    where = jurisdiction_of(pilot)
    if where is None or EthicsStatement.objects.filter(pilot=pilot).exists():
        return
    body = str(where.ethics_body) or str(where.market.name)
    message = _("First the ethics body there says what it thinks: %(body)s. Note its statement.")
    raise NotNow("ethics_first", message % {"body": body})


def _check(terms: PermitTerms, *, today: dt.date) -> None:
    if not terms.number.strip():
        raise Invalid({"number": _("Write the number of the decision.")})
    if terms.valid_until < terms.valid_from:
        raise Invalid({"valid_until": _("The last day cannot be before the first.")})
    if terms.valid_until < today:
        raise Invalid({"valid_until": _("This permit is no longer valid.")})
    if terms.destroy_by < terms.valid_until:
        raise Invalid({"destroy_by": _("Choose a day on or after the permit's last day.")})


@transaction.atomic
def revoke_permit(pilot_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Permit:
    """The permit no longer holds: the pilot moves back, or is paused if it runs."""
    standing = lock(pilot_id, by)
    require(by, "revoke_permit", standing, LANE_RULES)
    permit = standing.gates.permit
    assert permit is not None
    _end(permit, PermitEnd.REVOKED, reason_given(reason), now=now)
    record(by, "pilot.permit_revoked", standing.pilot, now=now, permit=permit.pk)
    settle(standing.pilot, by=by, now=now, why="permit_revoked")
    return permit


def expire_permits(*, by: Actor, now: dt.datetime) -> int:
    """Each night: end the permits whose last day has passed; how many.

    Each in a transaction of its own, so that one that fails keeps back no other.
    """
    over = Permit.objects.filter(ended_at=None, valid_until__lt=timezone.localdate(now))
    return sum(_expire(*key, by=by, now=now) for key in over.values_list("pk", "pilot_id"))


@transaction.atomic
def _expire(permit_id: int, pilot_id: int, *, by: Actor, now: dt.datetime) -> bool:
    pilot = Pilot.objects.select_for_update().get(pk=pilot_id)
    permit = Permit.objects.filter(pk=permit_id, ended_at=None).first()
    if permit is None:
        return False
    _end(permit, PermitEnd.EXPIRED, "", now=now)
    record(by, "pilot.permit_expired", pilot, now=now, permit=permit.pk)
    if pilot.state not in ENDED:
        settle(pilot, by=by, now=now, why="permit_expired")
    return True


def _end(permit: Permit, how: PermitEnd, why: str, *, now: dt.datetime) -> None:
    permit.ended_at, permit.ended_how, permit.ended_why = now, how, why
    permit.save(update_fields=["ended_at", "ended_how", "ended_why"])


@transaction.atomic
def note_information(
    group_id: int, given_on: dt.date, reason: str, *, by: Actor, now: dt.datetime
) -> Information:
    """The guardians and pupils of a group have been informed; once noted it stays."""
    standing, group = find_group(group_id, by)
    standing = lock(standing.pilot.pk, by)
    require(by, "inform", GroupInPilot(standing, group), INFORMATION_RULES)
    if given_on > timezone.localdate(now):
        raise Invalid({"given_on": _("Choose the day on which it was done.")})
    words = reason_given(reason)
    told = {"given_on": given_on, "reason": words, "noted_at": now, "noted_by_id": by.user_id}
    row, is_new = Information.objects.get_or_create(group=group, defaults=told)
    if is_new:
        record(by, "pilot.information_given", standing.pilot, now=now, group=group.pk)
        settle(standing.pilot, by=by, now=now, why="informed")
    return row
