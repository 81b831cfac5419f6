"""The list of the city's districts, which the hub's desk keeps."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.models import District
from eduhub.people.queries import removal_of
from eduhub.people.rules import DISTRICT_RULES

LONGEST = 60  # characters of a key, as in the tables that name it


@transaction.atomic
def add(key: str, name: Text, *, by: Actor, now: dt.datetime) -> District:
    """A district by the key that schools and tables give it; the same once more is one.

    Raises:
        Invalid: no key, or too long a one; no name; the list has the key under another name.
    """
    require(by, "keep", None, DISTRICT_RULES)
    key = " ".join(key.split())
    if not key or len(key) > LONGEST:
        raise Invalid({"key": _("Write it in at most %(most)s characters.") % {"most": LONGEST}})
    _require_words(name)

    district, is_new = District.objects.get_or_create(key=key, defaults={"name": name})
    if not is_new and district.name != name:
        raise Invalid({"key": _("The list has this one already. Change its names there.")})
    if is_new:
        record(by, "district.added", district, now=now, key=key)
    return district


@transaction.atomic
def rename(district_id: int, name: Text, *, seen: int, by: Actor, now: dt.datetime) -> District:
    """Other words for people; the key stays, since files and rounds know the district by it.

    Args:
        seen: the version that the person had before them.
    """
    require(by, "keep", None, DISTRICT_RULES)
    district = find(District.objects.select_for_update(), pk=district_id)
    require_version(district, seen)
    _require_words(name)
    if district.name == name:
        return district

    district.name = name
    district.version += 1
    district.save(update_fields=["name", "version"])
    record(by, "district.renamed", district, now=now, key=district.key)
    return district


@transaction.atomic
def remove(district_id: int, *, by: Actor, now: dt.datetime) -> str:
    """Off the list; the key that it had. Refused while a school or a table names it."""
    require(by, "keep", None, DISTRICT_RULES)
    district = find(District.objects.select_for_update(), pk=district_id)
    require(by, "remove", removal_of(district), DISTRICT_RULES)

    record(by, "district.removed", district, now=now, key=district.key)
    district.delete()
    return district.key


def _require_words(name: Text) -> None:
    if name == Text():
        raise Invalid({"name": _("Write this in at least one language")})
