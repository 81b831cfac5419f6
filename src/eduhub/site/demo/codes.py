"""Codes that are open today: made whenever the demo is started, since they lapse after a week."""

import datetime as dt

from eduhub.kit.access import Actor
from eduhub.people.models import Membership
from eduhub.people.states import Role
from eduhub.pilots.models import FeedbackSession, Group
from eduhub.pilots.services import feedback
from eduhub.pilots.states import PilotState
from eduhub.pilots.states.running import Audience

A_WEEK = 24 * 7  # hours


def open_codes(now: dt.datetime) -> list[FeedbackSession]:
    """One for pupils and one for teachers, of the first group that runs; none where none does."""
    running = Group.objects.taking_part().filter(pilot__state=PilotState.RUNNING)
    group = running.order_by("pk").first()
    if group is None:
        return []
    teaches = Membership.objects.filter(
        role=Role.TEACHER, organisation=group.school_id, user=group.teacher_id
    )
    held = teaches.order_by("pk").first()
    if held is None:
        return []
    teacher = Actor(
        name=f"person:{held.user_id}",
        user_id=held.user_id,
        organisation_id=held.organisation_id,
        roles=frozenset({held.role}),
    )
    return [
        feedback.open_feedback(group.pk, audience, A_WEEK, by=teacher, now=now)
        for audience in Audience.values
    ]
