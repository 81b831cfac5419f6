"""One letter a day at most, in which a person reads every step that waits for them.

A step is told after three days, then once a week. When it has waited longer than is usual by
EDUHUB_ESCALATE_AFTER days, whoever leads is told too.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from eduhub.kit.jobs import once
from eduhub.kit.mail import write
from eduhub.people.models import Membership, User
from eduhub.people.states import OrganisationState, Role
from eduhub.pilots.models import Pilot, Reminder
from eduhub.pilots.queries.waits import Wait, renewals_of, waits_of
from eduhub.pilots.states import OVER
from eduhub.pilots.states.waits import LEAD_OF, ROLES, WaitsFor

FIRST_AFTER = 3  # days
AGAIN_EVERY = 7


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a digest."""

    pilot: Pilot
    wait: Wait
    today: dt.date
    to_the_lead: bool

    @property
    def days(self) -> int:
        return self.wait.age(self.today)

    @property
    def overdue(self) -> int:
        return self.wait.overdue(self.today)

    @property
    def times(self) -> int:
        """How many reminders of this step there should have been by today."""
        age = self.days
        if self.to_the_lead:
            age = self.overdue - settings.ESCALATE_AFTER + FIRST_AFTER
        return 0 if age < FIRST_AFTER else 1 + (age - FIRST_AFTER) // AGAIN_EVERY

    @property
    def step(self) -> str:
        wait, lead = self.wait, "lead" if self.to_the_lead else "own"
        place = wait.place or 0
        facts = (wait.kind.value, self.pilot.pk, place, wait.on, wait.since.isoformat())
        return ":".join(map(str, (*facts, lead, self.times)))


@dataclass(frozen=True, slots=True)
class People:
    """Who can be written to, by role and place."""

    by_role: dict[tuple[str, int], list[User]]
    everywhere: dict[str, list[User]]

    def asked(self, wait: Wait) -> list[User]:
        return self._of(ROLES[wait.side], wait.place, wait.user)

    def leads(self, wait: Wait) -> list[User]:
        """Whoever leads at the place; the hub's lead hears of what is with an office or a lead."""
        found = self._of(LEAD_OF[wait.side], wait.place, None)
        if wait.side not in (WaitsFor.TEACHER, WaitsFor.COMPANY):
            found = found + self.everywhere[Role.HUB_LEAD]
        return found

    def _of(self, roles: Iterable[str], place: int | None, user: int | None) -> list[User]:
        found: list[User] = []
        for role in sorted(roles):
            there = self.everywhere[role] if place is None else self.by_role[role, place]
            found += [one for one in there if user is None or one.pk == user]
        return found


def write_digests(*, now: dt.datetime) -> int:
    """Write today's letters; how many. Run again on the same day, nobody gets a second one."""
    today = timezone.localdate(now)
    pilots = list(
        Pilot.objects.exclude(state__in=OVER).select_related("solution__company").order_by("pk")
    )
    people = _people(today)
    lines: dict[User, list[Told]] = defaultdict(list)
    anew = renewals_of(pilots, today)
    for standing, waits in waits_of(pilots):
        for wait in (*waits, *anew.get(standing.pilot.pk, ())):
            for told in _lines(standing.pilot, wait, today):
                readers = people.leads(wait) if told.to_the_lead else people.asked(wait)
                for user in dict.fromkeys(readers):
                    lines[user].append(told)
    ordered = sorted(lines.items(), key=lambda item: item[0].pk)
    return sum(_write(user, _without_twice(own), now) for user, own in ordered)


def _lines(pilot: Pilot, wait: Wait, today: dt.date) -> list[Told]:
    both = (Told(pilot, wait, today, False), Told(pilot, wait, today, True))
    return [told for told in both if told.times]


def _without_twice(lines: list[Told]) -> list[Told]:
    """What is one's own to do is not told once more as the lead's."""
    own = {(told.pilot.pk, told.wait) for told in lines if not told.to_the_lead}
    kept = [t for t in lines if not t.to_the_lead or (t.pilot.pk, t.wait) not in own]
    return sorted(kept, key=lambda told: (-told.overdue, -told.days, told.pilot.pk))


def _write(user: User, lines: list[Told], now: dt.datetime) -> bool:
    """One person's letter, if anything in it is due and none has gone out today."""
    known = set(
        Reminder.objects.filter(user=user, step__in=[told.step for told in lines]).values_list(
            "step", flat=True
        )
    )
    new = [told for told in lines if told.step not in known]
    if not new:
        return False
    with once(f"pilots.digest:{user.pk}:{timezone.localdate(now)}") as first:
        if not first:
            return False
        Reminder.objects.bulk_create(
            (Reminder(user=user, step=told.step, sent_at=now) for told in new),
            ignore_conflicts=True,
        )
        context = {
            "own": [told for told in lines if not told.to_the_lead],
            "led": [told for told in lines if told.to_the_lead],
            "count": len(lines),
        }
        write(user.email, "pilots/digest", context, language=user.language, now=now)
    return True


def _people(today: dt.date) -> People:
    """Everybody who may be asked anything, in one query."""
    roles = frozenset().union(*ROLES.values(), *LEAD_OF.values())
    held = Membership.objects.held_on(today).filter(
        role__in=roles,
        user__is_active=True,
        organisation__state=OrganisationState.APPROVED,
    )
    by_role: dict[tuple[str, int], list[User]] = defaultdict(list)
    everywhere: dict[str, list[User]] = defaultdict(list)
    for one in held.select_related("user").order_by("user", "pk"):
        by_role[one.role, one.organisation_id].append(one.user)
        if one.user not in everywhere[one.role]:
            everywhere[one.role].append(one.user)
    return People(by_role, everywhere)
