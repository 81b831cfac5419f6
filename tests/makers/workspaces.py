"""Workspaces of a thing that only the tests know, with rules as a room above would lend them."""

import uuid
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile

from eduhub.kit.access import Actor
from eduhub.kit.identifiers import why_refused
from eduhub.people.models import Organisation, User
from eduhub.people.queries import actor_for
from eduhub.people.states import Kind, Role
from eduhub.workspaces import services
from eduhub.workspaces.models import Lent, Member, Workspace, lend
from tests.makers import NOW, TODAY, make_organisation, make_person

KIND, KEY = "club", 7


@dataclass
class Club:
    """A thing with two members of one school, one of a company, and somebody of the hub."""

    company: Organisation
    school: Organisation
    users: dict[str, User] = field(default_factory=dict)
    members: list[Member] = field(default_factory=list)
    workspace: Workspace = field(default_factory=Workspace)

    def actor(self, who: str) -> Actor:
        return actor_for(self.users[who], TODAY)

    def seen_by(self, actor: Actor) -> list[int]:
        named = {(m.user_id, m.organisation_id) for m in self.members}
        return [KEY] if (actor.user_id, actor.organisation_id) in named else []


WHO = {
    "teacher": (Role.TEACHER, "school", True),
    "principal": (Role.PRINCIPAL, "school", True),
    "lead": (Role.COMPANY_LEAD, "company", True),
    "staff": (Role.HUB_STAFF, "", True),
    "colleague": (Role.TEACHER, "school", False),
    "stranger": (Role.TEACHER, "", False),
}


def make_club() -> Club:
    """Its workspace is open, and nothing is in it."""
    club = Club(make_organisation(Kind.COMPANY), make_organisation(Kind.SCHOOL))
    homes = {"school": club.school, "company": club.company}
    for who, (role, home, belongs) in WHO.items():
        user = make_person(role, homes.get(home), name=f"Name of {who}")
        club.users[who] = user
        place = club.actor(who).organisation_id or 0
        if belongs:
            club.members.append(Member(place, role, user.pk))
    lend(
        Lent(
            kind=KIND,
            names=lambda keys: dict.fromkeys(keys, "The club"),
            address=lambda key: "/en/",
            seen_by=club.seen_by,
            may_write=lambda actor, key: True,
            members=lambda keys, today: dict.fromkeys(keys, club.members),
            why_refused=lambda key, words: why_refused(words),
        )
    )
    club.workspace = services.open_workspace(KIND, KEY, by=club.actor("staff"), now=NOW)
    return club


def say(club: Club, who: str, text: str = "Hello", answers: int | None = None, now=NOW):
    return services.write_message(
        club.workspace.pk, text, answers=answers, key=uuid.uuid4(), by=club.actor(who), now=now
    )


def bring(club: Club, who: str, name: str = "plan.txt", content: bytes = b"One", now=NOW):
    return services.add_document(
        club.workspace.pk,
        SimpleUploadedFile(name, content),
        "",
        key=uuid.uuid4(),
        by=club.actor(who),
        now=now,
    )


def give_task(club: Club, who: str, owner: str = "", due=None, now=NOW):
    errand = services.Errand("Print the slips", due, owner)
    return services.add_task(
        club.workspace.pk, errand, key=uuid.uuid4(), by=club.actor(who), now=now
    )


def decide(club: Club, who: str, what: str = "We meet on Friday", replaces=None, now=NOW):
    resolved = services.Resolved(what, "It suits all", TODAY)
    return services.note_decision(
        club.workspace.pk,
        resolved,
        replaces=replaces,
        key=uuid.uuid4(),
        by=club.actor(who),
        now=now,
    )
