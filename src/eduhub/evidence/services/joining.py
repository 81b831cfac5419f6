"""A class of which too few pupils were measured is counted with another one.

The lot is not touched: both keep their code and arm. They are one class in the sums only, as two
draws of one side in one school, so that the class stays the unit and no unit is made smaller.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.engines.evidence import SMALLEST_SHOWN_COUNT
from eduhub.evidence.models import Joint, Totals, Trial, TrialClass
from eduhub.evidence.rules import CLASS_RULES, ClassOfTrial, runs
from eduhub.evidence.services.trials import lock_trial
from eduhub.evidence.states import TotalsState
from eduhub.kit.access import Actor, require
from eduhub.kit.errors import Invalid, NotFound
from eduhub.kit.ledger import record


@transaction.atomic
def join_classes(
    pilot_id: int, group_id: int, host_id: int, *, pupils: int, by: Actor, now: dt.datetime
) -> Joint:
    """Let a class's pupils be counted with those of another group's class.

    What the other class gave before stands until it gives the totals of both. `pupils` were
    measured in the class; the number is not kept.

    Raises:
        Invalid: of `pupils`, who are enough for a class by itself; of `host`, which is not of
            the same school, block and side.
    """
    trial = lock_trial(pilot_id, by)
    one = class_to_join(trial, group_id, by)
    require(by, "join", ClassOfTrial(trial, one), CLASS_RULES)
    if not 0 < pupils < SMALLEST_SHOWN_COUNT.value:
        message = _(
            "A class of 5 or more pupils gives results of its own, and one of none gives none."
        )
        raise Invalid({"pupils": message})
    host = next((h for h in trial.hosts_for(one) if h.group_id == host_id), None)
    if host is None:
        raise Invalid({"host": _("Choose a class of the same school on the same side.")})
    if not runs(by, trial):
        require(by, "give", ClassOfTrial(trial, host), CLASS_RULES)
    Totals.objects.filter(of_class__in=[one, host], state=TotalsState.PROPOSED).delete()
    joint = Joint.objects.create(one=one, host=host, joined_at=now, joined_by_id=by.user_id)
    record(by, "classes.joined", joint, now=now, one=one.code, host=host.code)
    return joint


@transaction.atomic
def part_classes(pilot_id: int, group_id: int, *, by: Actor, now: dt.datetime) -> TrialClass:
    """Let a class be counted by itself again, as long as nothing of both was given."""
    trial = lock_trial(pilot_id, by)
    one = class_to_join(trial, group_id, by)
    require(by, "part", ClassOfTrial(trial, one), CLASS_RULES)
    joint = Joint.objects.get(one=one)
    Totals.objects.filter(of_class=joint.host_id, state=TotalsState.PROPOSED).delete()
    record(by, "classes.parted", joint, now=now, one=one.code)
    joint.delete()
    return one


def class_to_join(trial: Trial, group_id: int, by: Actor) -> TrialClass:
    """The class, for its school and for those who run the trial; NotFound for all others."""
    one = trial.class_of(group_id)
    if one is None or not (one.group.school_id == by.organisation_id or runs(by, trial)):
        raise NotFound("not_found", _("There is no such thing here."))
    return one
