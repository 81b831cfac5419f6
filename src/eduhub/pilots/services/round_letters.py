"""Letters on what a round brought: to each teacher and each company, of their own alone."""

import datetime as dt

from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.people.queries import to_tell
from eduhub.pilots.models import GroupResult, OfferResult
from eduhub.pilots.queries.rounds import told_group, told_offer
from eduhub.pilots.services.letters import COMPANY_PEOPLE, tell


def tell_what_it_brought(round_id: int, *, now: dt.datetime) -> None:
    """Each letter is written once, however often the job runs."""
    groups = GroupResult.objects.filter(round=round_id, round__published_at__isnull=False)
    for result in groups.select_related("profile__teacher", "pilot__solution__company"):
        _tell_the_teacher(result, now)
    offers = OfferResult.objects.filter(round=round_id, round__published_at__isnull=False)
    for offer in offers.select_related("pilot__solution"):
        _tell_the_company(offer, now)


def _tell_the_teacher(result: GroupResult, now: dt.datetime) -> None:
    teacher = result.profile.teacher
    with once(f"pilots.round_group:{result.pk}") as first:
        if not first or not teacher.is_active:
            return
        reader = {(teacher.email, teacher.language)}
        if result.pilot is not None:
            tell(reader, "round_matched", {"result": result, "pilot": result.pilot}, now=now)
        else:
            context = {"result": result, "told": told_group(result)}
            tell(reader, "round_left_out", context, now=now)


def _tell_the_company(result: OfferResult, now: dt.datetime) -> None:
    with once(f"pilots.round_offer:{result.pk}") as first:
        if first:
            company = result.pilot.solution.company_id
            readers = to_tell(company, COMPANY_PEOPLE, timezone.localdate(now))
            context = {"result": result, "pilot": result.pilot, "told": told_offer(result)}
            tell(readers, "round_offer", context, now=now)
