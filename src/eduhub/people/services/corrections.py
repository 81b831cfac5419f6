"""What an organisation says of itself after its approval: some at once, some with the hub's yes."""

import datetime as dt
import zlib
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from eduhub.kit import mail
from eduhub.kit.access import Actor, find, may, require
from eduhub.kit.editing import require_seen
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post
from eduhub.people.models import Correction, Organisation
from eduhub.people.notices import BusinessIdChanged, OrganisationCorrected
from eduhub.people.queries import (
    has_others_than_leads,
    is_referred_to,
    staff_to_tell,
    to_tell,
    waiting_correction,
)
from eduhub.people.rules import CORRECTION_RULES, ORGANISATION_RULES
from eduhub.people.services.identifiers import identifiers_for, require_free
from eduhub.people.states import CLAIMABLE, LEADS, ROLES_OF, CorrectionState, Kind

CHECKED = ("kind", "name", "business_id", "school_number")  # by the hub, before it approved
A_DAY = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an organisation says of itself; "" where it has none. All but the website is checked."""

    kind: str
    name: Text
    business_id: str = ""
    school_number: str = ""
    website: str = ""

    def differing(self, other: "Facts") -> list[str]:
        """The names of what the hub checked and is another there."""
        return [name for name in CHECKED if getattr(self, name) != getattr(other, name)]


def facts_of(thing: Organisation | Correction, *, website: str = "") -> Facts:
    """As they stand, or as they are asked for; only an organisation has a website of its own."""
    return Facts(
        kind=str(thing.kind),
        name=thing.name,
        business_id=thing.business_id or "",
        school_number=thing.school_number or "",
        website=thing.website if isinstance(thing, Organisation) else website,
    )


def wished(organisation: Organisation, waiting: Correction | None) -> Facts:
    """As the organisation wants them: what stands, or what waits for the hub's yes."""
    if waiting is None:
        return facts_of(organisation)
    return facts_of(waiting, website=organisation.website)


def mark_of(organisation: Organisation, waiting: Correction | None) -> int:
    """A number for what stands and what is asked, by which a form knows when either changed."""
    told = f"{facts_of(organisation)}|{wished(organisation, waiting)}"
    return zlib.crc32(f"{told}|{waiting.reason if waiting else ''}".encode())


@transaction.atomic
def change(
    organisation_id: int, told: Facts, *, reason: str = "", seen: int, by: Actor, now: dt.datetime
) -> Correction | None:
    """The website changes at once; the rest when the hub's people say it, or say yes.

    What waits already is replaced; it is taken back when everything is told as it stands.
    The same told twice changes nothing the second time.

    Args:
        reason: for the hub's people, who look; they need none themselves.
        seen: the `mark_of` what the person had before them.

    Returns:
        What waits for the hub now, if anything does.

    Raises:
        Invalid: an identifier is wrong or another's, the kind cannot change, no name, no reason.
        Stale: somebody has changed or asked for something since.
    """
    organisation = _locked(organisation_id, by)
    require(by, "change", organisation, ORGANISATION_RULES)
    waiting, reason = waiting_correction(organisation), reason.strip()
    decides = bool(may(by, "correct", organisation, ORGANISATION_RULES))
    told = _checked(organisation, told, now)
    base = facts_of(organisation) if decides else wished(organisation, waiting)
    if told == base and (decides or waiting is None or reason in ("", waiting.reason)):
        return waiting
    require_seen(mark_of(organisation, waiting), seen)

    if told.website != organisation.website:
        organisation.website = told.website
        organisation.save(update_fields=["website"])
        record(by, "organisation.changed", organisation, now=now, fields=["website"])
    if decides:
        _correct(organisation, told, by=by, now=now)
        return waiting
    if not told.differing(facts_of(organisation)):
        _take_back(organisation, waiting, by=by, now=now)
        return None
    return _ask(organisation, waiting, told, reason=reason, by=by, now=now)


@transaction.atomic
def accept(correction_id: int, *, seen: int, by: Actor, now: dt.datetime) -> Organisation:
    """The hub says yes: it stands everywhere from now on, but in what is signed or sealed.

    Raises:
        Invalid: the identifier is another's by now, or the kind can no longer change.
        Stale: something else is asked for, or stands, than the person had before them.
    """
    correction = _decided(correction_id, by)
    organisation = correction.organisation
    require_seen(mark_of(organisation, correction), seen)
    told = facts_of(correction, website=organisation.website)
    told = _checked(organisation, told, now)

    correction.state = CorrectionState.MADE
    correction.decided_at, correction.decided_by_id = now, by.user_id
    correction.save(update_fields=["state", "decided_at", "decided_by"])
    record(by, "organisation.correction_accepted", organisation, now=now)
    _correct(organisation, told, by=by, now=now)
    return organisation


@transaction.atomic
def decline(correction_id: int, *, grounds: str, by: Actor, now: dt.datetime) -> Organisation:
    """It stays as it is; the organisation's leads are told why."""
    correction = _decided(correction_id, by)
    if not grounds.strip():
        raise Invalid({"grounds": _("Write why, so that the organisation understands it.")})

    correction.state = CorrectionState.DECLINED
    correction.decided_at, correction.decided_by_id = now, by.user_id
    correction.grounds = grounds.strip()
    correction.save(update_fields=["state", "decided_at", "decided_by", "grounds"])
    organisation = correction.organisation
    record(by, "organisation.correction_declined", organisation, now=now)
    _tell_leads(organisation, "correction_declined", now, grounds=correction.grounds)
    return organisation


def _locked(organisation_id: int, by: Actor) -> Organisation:
    return find(Organisation.objects.inside(by).select_for_update(), pk=organisation_id)


def _decided(correction_id: int, by: Actor) -> Correction:
    """The correction with its organisation, both locked, the organisation first as in `change`."""
    organisation_id = find(Correction.objects.inside(by), pk=correction_id).organisation_id
    organisation = _locked(organisation_id, by)
    correction = find(Correction.objects.select_for_update(), pk=correction_id)
    require(by, "decide", correction, CORRECTION_RULES)
    correction.organisation = organisation
    return correction


def _checked(organisation: Organisation, told: Facts, now: dt.datetime) -> Facts:
    """As it would be kept; Invalid where it cannot be. What stands already is not asked about."""
    standing = facts_of(organisation)
    told = replace(
        told,
        business_id=told.business_id.strip(),
        school_number=told.school_number.strip(),
    )
    if not told.name.spoken:
        raise Invalid({"name": _("Enter the name in one language at least.")})
    if told.kind != standing.kind:
        _require_kind_may_change(organisation, told.kind, now)
    if {"kind", "business_id", "school_number"} & {*told.differing(standing)}:
        known = identifiers_for(told.kind, told.business_id, told.school_number)
        require_free(known, but=organisation)
        told = replace(
            told,
            business_id=known["business_id"] or "",
            school_number=known["school_number"] or "",
        )
    return told


def _require_kind_may_change(organisation: Organisation, kind: str, now: dt.datetime) -> None:
    words = ""
    if kind not in CLAIMABLE or organisation.kind == Kind.HUB:
        words = _("Choose what kind of organisation it is")
    elif is_referred_to(organisation):
        words = _("Something in the hub stands under this kind already, so it cannot change.")
    elif has_others_than_leads(organisation, localdate(now)):
        words = _(
            "Others hold or are offered roles that only this kind has."
            " End their memberships and withdraw the invitations first."
        )
    if words:
        raise Invalid({"kind": words})


def _correct(organisation: Organisation, told: Facts, *, by: Actor, now: dt.datetime) -> None:
    """Let all that the hub checked stand as told; a lead leads on, whatever kind it is now."""
    changed = facts_of(organisation).differing(told)
    if not changed:
        return
    known = {"business_id": told.business_id or None, "school_number": told.school_number or None}
    for declined in require_free(known, but=organisation):
        Organisation.objects.filter(pk=declined.pk).update(**dict.fromkeys(known))
    if "kind" in changed:
        leading = organisation.memberships.filter(role__in=LEADS)
        leading.update(role=ROLES_OF[told.kind][0])
        organisation.provider, organisation.municipality, organisation.district = None, "", ""
    organisation.kind, organisation.name = told.kind, told.name
    organisation.business_id = known["business_id"]
    organisation.school_number = known["school_number"]
    organisation.save()
    record(by, "organisation.corrected", organisation, now=now, fields=changed)
    _tell_leads(organisation, "correction_made", now)
    post(OrganisationCorrected(organisation_id=organisation.pk))
    if "business_id" in changed:
        post(BusinessIdChanged(organisation_id=organisation.pk, at=now.isoformat()))


def _ask(
    organisation: Organisation,
    waiting: Correction | None,
    told: Facts,
    *,
    reason: str,
    by: Actor,
    now: dt.datetime,
) -> Correction:
    reason = reason or (waiting.reason if waiting else "")
    if not reason:
        raise Invalid({"reason": _("Write why it changes: the hub looks at it first.")})
    asked = waiting or Correction(organisation=organisation)
    if waiting and not told.differing(wished(organisation, waiting)) and reason == waiting.reason:
        return waiting
    allow("correction", str(organisation.pk), most=10, seconds=A_DAY)
    asked.kind, asked.name = told.kind, told.name
    asked.business_id, asked.school_number = told.business_id, told.school_number
    asked.reason, asked.asked_at, asked.asked_by_id = reason, now, by.user_id
    asked.save()
    fields = told.differing(facts_of(organisation))
    record(by, "organisation.correction_asked", organisation, now=now, fields=fields)
    for address, language in staff_to_tell(localdate(now)):
        context = {"organisation": organisation, "correction": asked}
        mail.write(address, "people/correction_waits", context, language=language, now=now)
    return asked


def _take_back(
    organisation: Organisation, waiting: Correction | None, *, by: Actor, now: dt.datetime
) -> None:
    if waiting is not None:
        waiting.delete()
        record(by, "organisation.correction_taken_back", organisation, now=now)


def _tell_leads(
    organisation: Organisation, kind: str, now: dt.datetime, *, grounds: str = ""
) -> None:
    for address, language in to_tell(organisation.pk, LEADS, localdate(now)):
        context = {"organisation": organisation, "grounds": grounds}
        mail.write(address, f"people/{kind}", context, language=language, now=now)
