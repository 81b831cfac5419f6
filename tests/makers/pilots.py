"""A pilot with the people around it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from eduhub.kit.access import Actor
from eduhub.kit.lang import Text
from eduhub.people.models import Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, Role
from eduhub.pilots import services
from eduhub.pilots.models import Agreement, Group, LaneAnswers, LaneDecision, Pilot
from eduhub.pilots.rules.lanes import recommend
from eduhub.pilots.services.papers import fingerprint_of, pdf_of
from eduhub.pilots.states import GroupState
from eduhub.pilots.states.agreements import SignedBy
from tests.makers import (
    NOW,
    TODAY,
    make_company,
    make_group,
    make_organisation,
    make_person,
    make_pilot,
    make_solution,
)


def make_terms(**fields: Any) -> services.Terms:
    """What a company offers; from October to December."""
    fields.setdefault("purpose", Text(fi="Auttaako se?", en="Does it help?"))
    fields.setdefault("wanted", Text())
    fields.setdefault("minutes_a_week", 40)
    fields.setdefault("starts", dt.date(2026, 10, 5))
    fields.setdefault("ends", dt.date(2026, 12, 4))
    fields.setdefault("places", 12)
    return services.Terms(**fields)


def make_definition(**fields: Any) -> services.Definition:
    fields.setdefault("success", Text(en="Pupils solve two tasks more."))
    fields.setdefault("measure", Text(en="Fractions test, 0 to 40 points"))
    fields.setdefault("unit", Text(en="points"))
    fields.setdefault("smallest_that_matters", Decimal("2.0"))
    fields.setdefault("higher_is_better", True)
    fields.setdefault("stop_rule", Text(en="Two weeks without use."))
    return services.Definition(**fields)


@dataclass
class Cast:
    """A pilot with its company, one school with an accepted group, and who acts for them."""

    pilot: Pilot
    group: Group
    company: Organisation
    school: Organisation
    users: dict[str, User]

    def actor(self, who: str) -> Actor:
        return actor_for(self.users[who], TODAY)


PEOPLE = {  # who, in which role; those named "other_…" belong to other organisations
    "lead": Role.COMPANY_LEAD,
    "member": Role.COMPANY_MEMBER,
    "teacher": Role.TEACHER,
    "colleague": Role.TEACHER,
    "principal": Role.PRINCIPAL,
    "staff": Role.HUB_STAFF,
    "official": Role.PROVIDER_OFFICIAL,
    "other_lead": Role.COMPANY_LEAD,
    "other_teacher": Role.TEACHER,
    "other_principal": Role.PRINCIPAL,
    "other_official": Role.PROVIDER_OFFICIAL,
}


def make_cast(group_state: str = GroupState.ACCEPTED, **fields: Any) -> Cast:
    """A pilot that looks for groups, with one group; nobody has written a statement yet."""
    company, city = make_company(), make_organisation(Kind.EDUCATION_PROVIDER)
    school = make_organisation(Kind.SCHOOL, provider=city)
    pilot = fields.pop("pilot", None) or make_pilot(make_solution(company), **fields)
    home = {"lead": company, "member": company, "official": city}
    home |= dict.fromkeys(("teacher", "colleague", "principal"), school)
    users = {who: make_person(role, home.get(who)) for who, role in PEOPLE.items()}
    group = make_group(
        pilot, school=school, label="5B", teacher=users["teacher"], state=group_state
    )
    return Cast(pilot, group, company, school, users)


LANES = {  # answers that speak for each lane
    "A": services.Answers(False, (), False, False, False),
    "B": services.Answers(True, ("answers",), True, False, False),
    "C": services.Answers(False, (), False, True, False),
}
REASON = "As the papers say."


def decide_lane(cast: Cast, lane: str = "A") -> None:
    """The company answers as the lane asks, the official decides so."""
    pk, answers = cast.pilot.pk, LANES[lane]
    seen = cast.pilot.lane_answers.count()
    row = services.answer_lane(pk, answers, seen=seen, by=cast.actor("lead"), now=NOW)
    official = cast.actor("official")
    services.decide_lane(pk, lane, "", seen=row.version, by=official, now=NOW)


def make_permit_terms(**fields: Any) -> services.PermitTerms:
    """Valid for the whole of the pilot of make_pilot."""
    fields.setdefault("number", "HEL 2026-004711")
    fields.setdefault("valid_from", dt.date(2026, 9, 1))
    fields.setdefault("valid_until", dt.date(2026, 12, 31))
    fields.setdefault("destroy_by", dt.date(2027, 12, 31))
    fields.setdefault("reason", REASON)
    return services.PermitTerms(**fields)


def open_papers(cast: Cast, lane: str) -> None:
    """Privacy, permit and information, where the lane asks for them."""
    pk, official = cast.pilot.pk, cast.actor("official")
    if lane in "BC":
        services.decide_privacy(pk, True, REASON, by=official, now=NOW)
    if lane == "C":
        services.note_permit(pk, make_permit_terms(), by=official, now=NOW)
    if lane in "BC":
        services.note_information(cast.group.pk, TODAY, REASON, by=cast.actor("teacher"), now=NOW)


def agree_all(cast: Cast) -> None:
    """Company and teacher agree on a statement."""
    services.write_statement(
        cast.pilot.pk, make_definition(), seen=0, by=cast.actor("lead"), now=NOW
    )
    services.agree_to_statement(cast.pilot.pk, version=1, by=cast.actor("teacher"), now=NOW)


def sign_as(by: Actor, agreement: Agreement, name: str = "Company Lead") -> None:
    """Read the file in Finnish, or the one that was signed first, and sign it."""
    agreement.refresh_from_db()
    stored = agreement.document
    shown = stored.sha256 if stored else fingerprint_of(pdf_of(agreement, "fi"))
    typed = services.TypedSignature(name, "fi", shown)
    services.sign(agreement.pk, typed, by=by, now=NOW)


def sign_all(cast: Cast) -> None:
    """Every agreement with the cast's school comes in signed, through the hub."""
    for agreement in Agreement.objects.filter(pilot=cast.pilot, school=cast.school):
        if not agreement.signatures.exists():
            file = SimpleUploadedFile("signed.pdf", b"%PDF-1.7\n%%EOF")
            services.upload_signed(agreement.pk, file, by=cast.actor("staff"), now=NOW)


def make_agreed(lane: str = "A", **fields: Any) -> Cast:
    """A pilot on whose success statement everybody agrees, signed, with all gates open."""
    cast = make_cast(**fields)
    decide_lane(cast, lane)
    open_papers(cast, lane)
    agree_all(cast)
    sign_all(cast)
    cast.pilot.refresh_from_db()
    return cast


def make_pilot_in(state: str, group_state: str = GroupState.ACCEPTED, lane: str = "A") -> Cast:
    """A pilot in any state, with everybody agreed where that must have been so."""
    cast = make_agreed(lane)
    put(cast, state, group_state)
    return cast


def put(cast: Cast, state: str, group_state: str = GroupState.ACCEPTED) -> None:
    """The same pilot and group in other states, without walking there."""
    Pilot.objects.filter(pk=cast.pilot.pk).update(state=state)
    Group.objects.filter(pk=cast.group.pk).update(state=group_state)
    cast.pilot.refresh_from_db()
    cast.group.refresh_from_db()


def open_every_gate(pilot: Pilot, lane: str = "A") -> None:
    """Write the rows that open the gates of an agreed pilot, without walking through them.

    Its groups have agreed to its one statement; each school's agreement came in signed.
    """
    found = recommend(LANES[lane])
    told = {name: getattr(LANES[lane], name) for name in LANES[lane].__slots__}
    answers = LaneAnswers.objects.create(
        pilot=pilot,
        version=1,
        recommended=found.lane,
        reasons=list(found.reasons),
        side="company",
        answered_at=NOW,
        **told | {"data": list(LANES[lane].data)},
    )
    LaneDecision.objects.create(
        pilot=pilot,
        version=1,
        answers=answers,
        lane=lane,
        office="hub_lead",
        organisation=make_organisation(Kind.HUB),
        decided_at=NOW,
    )
    Pilot.objects.filter(pk=pilot.pk).update(lane=lane)
    pilot.lane = lane
    statement = pilot.statements.get()
    for school in {group.school for group in pilot.groups.select_related("school")}:
        agreement = Agreement.objects.create(
            pilot=pilot,
            school=school,
            statement=statement,
            lane=lane,
            template=1,
            content={"number": pilot.number},
            made_at=NOW,
            uploaded_by="hub",
        )
        for party in SignedBy:
            agreement.signatures.create(
                party=party, how="uploaded", role="hub_staff", sha256="0" * 64, signed_at=NOW
            )
