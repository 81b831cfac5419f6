"""Letters while a pilot runs and at its end: each is written once, however often its job runs."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import override

from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.people.queries import district_name, staff_to_tell, to_tell
from eduhub.pilots.models import ClosingDecision, Group, Suggestion
from eduhub.pilots.queries.public import public_name
from eduhub.pilots.queries.standings import standing_of
from eduhub.pilots.services.letters import COMPANY_PEOPLE, PRINCIPALS, Reader, everybody, tell
from eduhub.pilots.states import GroupState


def ask_the_company(suggestion_id: int, *, now: dt.datetime) -> None:
    """A teacher has suggested something that waits for the company's answer."""
    suggestion = _suggestion(suggestion_id)
    if suggestion is None or suggestion.answer or suggestion.taken_back_at:
        return
    with once(f"pilots.suggested:{suggestion_id}") as first:
        if first:
            company = suggestion.pilot.solution.company_id
            readers = set(to_tell(company, COMPANY_PEOPLE, timezone.localdate(now)))
            tell(readers, "suggested", _told(suggestion), now=now)


def tell_of_the_answer(suggestion_id: int, version: int, *, now: dt.datetime) -> None:
    """The teacher who suggested it reads what the company does about it."""
    suggestion = _suggestion(suggestion_id)
    if suggestion is None or suggestion.version != version or not suggestion.answer:
        return
    with once(f"pilots.suggestion_answered:{suggestion_id}:{version}") as first:
        author = suggestion.suggested_by
        if first and author is not None and author.is_active:
            readers = {(author.email, author.language)}
            tell(readers, "suggestion_answered", _told(suggestion), now=now)


def tell_that_a_group_is_out(group_id: int, *, now: dt.datetime) -> None:
    """A group left a pilot that runs: company, principal and hub hear that, not which one."""
    groups = Group.objects.select_related("pilot__solution__company", "school")
    group = groups.filter(pk=group_id, state=GroupState.WITHDRAWN).first()
    if group is None:
        return
    with once(f"pilots.group_out:{group_id}") as first:
        if first:
            today = timezone.localdate(now)
            company = group.pilot.solution.company_id
            readers: set[Reader] = set(to_tell(company, COMPANY_PEOPLE, today))
            readers |= set(to_tell(group.school_id, PRINCIPALS, today))
            readers |= set(staff_to_tell(today))
            tell(readers, "group_out", {"pilot": group.pilot}, now=now)


def tell_of_the_decision(decision_id: int, version: int, *, now: dt.datetime) -> None:
    """Everybody in the pilot hears what was decided; the company may answer once."""
    rows = ClosingDecision.objects.select_related(
        "pilot__solution__company", "organisation__listing"
    ).annotate(district_name=district_name("organisation__district"))
    decision = rows.filter(pk=decision_id, version=version).first()
    if decision is None:
        return
    with once(f"pilots.closing_decided:{decision_id}:{version}") as first:
        if first:
            readers = everybody(standing_of(decision.pilot), now)
            district = decision.district_name  # type: ignore[attr-defined]
            for address, language in sorted(readers):
                with override(language):
                    who = public_name(decision.organisation, district)
                context = {"pilot": decision.pilot, "decision": decision, "who": who}
                write(address, "pilots/closing_decided", context, language=language, now=now)


def _suggestion(suggestion_id: int) -> Suggestion | None:
    rows = Suggestion.objects.select_related("pilot__solution__company", "suggested_by")
    return rows.filter(pk=suggestion_id).first()


def _told(suggestion: Suggestion) -> dict[str, object]:
    return {"suggestion": suggestion, "pilot": suggestion.pilot}
