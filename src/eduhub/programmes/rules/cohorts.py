"""Who may do what in a cohort: with its plan, its milestones, its mentors and their hours."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import LEADS, STAFF
from eduhub.programmes.models import HourLine, Mentor, Milestone, Pair, Seat


@dataclass(frozen=True, slots=True)
class SeatAt:
    """A company's place in its cohort, looked at on a day."""

    seat: Seat
    today: dt.date


@dataclass(frozen=True, slots=True)
class MilestoneAt:
    milestone: Milestone
    today: dt.date

    @property
    def seat(self) -> Seat:
        return self.milestone.seat


def runs_the_hub(actor: Actor, thing: object = None) -> bool:
    return bool(actor.roles & STAFF) or actor.holds("machine")


def of_the_company(actor: Actor, seat: Seat) -> bool:
    """Whoever acts for the company, in whichever role."""
    return actor.is_signed_in and actor.organisation_id == seat.organisation_id


def is_mentor_of(actor: Actor, pair: Pair) -> bool:
    return actor.is_signed_in and pair.bench.mentor.person_id == actor.user_id


def _when(holds: Callable[[Any], bool], reason: str | Promise) -> Rule:
    return Rule(lambda actor, thing: holds(thing), reason, NotNow)


HUB_STAFF = Rule(runs_the_hub, _("Only the hub's own people do this."))
COMPANY = Rule(
    lambda actor, at: of_the_company(actor, at.seat), _("Only the company itself does this.")
)
COMPANY_OR_HUB = Rule(
    lambda actor, at: of_the_company(actor, at.seat) or runs_the_hub(actor),
    _("Only the company and the hub do this."),
)
COMPANY_LEAD = Rule(
    lambda actor, at: of_the_company(actor, at.seat) and bool(actor.roles & LEADS),
    _("Only the lead of the company does this."),
)
GOES_ON = _when(lambda at: not at.seat.cohort.is_over(at.today), _("The cohort is over."))
OPEN = _when(lambda at: not at.milestone.is_done, _("It is reached already."))
REACHED = _when(lambda at: at.milestone.is_done, _("It is not reached yet."))
MENTOR = Rule(is_mentor_of, _("Only the mentor of the company does this."))

COHORT_RULES: Rules = {"manage": (HUB_STAFF,)}
SEAT_RULES: Rules = {
    "name": (SIGNED_IN, COMPANY_LEAD),
    "show": (SIGNED_IN, COMPANY_LEAD),
    "wish": (SIGNED_IN, COMPANY, GOES_ON),
}
MILESTONE_RULES: Rules = {
    "plan": (HUB_STAFF,),
    "own": (SIGNED_IN, COMPANY_OR_HUB, OPEN),
    "finish": (SIGNED_IN, COMPANY_OR_HUB, OPEN),
    "reopen": (SIGNED_IN, COMPANY_OR_HUB, REACHED),
}


def _is_oneself(actor: Actor, mentor: Mentor) -> bool:
    return actor.is_signed_in and mentor.person_id == actor.user_id


MENTOR_RULES: Rules = {
    "manage": (HUB_STAFF,),
    "edit": (
        SIGNED_IN,
        Rule(
            lambda actor, mentor: _is_oneself(actor, mentor) or runs_the_hub(actor),
            _("Only the mentor and the hub do this."),
        ),
    ),
    "wish": (
        SIGNED_IN,
        Rule(
            lambda actor, bench: _is_oneself(actor, bench.mentor),
            _("Only the mentor does this."),
        ),
        _when(lambda bench: bench.left_at is None, _("The mentor has left this cohort.")),
    ),
}
PAIR_RULES: Rules = {
    "log": (
        SIGNED_IN,
        MENTOR,
        _when(
            lambda pair: pair.published_at is not None and pair.ended_at is None,
            _("This mentoring is over."),
        ),
    ),
}


def _corrects(actor: Actor, line: HourLine) -> bool:
    return is_mentor_of(actor, line.pair) or runs_the_hub(actor)


STANDS = _when(
    lambda line: getattr(line, "correction", None) is None,
    _("This line was corrected already. Correct the newer one."),
)
HOUR_RULES: Rules = {
    "correct": (SIGNED_IN, Rule(_corrects, _("Only the mentor and the hub do this.")), STANDS),
    "confirm": (
        SIGNED_IN,
        Rule(
            lambda actor, line: (
                of_the_company(actor, line.pair.seat) and not is_mentor_of(actor, line.pair)
            ),
            _("Only the company itself does this."),
        ),
        STANDS,
    ),
}
