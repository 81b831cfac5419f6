"""A company names a school as a reference; the school's principal confirms, declines, revokes."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Reference, Solution
from eduhub.catalogue.notices import ReferenceConfirmed, ReferenceGone, ReferenceNamed
from eduhub.catalogue.rules.references import REFERENCE_RULES
from eduhub.catalogue.states import ReferenceState
from eduhub.kit import mail
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.limits import allow
from eduhub.kit.post import post
from eduhub.people.models import Organisation
from eduhub.people.queries import to_tell
from eduhub.people.states import Kind, Role

A_DAY = 24 * 3600
PRINCIPALS = frozenset({Role.PRINCIPAL})
COMPANY_LEADS = frozenset({Role.COMPANY_LEAD})


@dataclass(frozen=True, slots=True)
class ReferenceWords:
    """What was used, and when, in the company's words; the principal says whether it is so."""

    use: Text
    period: Text


def name_school(
    solution_id: int, school_id: int, words: ReferenceWords, *, by: Actor, now: dt.datetime
) -> Reference:
    """Name a school as a reference: shown as unconfirmed until its principal confirms it.

    Raises:
        TooMany: a company names twenty schools a day; each of them gets a letter.
        NotNow: the school has been named already, or has said no.
    """
    solution = find(Solution.objects.visible_to(by), pk=solution_id)
    require(by, "name", solution, REFERENCE_RULES)
    if words.use == Text():
        raise Invalid({"use": _("Say what the school has used.")})
    schools = Organisation.objects.approved().filter(kind=Kind.SCHOOL)
    school = find(schools, pk=school_id)
    allow("reference", str(solution.company_id), most=20, seconds=A_DAY)
    return _name(solution, school, words, by=by, now=now)


@transaction.atomic
def _name(
    solution: Solution, school: Organisation, words: ReferenceWords, *, by: Actor, now: dt.datetime
) -> Reference:
    reference, is_new = Reference.objects.select_for_update().get_or_create(
        solution=solution,
        school=school,
        defaults={
            "use": words.use,
            "period": words.period,
            "state_since": now,
            "named_at": now,
            "named_by_id": by.user_id,
        },
    )
    if not is_new:
        if reference.state == ReferenceState.UNCONFIRMED and reference.use == words.use:
            return reference  # the same once more
        _take_up_again(reference, words, by=by, now=now)
    record(by, "reference.named", reference, now=now, solution=solution.pk, school=school.pk)
    for address, language in to_tell(school.pk, PRINCIPALS, timezone.localdate(now)):
        told = {"reference": reference, "solution": solution, "school": school}
        mail.write(address, "catalogue/reference_named", told, language=language, now=now)
    post(ReferenceNamed(reference_id=reference.pk))
    return reference


def _take_up_again(
    reference: Reference, words: ReferenceWords, *, by: Actor, now: dt.datetime
) -> None:
    """A withdrawn reference may be named again; what a school has said stays said."""
    if reference.state != ReferenceState.WITHDRAWN:
        raise NotNow("named_already", _("This school has been named for this solution already."))
    require(by, ReferenceState.UNCONFIRMED, reference, REFERENCE_RULES)
    reference.use, reference.period = words.use, words.period
    reference.state, reference.state_since = ReferenceState.UNCONFIRMED, now
    reference.named_at, reference.named_by_id = now, by.user_id
    reference.decided_at = reference.decided_by = None
    reference.save()


@transaction.atomic
def decide(reference_id: int, *, to: ReferenceState, by: Actor, now: dt.datetime) -> Reference:
    """The principal confirms, declines or revokes; the same once more changes nothing."""
    reference = _find(reference_id, by)
    if reference.state == to:
        return reference
    require(by, to, reference, REFERENCE_RULES)
    was = reference.state
    reference.state, reference.state_since = to, now
    reference.decided_at, reference.decided_by_id = now, by.user_id
    reference.save(update_fields=["state", "state_since", "decided_at", "decided_by"])
    record(by, f"reference.{to}", reference, now=now, was=was)
    _tell_company(reference, now)
    known = {"reference_id": reference.pk, "solution_id": reference.solution_id}
    if to == ReferenceState.CONFIRMED:
        post(ReferenceConfirmed(**known))
    if to == ReferenceState.REVOKED:
        post(ReferenceGone(**known))
    return reference


@transaction.atomic
def withdraw(reference_id: int, *, by: Actor, now: dt.datetime) -> Reference:
    """The company takes the reference back, confirmed or not."""
    reference = _find(reference_id, by)
    if reference.state == ReferenceState.WITHDRAWN:
        return reference
    require(by, ReferenceState.WITHDRAWN, reference, REFERENCE_RULES)
    was = reference.state
    reference.state, reference.state_since = ReferenceState.WITHDRAWN, now
    reference.save(update_fields=["state", "state_since"])
    record(by, "reference.withdrawn", reference, now=now, was=was)
    post(ReferenceGone(reference_id=reference.pk, solution_id=reference.solution_id))
    return reference


def _find(reference_id: int, by: Actor) -> Reference:
    visible = Reference.objects.visible_to(by).select_for_update(of=("self",))
    return find(visible.select_related("solution", "school"), pk=reference_id)


def _tell_company(reference: Reference, now: dt.datetime) -> None:
    told = {
        "reference": reference,
        "solution": reference.solution,
        "school": reference.school,
        "confirmed": reference.state == ReferenceState.CONFIRMED,
        "declined": reference.state == ReferenceState.DECLINED,
    }
    for address, language in to_tell(
        reference.solution.company_id, COMPANY_LEADS, timezone.localdate(now)
    ):
        mail.write(address, "catalogue/reference_decided", told, language=language, now=now)
