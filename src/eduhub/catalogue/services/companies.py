"""The public profile of a company."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import transaction

from eduhub.catalogue.models import Company
from eduhub.catalogue.rules.solutions import COMPANY_RULES
from eduhub.kit.access import Actor, find, require
from eduhub.kit.editing import require_version
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.people.models import Organisation
from eduhub.people.states import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyFields:
    pitch: Text = field(default_factory=Text)
    description: Text = field(default_factory=Text)
    founded: int | None = None
    people_working: str = ""


@transaction.atomic
def change(
    organisation_id: int, written: CompanyFields, *, by: Actor, seen: int, now: dt.datetime
) -> Company:
    """Write the profile anew. Raises Stale when somebody else has saved since `seen`."""
    organisation = find(Organisation.objects.visible_to(by), pk=organisation_id)
    require(by, "change", organisation, COMPANY_RULES)
    company = _profile(organisation_id)
    require_version(company, seen)
    changed = []
    for name in ("pitch", "description", "founded", "people_working"):
        value = getattr(written, name)
        if getattr(company, name) != value:
            setattr(company, name, value)
            changed.append(name)
    company.version += 1
    company.save()
    record(by, "company.changed", company, now=now, fields=changed)
    return company


@transaction.atomic
def open_profile(organisation_id: int) -> None:
    """An approved company gets a profile to fill in; other kinds and a second time do nothing."""
    if Organisation.objects.filter(pk=organisation_id, kind=Kind.COMPANY).exists():
        _profile(organisation_id)


@transaction.atomic
def note_register(
    organisation_id: int,
    *,
    legal_form: Text,
    industry_code: str,
    industry_version: str,
    now: dt.datetime,
) -> None:
    """What the business register answered; the same answer again changes only its time."""
    if not Organisation.objects.filter(pk=organisation_id, kind=Kind.COMPANY).exists():
        return
    company = _profile(organisation_id)
    company.legal_form = legal_form
    company.industry_code = industry_code[:6]
    company.industry_version = industry_version[:10]
    company.register_seen_at = now
    company.save(
        update_fields=["legal_form", "industry_code", "industry_version", "register_seen_at"]
    )


def _profile(organisation_id: int) -> Company:
    """The company's row, locked; made if there is none yet."""
    Company.objects.bulk_create([Company(organisation_id=organisation_id)], ignore_conflicts=True)
    return Company.objects.select_for_update().get(pk=organisation_id)


@transaction.atomic
def forget_register(organisation_id: int, *, before: dt.datetime) -> None:
    """What the register said of a business ID that the company no longer has is not shown."""
    old = Company.objects.filter(organisation=organisation_id, register_seen_at__lt=before)
    old.update(legal_form=Text(), industry_code="", industry_version="", register_seen_at=None)
