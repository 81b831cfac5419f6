"""Privacy dossiers, with what their officials say to them."""

from typing import Any

from eduhub.catalogue.models import Dossier, Solution
from eduhub.catalogue.services import dossiers
from eduhub.catalogue.states import (
    Criterion,
    DataKind,
    DataPlace,
    DataUse,
    LegalGround,
    Safeguard,
    Tick,
    Verdict,
    Whose,
)
from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.states import Kind, Role
from tests.makers import NOW, make_actor, make_organisation


def make_dossier_fields(**fields: Any) -> dossiers.DossierFields:
    """A solution that touches pupils' answers for teaching, kept for 90 days in the EU."""
    fields.setdefault("data", {DataKind.ANSWERS: [DataUse.TEACHING, DataUse.TEACHER_VIEW]})
    fields.setdefault("whose", [Whose.PUPILS])
    fields.setdefault("ground", LegalGround.TASK)
    fields.setdefault("purpose", Text(fi="Tehtävien tekeminen.", en="Doing tasks."))
    fields.setdefault("place", DataPlace.EU)
    fields.setdefault("keep_days", 90)
    fields.setdefault("safeguards", [Safeguard.TRANSIT, Safeguard.REST])
    return dossiers.DossierFields(**fields)


def make_dossier(solution: Solution, **fields: Any) -> Dossier:
    """The next version, published by the company's lead."""
    lead = make_actor(Role.COMPANY_LEAD, solution.company)
    latest = solution.dossiers.order_by("-version").first()
    seen = latest.version if latest else 0
    if seen:
        fields.setdefault("changed", "Another place.")
    return dossiers.publish(
        solution.pk, make_dossier_fields(**fields), seen=seen, by=lead, now=NOW
    )


def make_official() -> Actor:
    """Of an education provider of its own."""
    return make_actor(Role.PROVIDER_OFFICIAL, make_organisation(Kind.EDUCATION_PROVIDER))


def accept(dossier: Dossier, by: Actor | None = None, verdict: str = Verdict.ACCEPTED) -> None:
    dossiers.review(dossier.pk, verdict, "Read in full.", by=by or make_official(), now=NOW)


def make_answers(*holding: str, unsure: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    """The nine questions: yes for those named, unsure for others named, no for the rest."""
    ticks = dict.fromkeys(holding, Tick.YES) | dict.fromkeys(unsure, Tick.UNSURE)
    return {one.value: (ticks.get(one, Tick.NO), "As the dossier says.") for one in Criterion}
