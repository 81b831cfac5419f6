"""What a company says of its solution, always with source and date."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.catalogue.models import Claim, Solution
from eduhub.catalogue.rules.solutions import COMPANY_PEOPLE, SOLUTION_RULES
from eduhub.catalogue.states import SolutionState
from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.mail import write
from eduhub.people.queries import to_tell


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFields:
    words: Text
    source: str
    dated: dt.date | None
    address: str = ""


@transaction.atomic
def add(
    solution_id: int, written: ClaimFields, *, by: Actor, key: uuid.UUID, now: dt.datetime
) -> Claim:
    """A claim on the solution's page; the same key again gives the same one."""
    solution = _solution(solution_id, by)
    made = Claim.objects.filter(key=key, solution=solution).first()
    if made:
        return made
    claim = Claim(solution=solution, key=key, written_at=now)
    _write(claim, written, today=timezone.localdate(now))
    claim.save(force_insert=True)
    record(by, "claim.added", claim, now=now, solution=solution_id)
    return claim


@transaction.atomic
def change(
    solution_id: int, claim_id: int, written: ClaimFields, *, by: Actor, now: dt.datetime
) -> Claim:
    """Write a claim anew; with another date its clock starts again."""
    solution = _solution(solution_id, by)
    claim = find(Claim.objects.filter(solution=solution).select_for_update(), pk=claim_id)
    dated = claim.dated
    _write(claim, written, today=timezone.localdate(now))
    if claim.dated != dated:
        claim.reminded_at = None
    claim.save()
    record(by, "claim.changed", claim, now=now, solution=solution_id)
    return claim


@transaction.atomic
def remove(solution_id: int, claim_id: int, *, by: Actor, now: dt.datetime) -> None:
    """Take a claim away; one that is gone already stays gone."""
    solution = _solution(solution_id, by)
    claim = Claim.objects.filter(solution=solution, pk=claim_id).first()
    if claim:
        record(by, "claim.removed", claim, now=now, solution=solution_id)
        claim.delete()


@transaction.atomic
def remind_of_stale(*, today: dt.date, now: dt.datetime) -> int:
    """Write to the companies whose claims have become older than twelve months; how many claims.

    Once for each claim and date: what was reminded of is marked in the same transaction.
    """
    stale = list(
        Claim.objects.stale(today)
        .filter(reminded_at=None, solution__state=SolutionState.PUBLISHED)
        .select_related("solution")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("solution", "dated", "pk")
    )
    by_company: dict[int, list[Claim]] = defaultdict(list)
    for claim in stale:
        by_company[claim.solution.company_id].append(claim)
    for company_id, claims in by_company.items():
        for address, language in to_tell(company_id, frozenset(COMPANY_PEOPLE), today):
            told = {"claims": claims}
            write(address, "catalogue/stale_claims", told, language=language, now=now)
    Claim.objects.filter(pk__in=[claim.pk for claim in stale]).update(reminded_at=now)
    return len(stale)


def _solution(solution_id: int, by: Actor) -> Solution:
    visible = Solution.objects.visible_to(by).select_for_update(of=("self",))
    solution = find(visible.defer("words"), pk=solution_id)
    require(by, "change", solution, SOLUTION_RULES)
    return solution


def _write(claim: Claim, written: ClaimFields, *, today: dt.date) -> None:
    refused = {}
    if not written.words.spoken:
        refused["words"] = _("Write the claim in at least one language.")
    if not written.source.strip():
        refused["source"] = _("Name the source: a claim without one is not shown.")
    if written.dated is None:
        refused["dated"] = _("Give the source's date: a claim without one is not shown.")
    elif written.dated > today:
        refused["dated"] = _("The source cannot be from a day that has not come yet.")
    if refused:
        raise Invalid(refused)
    assert written.dated is not None
    claim.words, claim.source = written.words, written.source.strip()
    claim.address, claim.dated = written.address, written.dated
