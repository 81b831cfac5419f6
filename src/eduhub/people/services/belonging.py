"""Where a school belongs: to which education provider, in which municipality and district."""

import datetime as dt
import re
import zlib
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_seen
from eduhub.kit.errors import Invalid
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation
from eduhub.people.queries import providers, schools
from eduhub.people.rules import ORGANISATION_RULES

MUNICIPALITY = re.compile(r"[0-9]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """What the hub notes of a school; "" and None for what nobody knows.

    Attributes:
        municipality: its code of three digits, such as 091.
        district: as the table of pupils calls it, or their shares are not found.
    """

    provider_id: int | None = None
    municipality: str = ""
    district: str = ""


@transaction.atomic
def place(
    school_id: int, told: Belonging, *, seen: int, by: Actor, now: dt.datetime
) -> Organisation:
    """Officials of the provider see the school's pilots from this moment on, others no longer.

    Args:
        seen: the `mark_of` what the person had before them.

    Raises:
        Invalid: no such provider; not a municipality's code.
    """
    rows = schools(by).select_for_update(of=("self",), no_key=True)
    school = find(rows, pk=school_id)
    require(by, "place", school, ORGANISATION_RULES)
    require_seen(mark_of(school), seen)
    municipality, district = told.municipality.strip(), " ".join(told.district.split())
    if municipality and not MUNICIPALITY.fullmatch(municipality):
        raise Invalid({"municipality": _("Enter the three digits of its code, such as 091.")})
    if told.provider_id and not providers().filter(pk=told.provider_id).exists():
        raise Invalid({"provider": _("Choose one that the hub has approved.")})

    school.provider_id = told.provider_id
    school.municipality, school.district = municipality, district
    if mark_of(school) == seen:
        return school
    school.save(update_fields=["provider", "municipality", "district"])
    noted = {"provider": told.provider_id, "municipality": municipality, "district": district}
    record(by, "school.belongs", school, now=now, **noted)
    return school


def mark_of(school: Organisation) -> int:
    """A number for what is noted, by which a form knows whether something else is by now."""
    told = f"{school.provider_id}|{school.municipality}|{school.district}"
    return zlib.crc32(told.encode())
