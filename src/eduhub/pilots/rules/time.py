"""Who notes the teachers' time, and who asks for and decides on substitute cover."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import CoverRequest, Standing
from eduhub.pilots.rules.lanes import GroupInPilot
from eduhub.pilots.rules.pilots import NOT_ENDED, when
from eduhub.pilots.states import BEFORE_THE_PLAN, ENDED, STATES_OF, Phase, PilotState
from eduhub.pilots.states.time import COVER_MOVES, CoverState

BY_PROVIDER = "provider"  # of the setting EDUHUB_COVER_DECIDED_BY; otherwise the hub decides
TAKES_TIME = frozenset(
    {
        PilotState.AGREED,
        PilotState.INFORMED,
        *STATES_OF[Phase.UNDER_WAY],
        PilotState.DATA_CLOSED,
    }
)
COVERED = BEFORE_THE_PLAN | TAKES_TIME

TIME_RULES: Rules = {
    "note": (
        SIGNED_IN,
        Rule(
            lambda actor, thing: thing.group.is_led_by(actor),
            _("Only the group's own teacher notes the time."),
        ),
        when(
            lambda thing: (
                isinstance(thing, GroupInPilot)
                and thing.group in thing.standing.accepted
                and thing.standing.pilot.state in TAKES_TIME
            ),
            _("Time is noted from the agreement on, until the pilot is finished."),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class SchoolInPilot:
    """One school in a pilot as it stands."""

    standing: Standing
    school_id: int | None


def _asks(actor: Actor, thing: SchoolInPilot) -> bool:
    heads = actor.holds_at(Role.PRINCIPAL, thing.school_id)
    return heads or actor.holds_at(Role.TEACHER, thing.school_id)


def decides_cover(actor: Actor, cover: CoverRequest) -> bool:
    """The hub, or the school's education provider: as the hub is set up."""
    if settings.COVER_DECIDED_BY == BY_PROVIDER:
        return actor.holds_at(Role.PROVIDER_OFFICIAL, cover.school.provider_id)
    return bool(actor.roles & STAFF)


def _takes_back(actor: Actor, cover: CoverRequest) -> bool:
    heads = actor.holds_at(Role.PRINCIPAL, cover.school_id)
    return heads or (cover.asked_by_id is not None and cover.asked_by_id == actor.user_id)


COVER_RULES: Rules = {
    "ask": (
        SIGNED_IN,
        Rule(_asks, _("Only a teacher or the principal of the school asks for it.")),
        when(lambda thing: thing.standing.pilot.state not in ENDED, NOT_ENDED.reason),
        when(
            lambda thing: thing.school_id in thing.standing.school_ids,
            _("First the principal accepts a group of the school."),
        ),
        when(
            lambda thing: thing.standing.pilot.state in COVERED,
            _("The pilot is finished. Cover is asked for before or while it runs."),
        ),
    ),
    "approve": (
        SIGNED_IN,
        Rule(
            lambda actor, cover: actor.holds_at(Role.PRINCIPAL, cover.school_id),
            _("Only the school's principal can do this."),
        ),
        when(
            lambda cover: cover.state == CoverState.ASKED,
            _("This request has been answered already, or was taken back."),
        ),
    ),
    "decide": (
        SIGNED_IN,
        Rule(decides_cover, _("Only those who pay for substitute cover decide on it.")),
        when(
            lambda cover: cover.state == CoverState.APPROVED,
            _("The principal has not approved this request, or it has been decided."),
        ),
    ),
    "take_back": (
        SIGNED_IN,
        Rule(_takes_back, _("Only whoever asked, or the principal, takes it back.")),
        when(
            lambda cover: CoverState.WITHDRAWN in COVER_MOVES[cover.state],
            _("This request has been decided already."),
        ),
    ),
}
