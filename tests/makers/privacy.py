"""Privacy dossiers with what officials say to them; seats and consents."""

import datetime as dt
from typing import Any

from django.utils import timezone

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
from eduhub.kit.access import VISITOR, Actor
from eduhub.kit.lang import Text
from eduhub.people.states import Kind, Role
from eduhub.pilots import services
from eduhub.pilots.models import ConsentEntry, Pack, Pilot, Seat
from eduhub.pilots.states import GroupState, PilotState
from eduhub.pilots.states.privacy import Band, Party, Purpose
from tests.makers import (
    NOW,
    make_actor,
    make_group,
    make_organisation,
    make_pilot,
    make_statement,
)
from tests.makers.pilots import Cast, make_agreed, open_every_gate


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


def make_dossier(solution: Solution, now: dt.datetime = NOW, **fields: Any) -> Dossier:
    """The next version, published by the company's lead."""
    lead = make_actor(Role.COMPANY_LEAD, solution.company)
    latest = solution.dossiers.order_by("-version").first()
    seen = latest.version if latest else 0
    if seen:
        fields.setdefault("changed", "Another place.")
    return dossiers.publish(
        solution.pk, make_dossier_fields(**fields), seen=seen, by=lead, now=now
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


# Seats and consents

FORM_DAY = dt.date(2027, 8, 1)  # on which the seats of minors are asked anew
ALL = (Purpose.COLLECT, Purpose.STUDY)


def make_running(lane: str = "C", band: str = Band.UNDER_15, seats: int = 1, **terms: Any) -> Cast:
    """A pilot that runs, with papers issued and seats opened; nobody has answered."""
    cast = make_agreed(lane)
    issue(cast, **terms)
    open_some(cast, seats, band)
    Pilot.objects.filter(pk=cast.pilot.pk).update(state=PilotState.RUNNING)
    cast.pilot.refresh_from_db()
    return cast


def issue(cast: Cast, now: dt.datetime = NOW, **terms: Any) -> Pack:
    told: dict[str, Any] = {"purposes": ALL, "guardians": 1, "asks_consent": True} | terms
    return services.issue_pack(cast.pilot.pk, by=cast.actor("official"), now=now, **told)


def open_some(cast: Cast, count: int = 1, band: str = Band.UNDER_15) -> list[Seat]:
    renew_on = None if band == Band.ADULT else FORM_DAY
    by = cast.actor("teacher")
    return services.open_seats(cast.group.pk, count, band=band, renew_on=renew_on, by=by, now=NOW)


def link_for(cast: Cast, seat: Seat, party: str = Party.GUARDIAN_1, now: dt.datetime = NOW) -> str:
    by = cast.actor("teacher")
    return services.make_link(seat.pk, party, by=by, now=now).token


def say(
    cast: Cast,
    seat: Seat,
    *given: str,
    party: str = Party.GUARDIAN_1,
    now: dt.datetime = NOW,
) -> ConsentEntry:
    """A party answers by a link of its own, having read the Finnish form in force."""
    opened = services.open_link(link_for(cast, seat, party, now), now=now)
    kind = "consent_pupil" if party == Party.PUPIL else "consent_guardian"
    pack = cast.pilot.packs.order_by("-version").first()
    paper = pack.papers.get(kind=kind, language="fi")
    entry, _link = services.answer(opened.pk, given, paper.sha256, by=VISITOR, now=now)
    return entry


def make_private(world: Any, actor: Any) -> None:
    """For the small world: an accepted dossier, and a pilot of lane B with papers and seats."""
    things, homes = world.things, world.homes
    solution = Solution.objects.get(pk=things["solution.own"])
    lead, provider, teacher = actor("company_lead"), actor("provider"), actor("teacher")
    written = make_dossier_fields()
    dossier = dossiers.publish(solution.pk, written, seen=0, by=lead, now=NOW)
    accept(dossier, provider)
    pilot = make_pilot(solution, state=PilotState.INFORMED)
    statement = make_statement(pilot, company_agreed_at=NOW)
    group = make_group(
        pilot,
        school=homes["school"],
        teacher=world.people["teacher"],
        state=GroupState.ACCEPTED,
        decided_at=NOW,
        agreed_to=statement,
        agreed_at=NOW,
    )
    open_every_gate(pilot, "B")
    terms = {"purposes": ALL, "guardians": 1, "asks_consent": True}
    services.issue_pack(pilot.pk, by=provider, now=NOW, **terms)
    told = {"band": Band.UNDER_15, "renew_on": FORM_DAY, "by": teacher, "now": NOW}
    first, second = services.open_seats(group.pk, 2, **told)
    paper = services.OnPaper(Party.GUARDIAN_1, ALL, NOW.date(), "fi")
    entry = services.note_paper(first.pk, paper, by=teacher, now=NOW)
    link = services.make_link(second.pk, Party.GUARDIAN_1, by=teacher, now=timezone.now())
    things |= {
        "pilot.private": pilot.pk,
        "group.private": group.pk,
        "seat": first.pk,
        "entry": entry.pk,
        "token.consent": link.token,
    }
