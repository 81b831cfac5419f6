"""What a group does in a pilot that runs: it may leave, and nothing that it gave is lost."""

import datetime as dt

from django.db import transaction

from eduhub.kit.access import Actor, find, require
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.pilots.models import Group
from eduhub.pilots.notices import GroupOut
from eduhub.pilots.rules.running import RUNNING_RULES
from eduhub.pilots.services.checks import reason_given
from eduhub.pilots.services.feedback import close_sessions_of
from eduhub.pilots.services.moves import lock, settle
from eduhub.pilots.states import GroupState


@transaction.atomic
def take_out(group_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Group:
    """A group leaves a pilot that runs, with a reason that its school and the hub read.

    The plan stays frozen: the group counts where the lot has put it, as one that left. Its codes
    for feedback close; results, minutes and suggestions stay. The last group's leaving pauses
    the pilot.
    """
    visible = Group.objects.visible_to(by)
    pilot = lock(find(visible, pk=group_id).pilot_id, by).pilot
    group = find(visible, pk=group_id)
    group.pilot = pilot
    require(by, "take_out", group, RUNNING_RULES)
    group.grounds, group.state = reason_given(reason), GroupState.WITHDRAWN
    group.save(update_fields=["grounds", "state"])
    close_sessions_of(group, now=now)
    record(by, "pilot.group_out", pilot, now=now, group=group.pk)
    post(GroupOut(group_id=group.pk))
    settle(pilot, by=by, now=now, why="group_left")
    return group
