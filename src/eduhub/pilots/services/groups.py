import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.errors import Invalid, NotNow
from eduhub.kit.ledger import record
from eduhub.kit.post import post
from eduhub.people.models import Organisation
from eduhub.pilots.models import Group, GroupProfile, Pilot, Standing
from eduhub.pilots.notices import GroupDecided, GroupJoined
from eduhub.pilots.queries.jurisdictions import jurisdiction_of
from eduhub.pilots.queries.schools import beside, markets_of_schools
from eduhub.pilots.rules import GROUP_RULES, PLACE_LEFT
from eduhub.pilots.rules.pilots import require_join
from eduhub.pilots.rules.rounds import INVITE_RULES
from eduhub.pilots.services.checks import hold_against_model, names_nobody, reason_given
from eduhub.pilots.services.moves import lock, settle
from eduhub.pilots.services.schools import hold_schools
from eduhub.pilots.states import GroupState


@transaction.atomic
def join(
    pilot_id: int, *, label: str, grade: int, pupils: int, by: Actor, now: dt.datetime
) -> Group:
    """A teacher brings a group; it holds a place while the principal is asked.

    The same group sent again by the same teacher is the group that is there already.
    """
    standing = lock(pilot_id, by)
    label = " ".join(label.split())
    again = (
        g for g in standing.led_by(by) if (g.label, g.grade, g.pupils) == (label, grade, pupils)
    )
    if (there := next(again, None)) is not None:
        return there
    hold_schools([by.organisation_id])
    require_join(by, beside(standing, by))
    group = Group(
        pilot=standing.pilot,
        school=find(Organisation.objects.visible_to(by), pk=by.organisation_id),
        teacher_id=by.user_id,
        label=label,
        grade=grade,
        pupils=pupils,
        joined_at=now,
    )
    hold_against_model(group, ("label", "grade", "pupils"))
    names_nobody({"label": label})
    if any(_is_called_the_same(g, group) for g in standing.groups):
        raise Invalid({"label": _("A group of your school with this name is in it already.")})
    group.save()
    record(by, "pilot.joined", standing.pilot, now=now, group=group.pk)
    post(GroupJoined(group_id=group.pk))
    return group


def invite(
    pilot_id: int, profiles: Iterable[GroupProfile], *, by: Actor, now: dt.datetime
) -> list[Group]:
    """A round brings these groups: each holds a place while its teacher is asked.

    Raises:
        NotNow: the pilot takes no groups now, has too few places, has one of them already, or
            is run in another market than a group's school is in.
    """
    profiles = list(profiles)
    standing = lock(pilot_id, by)
    require(by, "invite", standing, INVITE_RULES)
    _refuse_elsewhere(standing.pilot, profiles)
    groups = [_invited(standing, profile, now) for profile in profiles]
    if len(groups) > standing.places_left:
        raise NotNow("places", str(PLACE_LEFT.reason))
    for group in groups:
        if any(_is_called_the_same(there, group) for there in standing.groups):
            raise NotNow("there", _("A group of your school with this name is in it already."))
        group.save()
        record(by, "pilot.invited", standing.pilot, now=now, group=group.pk)
    return groups


def _refuse_elsewhere(pilot: Pilot, profiles: Iterable[GroupProfile]) -> None:
    schools = [profile.school_id for profile in profiles]
    hold_schools(schools)
    run_by, found = jurisdiction_of(pilot), markets_of_schools(schools)
    here = run_by.market_id if run_by else None
    away = [profile.label for profile in profiles if found.get(profile.school_id) != here]
    if away:
        words = _(
            "%(pilot)s is run in another country than the schools of these groups are in:"
            " %(groups)s."
        )
        raise NotNow("elsewhere", words % {"pilot": pilot.number, "groups": "; ".join(away)})


def _invited(standing: Standing, profile: GroupProfile, now: dt.datetime) -> Group:
    return Group(
        pilot=standing.pilot,
        school_id=profile.school_id,
        teacher_id=profile.teacher_id,
        label=profile.label,
        grade=profile.grade,
        pupils=profile.pupils,
        state=GroupState.INVITED,
        joined_at=now,
    )


@transaction.atomic
def accept_invitation(group_id: int, *, by: Actor, now: dt.datetime) -> Group:
    """The teacher takes the place that a round found; the principal is asked next."""
    group = _decide(group_id, "accept_invitation", by=by)
    group.state, group.joined_at = GroupState.JOINED, now
    group.save(update_fields=["state", "joined_at"])
    record(by, "pilot.joined", group.pilot, now=now, group=group.pk)
    post(GroupJoined(group_id=group.pk))
    return group


def _is_called_the_same(one: Group, other: Group) -> bool:
    return one.school_id == other.school_id and one.label.upper() == other.label.upper()


@transaction.atomic
def accept_group(group_id: int, *, by: Actor, now: dt.datetime) -> Group:
    """The principal says yes. A group that has not yet agreed reopens an agreed pilot."""
    group = _decide(group_id, "accept", by=by)
    _note_decision(group, GroupState.ACCEPTED, "", by=by, now=now)
    settle(group.pilot, by=by, now=now, why="new_group")
    return group


@transaction.atomic
def decline_group(group_id: int, reason: str, *, by: Actor, now: dt.datetime) -> Group:
    """The principal says no, and why; the place is free again."""
    group = _decide(group_id, "decline", by=by)
    _note_decision(group, GroupState.DECLINED, reason_given(reason), by=by, now=now)
    return group


@transaction.atomic
def leave(group_id: int, *, by: Actor, now: dt.datetime) -> Group:
    """A group is taken out before the plan is frozen; its place is free again."""
    group = _decide(group_id, "leave", by=by)
    group.state = GroupState.WITHDRAWN
    group.save(update_fields=["state"])
    record(by, "pilot.left", group.pilot, now=now, group=group.pk)
    settle(group.pilot, by=by, now=now, why="group_left")
    return group


def _decide(group_id: int, action: str, *, by: Actor) -> Group:
    """The group, with its pilot's row held, if this person may do this to it."""
    visible = Group.objects.visible_to(by)
    pilot = lock(find(visible, pk=group_id).pilot_id, by).pilot
    group = find(visible, pk=group_id)  # as it is now that nobody else can change it
    group.pilot = pilot
    require(by, action, group, GROUP_RULES)
    return group


def _note_decision(
    group: Group, state: GroupState, grounds: str, *, by: Actor, now: dt.datetime
) -> None:
    group.state, group.grounds = state, grounds
    group.decided_at, group.decided_by_id = now, by.user_id
    group.save(update_fields=["state", "grounds", "decided_at", "decided_by"])
    verb = "pilot.group_accepted" if state == GroupState.ACCEPTED else "pilot.group_declined"
    record(by, verb, group.pilot, now=now, group=group.pk)
    post(GroupDecided(group_id=group.pk))
