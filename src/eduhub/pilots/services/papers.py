"""The agreements that a pilot needs: what they say, and the file that one signs."""

import datetime as dt
import hashlib
import uuid
from pathlib import Path
from typing import Any

from eduhub.kit.access import Actor
from eduhub.kit.files import keep_pdf
from eduhub.kit.lang import Text
from eduhub.kit.ledger import record
from eduhub.kit.models import StoredFile
from eduhub.kit.papers import make_pdf
from eduhub.kit.post import post
from eduhub.people.models import Organisation
from eduhub.pilots.models import Agreement, Standing
from eduhub.pilots.notices import AgreementMade

TEMPLATES = Path(__file__).parents[1] / "templates" / "pilots" / "agreements"
LATEST = 1  # version of the text; an agreement keeps the one that it was made from
LANGUAGES = ("fi", "sv", "en")


def make_missing(standing: Standing, *, by: Actor, now: dt.datetime) -> list[Agreement]:
    """An agreement with each school that has none on what stands now; those that are new."""
    statement = standing.statement
    if statement is None or not standing.may_be_signed:
        return []
    schools = {group.school_id: group.school for group in standing.accepted}
    made = Agreement.objects.bulk_create(
        Agreement(
            pilot=standing.pilot,
            school=school,
            statement=statement,
            lane=standing.pilot.lane,
            template=LATEST,
            content=content_of(standing, school),
            made_at=now,
        )
        for school_id, school in schools.items()
        if standing.agreement_with(school_id) is None
    )
    for agreement in made:
        record(by, "pilot.agreement_made", standing.pilot, now=now, agreement=agreement.pk)
        post(AgreementMade(agreement_id=agreement.pk))
    return made


def content_of(standing: Standing, school: Organisation) -> dict[str, Any]:
    """All that the text is filled with, as it stands now."""
    pilot, statement = standing.pilot, standing.statement
    assert statement is not None
    company = pilot.solution.company
    smallest = statement.smallest_that_matters
    return {
        "number": pilot.number,
        "company": {"name": _three(company.name), "business_id": company.business_id or ""},
        "school": {"name": _three(school.name), "number": school.school_number or ""},
        "solution": _three(pilot.solution.name),
        "purpose": _three(pilot.purpose),
        "starts": pilot.starts.isoformat(),
        "ends": pilot.ends.isoformat(),
        "minutes_a_week": pilot.minutes_a_week,
        "lane": pilot.lane,
        "statement": {
            "version": statement.version,
            "success": _three(statement.success),
            "measure": _three(statement.measure),
            "unit": _three(statement.unit),
            "smallest": f"{smallest:.{statement.decimals}f}",
            "higher_is_better": statement.higher_is_better,
            "stop_rule": _three(statement.stop_rule),
        },
    }


def _three(text: Text) -> dict[str, str]:
    return {code: getattr(text, code) for code in LANGUAGES}


def pdf_of(agreement: Agreement, language: str) -> bytes:
    """The file that one reads and signs, made anew; nobody has signed it yet."""
    template = TEMPLATES / str(agreement.template) / f"{language}.typ"
    return make_pdf(template, agreement.content | {"language": language})


def fingerprint_of(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def keep(agreement: Agreement, pdf: bytes, *, by: Actor, now: dt.datetime) -> StoredFile:
    """Store the very bytes that were signed; the same again is one file."""
    name = f"agreement {agreement.pk} {fingerprint_of(pdf)}"
    key = uuid.uuid5(uuid.NAMESPACE_URL, name)
    return keep_pdf(pdf, f"{agreement.number}.pdf", key=key, by=by, now=now)
