"""Passports: issued by the hub, replaced when a result is published, withdrawn with grounds."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Solution
from eduhub.evidence.adapters import credentials
from eduhub.evidence.models import Credential, Result, SigningKey
from eduhub.evidence.notices import PassportIssued, PassportWithdrawn
from eduhub.evidence.queries.passport_facts import (
    Item,
    item_of,
    items_of,
    release_of,
    results_of_release,
)
from eduhub.evidence.rules import CREDENTIAL_RULES, PASSPORT_RULES, Case
from eduhub.evidence.services.passport_document import Draft, unsigned, whole_item
from eduhub.evidence.services.signing_keys import issuer_of, method_of, retire_key, signing_key
from eduhub.evidence.states import CredentialKind, Ending
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.kit.post import post

MOST_GROUNDS = 500  # characters


@transaction.atomic
def issue(
    solution_id: int,
    release: str,
    *,
    by: Actor,
    now: dt.datetime,
    reference: uuid.UUID | None = None,
) -> Credential:
    """Sign the passport of a release as things stand; one in force is replaced by it.

    Args:
        reference: the passport's number; made here, unless a demonstration gives its own.
    """
    case = _lock_case(solution_id, release, by)
    require(by, "issue", case, PASSPORT_RULES)
    return _issue(case, reference or uuid.uuid4(), by=by, now=now)


@transaction.atomic
def renew(result_id: int, *, by: Actor, now: dt.datetime) -> Credential | None:
    """A newly published or reviewed result enters the passport in force; None where there is
    nothing to do.

    A release without a passport gets none by itself, nor one whose passport was withdrawn.
    """
    result = (
        Result.objects.published()
        .select_related("plan__pilot", "plan__latest")
        .filter(pk=result_id)
        .first()
    )
    if result is None:
        return None
    solution = _lock_solution(result.plan.pilot.solution_id)
    release = release_of(result.plan)
    case = _case(solution, release)
    if case.standing is None or not case.is_news:
        return None
    return _issue(case, uuid.uuid4(), by=by, now=now)


@transaction.atomic
def withdraw(reference: uuid.UUID, *, grounds: str, by: Actor, now: dt.datetime) -> Credential:
    """End a passport and its parts, with grounds that everybody reads; it cannot be undone."""
    found = find(Credential.objects.select_related("solution"), reference=reference)
    _lock_solution(found.solution_id)
    found.refresh_from_db(fields=["ended_at", "why"])
    require(by, "withdraw", found, CREDENTIAL_RULES)
    words = " ".join(grounds.split())
    if not words or len(words) > MOST_GROUNDS:
        told = _("Say why, in 500 characters at most: everybody will read it.")
        raise Invalid({"grounds": told})
    _end(found, Ending.WITHDRAWN, words, by=by, now=now)
    record(by, "passport.withdrawn", found, now=now, fingerprint=found.fingerprint)
    post(PassportWithdrawn(credential_id=found.pk))
    return found


@transaction.atomic
def rotate_key(*, compromised: bool, by: Actor, now: dt.datetime) -> tuple[SigningKey, int]:
    """A new key signs from now on; it and the number of passports that had to be issued anew.

    What the old key has signed stays in force, unless it fell into other hands: then all that
    it signed ends, and the passports in force are issued anew.
    """
    old, new = retire_key(compromised=compromised, by=by, now=now)
    if not compromised:
        return new, 0
    standing = list(old.credentials.in_force().passports().order_by("pk"))
    for credential in standing:
        case = _case(_lock_solution(credential.solution_id), credential.release)
        _end(credential, Ending.KEY, "", by=by, now=now)
        _sign_all(case, uuid.uuid4(), by=by, now=now)
    return new, len(standing)


def case_of(solution: Solution, release: str) -> Case:
    """How things stand, for whoever asks whether a passport may be issued."""
    return _case(solution, release)


def _lock_solution(solution_id: int) -> Solution:
    """Whoever issues or ends a passport of a solution waits for whoever does so now."""
    rows = Solution.objects.select_for_update(of=("self",)).select_related("company")
    return rows.defer("words").get(pk=solution_id)


def _lock_case(solution_id: int, release: str, by: Actor) -> Case:
    find(Solution.objects.visible_to(by), pk=solution_id)
    return _case(_lock_solution(solution_id), release)


def _case(solution: Solution, release: str) -> Case:
    passports = Credential.objects.in_force().passports()
    standing = passports.filter(solution=solution, release=release).first()
    results = results_of_release(solution.pk, release)
    is_news = standing is None or _evidence(standing.document) != [
        (item.genre, item.name, item.narrative) for item in items_of(solution, release, results)
    ]
    return Case(solution, release, tuple(results), standing, is_news)


def _evidence(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one["genre"], one["name"], one["narrative"]) for one in document["evidence"]]


def _issue(case: Case, reference: uuid.UUID, *, by: Actor, now: dt.datetime) -> Credential:
    if case.standing is not None:
        _end(case.standing, Ending.REPLACED, "", by=by, now=now)
    return _sign_all(case, reference, by=by, now=now)


def _sign_all(case: Case, reference: uuid.UUID, *, by: Actor, now: dt.datetime) -> Credential:
    """The passport, and beside it each result by itself, so that one may be shown alone."""
    items = items_of(case.solution, case.release, case.results)
    passport = _sign(case, reference, items, by=by, now=now)
    beside = whole_item(passport.reference, len(case.results))
    for result in case.results:
        own = uuid.uuid5(reference, str(result.pk))
        told = [item_of(result), beside]
        _sign(case, own, told, result=result, passport=passport, by=by, now=now)
    record(by, "passport.issued", passport, now=now, fingerprint=passport.fingerprint)
    post(PassportIssued(credential_id=passport.pk))
    return passport


def _sign(
    case: Case,
    reference: uuid.UUID,
    items: Sequence[Item],
    *,
    by: Actor,
    now: dt.datetime,
    result: Result | None = None,
    passport: Credential | None = None,
) -> Credential:
    key, private = signing_key()
    draft = Draft(
        reference=reference,
        solution=case.solution,
        release=case.release,
        items=items,
        status_index=_next_index(),
        issuer=issuer_of(key),
        whole=passport.reference if passport else None,
    )
    document = credentials.signed(unsigned(draft, now=now), private, method_of(key), now=now)
    if not credentials.is_genuine(document, key.multikey):
        raise ValueError("what was signed cannot be verified; is the key's file the right one?")
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return Credential.objects.create(
        reference=reference,
        kind=CredentialKind.RESULT if passport else CredentialKind.PASSPORT,
        solution=case.solution,
        release=case.release,
        result=result,
        passport=passport,
        text=text,
        fingerprint=hashlib.sha256(text.encode()).hexdigest(),
        key=key,
        status_index=draft.status_index,
        issued_at=now,
        issued_by_id=by.user_id,
    )


def _next_index() -> int:
    """A bit of the status lists that nobody else gets, also when two sign at once."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('evidence_status_index')")
        return int(cursor.fetchone()[0])


def _end(passport: Credential, why: Ending, grounds: str, *, by: Actor, now: dt.datetime) -> None:
    """The passport, and with it its parts."""
    ended = {"ended_at": now, "ended_by": by.user_id, "why": why, "grounds": grounds}
    passport.parts.in_force().update(**ended)
    passport.ended_at, passport.ended_by_id = now, by.user_id
    passport.why, passport.grounds = why, grounds
    passport.save(update_fields=["ended_at", "ended_by", "why", "grounds"])
