"""Profiles of groups that would like to try something."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation
from eduhub.pilots.models import GroupProfile
from eduhub.pilots.rules.profiles import PROFILE_RULES
from eduhub.pilots.services.checks import hold_against_model, hold_against_topics, names_nobody
from eduhub.pilots.states.offers import monday_of

LONGEST = dt.timedelta(days=400)  # a profile counts at most this long without a new look


@dataclass(frozen=True, slots=True)
class ProfileFields:
    """What a teacher says of a group; weeks are the Mondays of free weeks."""

    label: str
    grade: int
    pupils: int
    language: str
    weeks: list[dt.date]
    devices: list[str]
    codes: list[str]
    most_minutes: int
    not_this_term: bool
    valid_until: dt.date
    need_group: str = ""


@transaction.atomic
def write_profile(fields: ProfileFields, *, by: Actor, now: dt.datetime) -> GroupProfile:
    """A teacher's group would like to try something; one profile for each group."""
    require(by, "write", None, PROFILE_RULES)
    school = find(Organisation.objects.visible_to(by), pk=by.organisation_id)
    Organisation.objects.select_for_update().get(pk=school.pk)  # two at once, one after the other
    label = " ".join(fields.label.split())
    there = GroupProfile.objects.filter(school=school, label__iexact=label).first()
    if there is not None and there.teacher_id != by.user_id:
        raise Invalid({"label": _("A colleague has written of this group already.")})
    assert by.user_id is not None
    profile = there or GroupProfile(school=school, teacher_id=by.user_id)
    _write(profile, fields, today=timezone.localdate(now), now=now)
    verb = "profile.edited" if there else "profile.written"
    record(by, verb, profile, now=now, counts=not profile.not_this_term)
    return profile


@transaction.atomic
def edit_profile(
    profile_id: int, fields: ProfileFields, *, seen: int, by: Actor, now: dt.datetime
) -> GroupProfile:
    profile = _lock(profile_id, by)
    require_version(profile, seen)
    label = " ".join(fields.label.split())
    same = GroupProfile.objects.filter(school=profile.school_id, label__iexact=label)
    if same.exclude(pk=profile.pk).exists():
        raise Invalid({"label": _("There is a profile of a group with this name already.")})
    profile.version += 1
    _write(profile, fields, today=timezone.localdate(now), now=now)
    record(by, "profile.edited", profile, now=now, counts=not profile.not_this_term)
    return profile


@transaction.atomic
def drop_profile(profile_id: int, *, by: Actor, now: dt.datetime) -> None:
    profile = _lock(profile_id, by)
    record(by, "profile.dropped", profile, now=now)
    profile.delete()


def _lock(profile_id: int, by: Actor) -> GroupProfile:
    visible = GroupProfile.objects.visible_to(by).select_for_update()
    profile = find(visible, pk=profile_id)
    require(by, "edit", profile, PROFILE_RULES)
    return profile


def _write(
    profile: GroupProfile, fields: ProfileFields, *, today: dt.date, now: dt.datetime
) -> None:
    names_nobody({"label": fields.label})
    for name in fields.__slots__:
        setattr(profile, name, getattr(fields, name))
    profile.label = " ".join(fields.label.split())
    profile.weeks = sorted({monday_of(day) for day in fields.weeks})
    profile.changed_at = now
    hold_against_model(profile, fields.__slots__)
    hold_against_topics(
        {"language": [fields.language], "devices": fields.devices, "codes": fields.codes}
    )
    if not fields.not_this_term and not fields.weeks:
        raise Invalid({"weeks": _("Choose the weeks that are free, or say “not this term”.")})
    if not today <= fields.valid_until <= today + LONGEST:
        raise Invalid({"valid_until": _("Choose a day within the coming year.")})
    profile.save()
