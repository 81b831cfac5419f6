"""Who is who in a workspace: a role and an organisation, and a name only where one may know it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eduhub.kit.access import Actor
from eduhub.people.models import Organisation, User
from eduhub.people.states import Role
from eduhub.workspaces.models import Member, Signed, Wish, Workspace


@dataclass(frozen=True, slots=True)
class Who:
    """How a member is shown.

    Attributes:
        name: "" where it is not for this reader.
        is_you: the reader.
    """

    role: str
    organisation: str
    name: str = ""
    is_you: bool = False

    @property
    def label(self) -> str:
        told = (self.name, self.role, self.organisation)
        return ", ".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Faces:
    """The members of one workspace as one reader sees them."""

    reader: int | None
    members: tuple[Member, ...]
    organisations: Mapping[int, Organisation]
    names: Mapping[int, str]

    def who(self, signed: Signed) -> Who:
        """Whoever has done this, also when no longer a member."""
        organisation = self.organisations.get(signed.organisation_id) or signed.organisation
        return self._who(signed.person_id, signed.role, str(organisation.name))

    def member(self, member: Member) -> Who:
        place = str(self.organisations[member.organisation_id].name)
        return self._who(member.user_id, member.role, place)

    def _who(self, user_id: int | None, role: str, place: str) -> Who:
        name = self.names.get(user_id or 0, "")
        return Who(str(Role(role).label), place, name, user_id == self.reader)


def members_of(workspace: Workspace, today: dt.date) -> tuple[Member, ...]:
    found = workspace.rules.members((workspace.key,), today).get(workspace.key, ())
    return tuple(sorted(set(found)))


def faces_of(workspace: Workspace, actor: Actor, today: dt.date) -> Faces:
    """Names of one's own people, and of those who wish to be known. Two queries and the room's."""
    members = members_of(workspace, today)
    places = {member.organisation_id for member in members}
    own = {m.user_id for m in members if m.organisation_id == actor.organisation_id}
    shown = Wish.objects.filter(workspace=workspace, shows_name=True).values("user")
    known = User.objects.filter(pk__in=[m.user_id for m in members])
    named = known.filter(pk__in=own) | known.filter(pk__in=shown)
    return Faces(
        actor.user_id,
        members,
        Organisation.objects.in_bulk(places),
        {pk: name for pk, name in named.values_list("pk", "name") if name},
    )


def owners_to_choose(faces: Faces) -> list[tuple[str, str]]:
    """Code and words of everybody who can own a task: you, roles, then persons known by name."""
    choices = [("", _("Anybody"))]
    choices += [(code_of(m), _("You")) for m in faces.members if m.user_id == faces.reader][:1]
    shared = dict.fromkeys((m.organisation_id, m.role) for m in faces.members)
    for place, role in shared:
        where = str(faces.organisations[place].name)
        words = _("Everybody in this role: %(role)s, %(organisation)s")
        told = {"role": Role(role).label, "organisation": where}
        choices.append((f"role:{place}:{role}", words % told))
    choices += [
        (code_of(m), faces.member(m).label)
        for m in faces.members
        if m.user_id != faces.reader and m.user_id in faces.names
    ]
    return choices


def code_of(member: Member) -> str:
    return f"person:{member.organisation_id}:{member.role}:{member.user_id}"


def member_with(code: str, members: Iterable[Member]) -> Member | None:
    return next((member for member in members if code_of(member) == code), None)
