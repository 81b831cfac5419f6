"""What is there before a pilot runs: needs, calls, groups on the list, lanes and their papers."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from eduhub.catalogue.models import Solution
from eduhub.kit.lang import Text
from eduhub.people.states import Role
from eduhub.pilots import services
from eduhub.pilots.models import CoverRequest
from eduhub.pilots.states import GroupState
from eduhub.pilots.states.calls import CallKind, CallState
from eduhub.pilots.states.needs import Audience, ChallengeState, NeedState
from tests.makers import NOW, TODAY, make_group, make_person, make_pilot, make_statement
from tests.makers.needs import (
    make_call,
    make_challenge,
    make_need,
    make_profile,
    make_slot,
    make_tender,
    make_workshop,
)
from tests.makers.pilots import LANES

DAY = dt.timedelta(days=1)


def make_start(world, actor, secret) -> None:
    now = timezone.now()
    _needs(world, secret)
    _calls(world, secret, now)
    _profiles(world, secret)
    _lanes(world, actor, secret, now)
    _cover(world, actor, secret, now)


def _hidden(secret, name: str) -> Text:
    return Text(**{code: f"Piilossa {code} {secret(name)}" for code in ("fi", "sv", "en")})


def _needs(world, secret) -> None:
    """The own teacher's: open, for the hub alone, withdrawn, in a challenge, in a draft of one."""
    told = {"school": world.homes["school"], "teacher": world.people["teacher"]}
    merged, drafted = (make_need(**told) for _ in range(2))
    draft = {"title": _hidden(secret, "challenge"), "state": ChallengeState.DRAFT}
    inside = {"title": _hidden(secret, "need-hub"), "audience": Audience.HUB}
    gone = {
        "title": _hidden(secret, "need-gone"),
        "state": NeedState.WITHDRAWN,
        "grounds": "Too late.",
    }
    world.things |= {
        "need": make_need(**told).pk,
        "need.hub": make_need(**told, **inside).pk,
        "need.withdrawn": make_need(**told, **gone).pk,
        "need.merged": merged.pk,
        "challenge": make_challenge(merged).pk,
        "challenge.draft": make_challenge(drafted, **draft).pk,
    }


def _calls(world, secret, now) -> None:
    """One open with two tenders, one over before its choice, a draft, and the container's."""
    things, window = world.things, {"opens_at": now - DAY, "closes_at": now + 9 * DAY}
    call = make_call(**window, day_at=now + 20 * DAY, day_place=Text(en="The hub"))
    over = make_call(opens_at=now - 9 * DAY, closes_at=now - DAY)
    draft = make_call(**window, state=CallState.DRAFT, title=_hidden(secret, "call"))
    moving = make_call(kind=CallKind.MOBILE, opens_at=now - DAY, closes_at=None)
    own, rival = (Solution.objects.get(pk=things[f"solution.{name}"]) for name in ("own", "rival"))
    days = {"starts": TODAY, "ends": timezone.localdate(now) + 30 * DAY}
    slot = make_slot(call=moving, school=world.homes["school"], **days)
    asked = make_workshop(slot, solution=own, title=_hidden(secret, "workshop"))
    things |= {
        "call": call.pk,
        "call.over": over.pk,
        "call.draft": draft.pk,
        "call.mobile": moving.pk,
        "tender": make_tender(call, solution=own, words=_hidden(secret, "tender-own")).pk,
        "tender.rival": make_tender(
            call, solution=rival, words=_hidden(secret, "tender-rival")
        ).pk,
        "tender.over": make_tender(over, solution=own).pk,
        "slot": slot.pk,
        "workshop": asked.pk,
        "workshop.planned": make_workshop(slot, solution=own, state="planned").pk,
    }


def _profiles(world, secret) -> None:
    told = {"school": world.homes["school"], "teacher": world.people["teacher"]}
    until = timezone.localdate() + 60 * DAY
    own = make_profile(**told, label=secret("profile")[:12], valid_until=until)
    world.things |= {"profile": own.pk, "profile.elsewhere": make_profile().pk}


def _lanes(world, actor, secret, now) -> None:
    """One whose lane waits, and a study with all its papers that waits for the signatures."""
    told = {"by": actor("company_lead"), "now": now}
    solution = Solution.objects.get(pk=world.things["solution.own"])
    asked = make_pilot(solution)
    services.answer_lane(asked.pk, LANES["B"], seen=0, **told)
    study = make_pilot(solution)
    statement = make_statement(study, company_agreed_at=NOW)
    agreed = {"agreed_to": statement, "agreed_at": NOW, "decided_at": NOW}
    groups = [
        make_group(
            study,
            school=world.homes[home],
            teacher=world.people.get(who) or make_person(Role.TEACHER, world.homes[home]),
            state=GroupState.ACCEPTED,
            **agreed,
        )
        for home, who in (("school", "teacher"), ("other_school", ""))
    ]
    services.answer_lane(study.pk, LANES["C"], seen=0, **told)
    _papers(study.pk, actor("provider"), secret, now)
    own, other = study.agreements.order_by("pk")
    world.things |= {
        "pilot.asked": asked.pk,
        "pilot.study": study.pk,
        "group.study": groups[0].pk,
        "agreement": own.pk if own.school == world.homes["school"] else other.pk,
        "agreement.elsewhere": other.pk if own.school == world.homes["school"] else own.pk,
    }


def _papers(pilot_id: int, official, secret, now) -> None:
    told, today = {"by": official, "now": now}, timezone.localdate(now)
    services.decide_lane(pilot_id, "C", "", seen=1, **told)
    services.decide_privacy(pilot_id, True, f"Read {secret('clearance')}", **told)
    terms = services.PermitTerms("HEL 1", today, today + 90 * DAY, today + 365 * DAY, "A survey.")
    services.note_permit(pilot_id, terms, **told)


def _cover(world, actor, secret, now) -> None:
    """A teacher's request, its principal's, and one of another school, all for the study."""
    pilot_id = world.things["pilot.study"]
    for name, who in (
        ("", "teacher"),
        (".approved", "principal"),
        (".elsewhere", "other_principal"),
    ):
        hidden = "cover-elsewhere" if name == ".elsewhere" else "cover"
        asked = services.CoverAsked(Decimal(8), Decimal(300), f"Time {name} {secret(hidden)}")
        made = services.ask_for_cover(pilot_id, asked, by=actor(who), now=now)
        world.things[f"cover{name}"] = made.pk
    assert CoverRequest.objects.count() == 3
