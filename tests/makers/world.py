"""A small world for the tests of the whole house: two of each, in all states, with all roles.

What is private in it carries a word that stands nowhere else (`secret`), so that a test can
look for it in everything that the house answers.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from django.utils import timezone

from eduhub.catalogue.models import Lead, Solution
from eduhub.evidence import services as trials
from eduhub.evidence.models import Plan
from eduhub.evidence.services import ClassTotals
from eduhub.kit.access import machine
from eduhub.kit.lang import Text
from eduhub.kit.models import Draft
from eduhub.people.models import (
    Duty,
    Invitation,
    Membership,
    Organisation,
    User,
)
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, OrganisationState, Role
from eduhub.pilots.models import Group, Pilot
from eduhub.pilots.states import GroupState, PilotState
from tests.makers import (
    NOW,
    TODAY,
    make_company,
    make_group,
    make_membership,
    make_organisation,
    make_person,
    make_pilot,
    make_solution,
    make_statement,
)
from tests.makers.advised import make_advised
from tests.makers.applied import make_applied
from tests.makers.booked import make_booked
from tests.makers.catalogue import make_claim, make_fit_sheet, make_setup
from tests.makers.cohorted import make_cohorted
from tests.makers.evaluated import make_evaluations
from tests.makers.evidence import LATER, NONCE, give_all, make_draft, teacher_of
from tests.makers.fairs import make_exhibition, make_file, make_lead, make_medium, make_stand
from tests.makers.fairs import make_reference as make_school_reference
from tests.makers.gone_abroad import make_gone_abroad
from tests.makers.judged import make_judged
from tests.makers.measured import make_measures
from tests.makers.pages import make_page
from tests.makers.passports import make_passports
from tests.makers.people import make_correction, make_district
from tests.makers.pilots import open_every_gate
from tests.makers.privacy import make_private
from tests.makers.reasoned import make_logics
from tests.makers.recorded import make_recorded
from tests.makers.rounds import make_rounds
from tests.makers.running import make_running
from tests.makers.start import make_start
from tests.makers.together import make_together

ABSENT = 987_654_321
TOKEN, RIVAL_TOKEN = "own-token-of-a-letter-0001", "rival-token-of-a-letter-0002"


def secret(name: str) -> str:
    """A word that stands nowhere else, at home in no language."""
    return "zq" + hashlib.sha256(name.encode()).hexdigest()[:14]


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Things(dict[str, object]):
    """Names of things by which addresses are asked; two rooms can never give the same one."""

    def __setitem__(self, name: str, key: object) -> None:
        if name in self:
            raise ValueError(f"two things are named {name}")
        super().__setitem__(name, key)

    def __ior__(self, more: Mapping[str, object]) -> Self:
        for name, key in more.items():
            self[name] = key
        return self


@dataclass
class World:
    """Who is there, and what; both by the names that the tests use."""

    people: dict[str, User] = field(default_factory=dict)
    homes: dict[str, Organisation] = field(default_factory=dict)
    things: Things = field(default_factory=Things)


ROLES = {  # who: (role, home); each home is one organisation
    "company_lead": (Role.COMPANY_LEAD, "company"),
    "colleague": (Role.COMPANY_MEMBER, "company"),
    "rival": (Role.COMPANY_MEMBER, "rival"),
    "teacher": (Role.TEACHER, "school"),
    "principal": (Role.PRINCIPAL, "school"),
    "other_principal": (Role.PRINCIPAL, "other_school"),
    "provider": (Role.PROVIDER_OFFICIAL, "city"),
    "researcher": (Role.RESEARCHER, "university"),
    "investor": (Role.INVESTOR, "fund"),
    "partner": (Role.PARTNER, "corporation"),
    "staff": (Role.HUB_STAFF, "hub"),
    "hub_lead": (Role.HUB_LEAD, "hub"),
}
KINDS = {
    "city": Kind.EDUCATION_PROVIDER,
    "university": Kind.UNIVERSITY,
    "fund": Kind.INVESTOR,
    "corporation": Kind.PARTNER,
    "hub": Kind.HUB,
}


def make_world() -> World:
    world = World()
    _people(world)
    for home, own in (("company", "own"), ("rival", "rival")):
        _catalogue(world, home, own)
    _shows(world)
    _pages(world)
    _pilots(world)
    _trials(world)
    _letters(world)
    make_running(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_start(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_private(world, lambda who: actor_for(world.people[who], TODAY))
    make_rounds(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_together(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_booked(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_advised(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_judged(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_applied(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_recorded(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_cohorted(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_gone_abroad(world, lambda who: actor_for(world.people[who], TODAY), secret)
    make_evaluations(world, actor_for(world.people["staff"], TODAY))
    make_measures(world, actor_for(world.people["researcher"], TODAY))
    make_logics(world, actor_for(world.people["company_lead"], TODAY))
    make_passports(world, actor_for(world.people["staff"], TODAY))  # says all that the others made
    return world


def words(fi: str, hidden: str = "") -> Text:
    """In three languages, each with the secret word of that name."""
    tail = f" {secret(hidden)}" if hidden else ""
    return Text(fi=f"{fi} fi{tail}", sv=f"{fi} sv{tail}", en=f"{fi} en{tail}")


def _people(world: World) -> None:
    homes = world.homes
    homes["company"] = make_company(name=words("Oma yritys"))
    homes["rival"] = make_company(name=words("Kilpailija"))
    for home, kind in KINDS.items():
        homes[home] = make_organisation(kind, name=words(home))
    homes["school"] = make_organisation(name=words("Oma koulu"), provider=homes["city"])
    homes["other_school"] = make_organisation(name=words("Toinen koulu"))
    for who, (role, home) in ROLES.items():
        email = f"{who}.{secret('email-' + home)}@example.org"
        world.people[who] = make_person(role, homes[home], email=email)
    world.people["newcomer"] = make_person(email=f"newcomer.{secret('email-none')}@example.org")
    make_membership(make_person(), Role.HUB_LEAD, homes["hub"])
    make_setup(homes["school"], devices=["device-chromebook"])
    claimed = make_organisation(
        Kind.COMPANY,
        name=words("Uusi", "claim"),
        state=OrganisationState.CLAIMED,
        business_id="0000041-4",
        claimed_by=world.people["newcomer"],
    )
    held = {
        who: Membership.objects.get(user=user)
        for who, user in world.people.items()
        if who != "newcomer"
    }
    correction = make_correction(
        homes["company"],
        name=words("Oma yhtiö"),
        reason=f"Väärin {secret('correction')}",
        asked_by=world.people["company_lead"],
    )
    duty = Duty.objects.create(
        membership=held["staff"], topic="pilots", languages=["fi", "sv"], address="p@hub.example"
    )
    world.things |= {
        "claimed": claimed.pk,
        "correction": correction.pk,
        "district": make_district(secret("district"), words("Alue")).pk,
        "duty": duty.pk,
        **{f"membership.{who}": one.pk for who, one in held.items()},
        **{f"person.{who}": user.pk for who, user in world.people.items()},
        **{f"home.{home}": one.pk for home, one in homes.items()},
    }


def _catalogue(world: World, home: str, own: str) -> None:
    company = world.homes[home]
    shown = make_solution(
        company,
        name=words(f"Ratkaisu {own}"),
        pitch=words("Pelejä murtoluvuista"),
        codes=["subject-maths", "age-7-9"],
        picture=make_file("teal" if own == "own" else "red"),
        picture_words=words("Kuva"),
    )
    hidden = make_solution(
        company,
        name=words("Luonnos", f"draft-{own}"),
        pitch=words("Tulossa"),
        codes=["subject-physics"],
        state="draft",
    )
    stand = make_stand(shown)
    medium = make_medium(stand)
    closed = make_stand(hidden, is_open=False, opening=words("Kiinni", f"stand-{own}"))
    lead = make_lead(
        shown,
        name=f"Visitor {secret('lead-' + own)}",
        email=f"{secret('lead-' + own)}@example.org",
        asked_at=timezone.now(),
    )
    Lead.objects.filter(pk=lead.pk).update(token_digest=digest(f"demo-{own}-0001"))
    make_fit_sheet(shown, lti=True, logins=["none"])
    world.things |= {
        f"solution.{own}": shown.pk,
        f"draft.{own}": hidden.pk,
        f"picture.{own}": shown.picture_id,
        f"medium.{own}": medium.pk,
        f"closed_medium.{own}": make_medium(closed).pk,
        f"lead.{own}": lead.pk,
        f"demo.{own}": f"demo-{own}-0001",
        f"claim.{own}": make_claim(shown).pk,
    }


def _shows(world: World) -> None:
    things, homes = world.things, world.homes
    shown = make_exhibition(picture=make_file("blue"), alternative=words("Kuva"))
    for place, own in enumerate(("own", "rival"), start=1):
        shown.exhibits.create(solution_id=things[f"solution.{own}"], place=place)
    planned = make_exhibition(
        title=words("Tuleva", "exhibition"), state="draft", published_at=None
    )
    planned.exhibits.create(solution_id=things["solution.own"], place=1)
    for own, school, other in (
        ("own", "school", "other_school"),
        ("rival", "other_school", "school"),
    ):
        waiting, declined = (
            make_school_reference(_solution(world, own), school=homes[home], **told)
            for home, told in (
                (school, {}),
                (other, {"state": "declined", "use": words("Ei", f"declined-{own}")}),
            )
        )
        things |= {f"reference.{own}": waiting.pk, f"declined.{own}": declined.pk}
    make_school_reference(_solution(world, "own"), state="confirmed")
    things |= {"exhibition": shown.pk, "exhibition.draft": planned.pk}


def _pages(world: World) -> None:
    now = timezone.now()
    for kind in ("news", "guide", "page"):
        shown = make_page(
            kind=kind, slug=f"{kind}-shown", title=words(f"Teksti {kind}"), publish_at=now
        )
        hidden = make_page(
            kind=kind,
            slug=f"{kind}-draft",
            title=words("Luonnos", f"page-{kind}"),
            state="draft",
        )
        world.things |= {f"text.{kind}": shown.pk, f"text.{kind}.draft": hidden.pk}
    scheduled = make_page(
        slug="news-later",
        title=words("Myöhemmin", "page-later"),
        publish_at=now + dt.timedelta(days=30),
        picture=make_file("green"),
        alternative=words("Kuva"),
    )
    world.things["text.later"] = scheduled.pk


def _pilots(world: World) -> None:
    things = world.things
    offered = make_pilot(_solution(world, "own"), purpose=words("Auttaako?"))
    make_statement(offered, company_agreed_at=NOW, success=words("Kaksi tehtävää enemmän"))
    withdrawn = make_pilot(
        _solution(world, "own"),
        state=PilotState.WITHDRAWN,
        purpose=words("Peruttu", "withdrawn"),
        grounds=f"Grounds {secret('grounds')}",
    )
    own = _group(world, offered, "school", "teacher", "joined", GroupState.JOINED)
    other = _group(world, offered, "other_school", "", "elsewhere", GroupState.JOINED)
    accepted = _group(world, offered, "school", "teacher", "accepted", GroupState.ACCEPTED)
    theirs = make_pilot(_solution(world, "rival"), purpose=words("Toimiiko?"))
    things |= {
        "pilot": offered.pk,
        "pilot.withdrawn": withdrawn.pk,
        "pilot.rival": theirs.pk,
        "group": own.pk,
        "group.elsewhere": other.pk,
        "group.accepted": accepted.pk,
    }


def _solution(world: World, own: str) -> Solution:
    return Solution.objects.get(pk=world.things[f"solution.{own}"])


def _group(world: World, pilot: Pilot, home: str, teacher: str, hidden: str, state: str) -> Group:
    told = {"label": secret(f"group-{hidden}")[:12]}
    if state == GroupState.ACCEPTED:
        told["decided_at"] = NOW
    person = world.people.get(teacher) or make_person(Role.TEACHER, world.homes[home])
    return make_group(pilot, school=world.homes[home], teacher=person, state=state, **told)


def _trials(world: World) -> None:
    """Pilots at each stage of the trial; the first group is the own teacher's."""
    staff = actor_for(world.people["staff"], TODAY)
    stages = ("agreed", "frozen", "running", "analysed", "published")
    for reached, stage in enumerate(stages):
        pilot = _agreed(world, groups=12 if reached > 2 else 4)
        comparison = words("Kuten ennen", "plan" if stage == "agreed" else "")
        draft = make_draft(comparison=comparison)
        plan = trials.write_plan(pilot.pk, draft, seen=0, by=staff, now=NOW)
        world.things[f"pilot.{stage}"] = pilot.pk
        if reached > 0:
            plan = trials.freeze(pilot.pk, seen=plan.version, by=staff, now=NOW, nonce=NONCE)
        if reached > 1:
            trials.draw_lot(pilot.pk, by=staff, now=NOW)
            plan = trials.start(pilot.pk, by=staff, now=NOW)
        if stage == "running":
            _give_one(world, plan)
        if reached > 2:
            give_all(plan, 24.0, 20.0)
            trials.close_data(pilot.pk, by=staff, now=LATER)
            trials.analyse(plan.pk, by=machine("worker"), now=LATER)
        if stage == "published":
            trials.publish(pilot.pk, by=staff, now=LATER)


def _agreed(world: World, groups: int) -> Pilot:
    pilot = make_pilot(_solution(world, "own"), state=PilotState.AGREED, purpose=words("Koe"))
    statement = make_statement(pilot, company_agreed_at=NOW, unit=words("pistettä"))
    for number in range(groups):
        school = make_organisation() if number else world.homes["school"]
        teacher = make_person(Role.TEACHER, school) if number else world.people["teacher"]
        make_group(
            pilot,
            school=school,
            teacher=teacher,
            state=GroupState.ACCEPTED,
            agreed_to=statement,
            agreed_at=NOW,
        )
    open_every_gate(pilot)
    return pilot


def _give_one(world: World, plan: Plan) -> None:
    one = plan.classes.select_related("group").get(group__school=world.homes["school"])
    by = teacher_of(one.group)
    figures = ClassTotals(20, 21.5, 5.0)
    given = trials.give_totals(plan.pilot_id, one.group_id, figures, by=by, now=LATER)
    rest = plan.classes.exclude(pk=one.pk).first()
    world.things |= {
        "class": one.group_id,
        "class.elsewhere": rest.group_id,
        "given": given.pk,
    }


def _letters(world: World) -> None:
    """What only one person has: half-written words, an invitation."""
    now = timezone.now()
    for own, home, token in (("own", "company", TOKEN), ("rival", "rival", RIVAL_TOKEN)):
        invited = Invitation.objects.create(
            email=f"{secret('invited-' + own)}@example.org",
            organisation=world.homes[home],
            role=Role.COMPANY_MEMBER,
            language="fi",
            token_digest=digest(token),
            invited_at=now,
            expires_at=now + dt.timedelta(days=14),
        )
        world.things |= {f"invitation.{own}": invited.pk, f"token.{own}": token}
    Draft.objects.create(
        user=world.people["company_lead"],
        form="catalogue.solution",
        thing=str(world.things["solution.own"]),
        typed={"name_fi": [f"Kesken {secret('half-written')}"], "seen": ["1"]},
        saved_at=now,
    )
