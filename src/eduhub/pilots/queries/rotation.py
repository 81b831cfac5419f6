"""Whether a group has been studied recently in the same subject."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db.models import FETCH_RAISE, Q

from eduhub.pilots.models import Group, Pilot, Standing
from eduhub.pilots.rules.rotation import rotation
from eduhub.pilots.states import GroupState, PilotState
from eduhub.pilots.states.offers import AGE_OF_GRADE, grades_of

STUDIED = (  # what counts as a study that took place, or is taking place
    PilotState.PREREGISTERED,
    PilotState.RUNNING,
    PilotState.DATA_CLOSED,
    PilotState.ANALYSED,
    PilotState.PUBLISHED,
    PilotState.ARCHIVED,
)


def subjects_of(pilot: Pilot) -> list[str]:
    """The subjects that the offer names; its solution's, where it names none."""
    codes = pilot.uses or pilot.solution.codes
    return [code for code in codes if code.startswith("subject-")]


def recent_studies(
    pilot: Pilot, school_id: int, today: dt.date, *, grade: int | None = None
) -> list[Group]:
    """Groups of the school that were in another study of the same subject lately. One query.

    Fewer studies than the hub's rule names are none at all: an empty list means no warning.

    Args:
        grade: of the group in question; only studies of its age band count then.
    """
    rule, subjects = rotation(), subjects_of(pilot)
    if not subjects:
        return []
    same = Q(pilot__uses__overlap=subjects) | Q(
        pilot__uses=[], pilot__solution__codes__overlap=subjects
    )
    groups = Group.objects.filter(
        same,
        school=school_id,
        state=GroupState.ACCEPTED,
        pilot__state__in=STUDIED,
        pilot__ends__gte=rule.since(today),
    ).exclude(pilot=pilot)
    if grade is not None:
        groups = groups.filter(grade__in=grades_of(AGE_OF_GRADE[grade]))
    newest = groups.select_related("pilot__solution").order_by("-pilot__ends", "-pk")
    found = list(newest.fetch_mode(FETCH_RAISE))
    return found if len({group.pilot_id for group in found}) >= rule.studies else []


def warned_groups(standing: Standing, groups: Iterable[Group], today: dt.date) -> Sequence[Group]:
    """Those of the pilot's groups to which the rule applies. One query for each school."""
    by_school: dict[int, list[Group]] = {}
    for group in groups:
        by_school.setdefault(group.school_id, []).append(group)
    warned = []
    for school_id, own in by_school.items():
        recent = recent_studies(standing.pilot, school_id, today)
        bands = {AGE_OF_GRADE[one.grade] for one in recent}
        warned += [group for group in own if AGE_OF_GRADE[group.grade] in bands]
    return warned
