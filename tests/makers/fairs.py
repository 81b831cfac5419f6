"""Rows of the exhibition half of the catalogue: stands, requests, exhibitions, references."""

import datetime as dt
import io
import uuid
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.utils.translation import override
from PIL import Image

from eduhub.catalogue.models import (
    ConsentWording,
    Exhibit,
    Exhibition,
    Lead,
    Medium,
    Reference,
    Solution,
    Stand,
)
from eduhub.catalogue.models.stands import CONSENTS, PRESENT_CONSENT
from eduhub.catalogue.services.leads import DemoRequest
from eduhub.kit.access import VISITOR, Actor, machine
from eduhub.kit.files import keep_picture
from eduhub.kit.http import HubRequest
from eduhub.kit.lang import Text
from eduhub.kit.models import StoredFile
from eduhub.kit.panels import Panel
from tests.makers import NOW, make_organisation, make_solution


def upload(colour: str = "teal", name: str = "picture.png") -> SimpleUploadedFile:
    """A small true picture, as a browser sends it."""
    drawn = io.BytesIO()
    Image.new("RGB", (32, 20), colour).save(drawn, "PNG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")


def make_file(colour: str = "teal") -> StoredFile:
    return keep_picture(upload(colour), by=machine("tests"), now=NOW)


def make_stand(solution: Solution | None = None, **fields: Any) -> Stand:
    """An open stand with words in three languages."""
    fields.setdefault("opening", Text(fi="Tervetuloa **katsomaan**", sv="Välkommen", en="Welcome"))
    fields.setdefault("is_open", True)
    return Stand.objects.create(solution=solution or make_solution(), changed_at=NOW, **fields)


def make_medium(stand: Stand | None = None, **fields: Any) -> Medium:
    fields.setdefault("alternative", Text(fi="Kuva", sv="Bild", en="A picture"))
    fields.setdefault("picture", make_file())
    return Medium.objects.create(stand=stand or make_stand(), **fields)


def demo_request(**told: Any) -> DemoRequest:
    """What a visitor fills in, with the consent ticked."""
    told.setdefault("name", "Visitor One")
    told.setdefault("email", "visitor@example.org")
    told.setdefault("wish", "Fractions for grade 5")
    told.setdefault("organisation", "Some school")
    told.setdefault("form_key", uuid.uuid4())
    told.setdefault("caller", uuid.uuid4().hex)
    told.setdefault("language", "sv")
    told.setdefault("consent", PRESENT_CONSENT)
    return DemoRequest(**told)


def make_lead(solution: Solution | None = None, **fields: Any) -> Lead:
    wording, _made = ConsentWording.objects.get_or_create(
        version=PRESENT_CONSENT,
        defaults={"words": CONSENTS[PRESENT_CONSENT], "stored_at": NOW},
    )
    fields.setdefault("name", "Visitor One")
    fields.setdefault("email", "visitor@example.org")
    fields.setdefault("wish", "Fractions for grade 5")
    fields.setdefault("asked_at", NOW)
    return Lead.objects.create(
        solution=solution or make_stand().solution,
        language="fi",
        wording=wording,
        consented_at=NOW,
        token_digest=uuid.uuid4().hex,
        form_key=uuid.uuid4(),
        state_since=NOW,
        **fields,
    )


def make_exhibition(*solutions: Solution, **fields: Any) -> Exhibition:
    """A published exhibition that is on around today, whenever today is."""
    fields.setdefault("title", Text(fi="Syksyn näyttely", sv="Höstens utställning", en="Autumn"))
    fields.setdefault("opens", dt.date(2020, 1, 1))
    fields.setdefault("closes", dt.date(2099, 12, 31))
    fields.setdefault("state", "published")
    fields.setdefault("published_at", NOW)
    made = Exhibition.objects.create(
        form_key=uuid.uuid4(), created_at=NOW, changed_at=NOW, **fields
    )
    for place, solution in enumerate(solutions, start=1):
        Exhibit.objects.create(exhibition=made, solution=solution, place=place)
    return made


def make_reference(solution: Solution | None = None, **fields: Any) -> Reference:
    """An unconfirmed reference, unless a state is given."""
    fields.setdefault(
        "use", Text(fi="5. luokka, pelit", sv="Årskurs 5, spel", en="Grade 5, games")
    )
    fields.setdefault("school", None)
    school = fields.pop("school") or make_organisation("school")
    if fields.get("state", "unconfirmed") not in ("unconfirmed", "withdrawn"):
        fields.setdefault("decided_at", NOW)
    return Reference.objects.create(
        solution=solution or make_solution(),
        school=school,
        named_at=NOW,
        state_since=NOW,
        **fields,
    )


def drawn(panel: Panel, actor: Actor | None, thing: Any = None) -> str:
    """A panel as this actor finds it on a page, in English."""
    request = cast(HubRequest, RequestFactory().get("/en/"))
    request.actor, request.hats, request.user = actor or VISITOR, [], AnonymousUser()
    with override("en"):
        return panel(request, actor if thing is None else thing)
