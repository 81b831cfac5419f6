"""Rows of the directory's half of the catalogue: claims, fit sheets, schools' setups, forms."""

import datetime as dt
import io
import uuid
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from eduhub.catalogue.models import Claim, FitSheet, SchoolSetup, Solution
from eduhub.catalogue.services.solutions import SolutionFields
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation
from tests.makers import NOW, make_organisation, make_solution


def make_claim(solution: Solution | None = None, **fields: Any) -> Claim:
    """A claim of this spring, with a source."""
    fields.setdefault("words", Text(fi="Luokat ratkoivat enemmän.", en="Classes solved more."))
    fields.setdefault("source", "A survey at twelve schools")
    fields.setdefault("dated", dt.date(2026, 4, 1))
    return Claim.objects.create(solution=solution or make_solution(), written_at=NOW, **fields)


def make_fit_sheet(solution: Solution | None = None, **fields: Any) -> FitSheet:
    """A fit sheet on which nothing is answered but what is given."""
    return FitSheet.objects.create(solution=solution or make_solution(), answered_at=NOW, **fields)


def make_setup(school: Organisation | None = None, **fields: Any) -> SchoolSetup:
    """A school that asks for nothing but what is given."""
    return SchoolSetup.objects.create(
        school=school or make_organisation("school"), changed_at=NOW, **fields
    )


def complete(**fields: Any) -> SolutionFields:
    """What a solution needs to be published, as a service takes it."""
    fields.setdefault("name", Text(fi="Murtokisa"))
    fields.setdefault("pitch", Text(fi="Pelejä murtoluvuista"))
    fields.setdefault("codes", ["subject-maths"])
    return SolutionFields(**fields)


def typed(**fields: Any) -> dict[str, Any]:
    """The same as the browser sends it."""
    fields.setdefault("name_fi", "Murtokisa")
    fields.setdefault("pitch_fi", "Pelejä murtoluvuista")
    fields.setdefault("subject", ["subject-maths"])
    fields.setdefault("seen", "1")
    fields.setdefault("idempotency_key", str(uuid.uuid4()))
    return fields


def make_topics() -> None:
    """The seeded topics, where a test before has emptied the tables."""
    import_module("eduhub.catalogue.migrations._topics").seed(apps, None)


def picture_file(name: str = "picture.png") -> SimpleUploadedFile:
    """A small real picture."""
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")
