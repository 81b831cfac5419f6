"""Who may do what to a need (the thing judged is a NeedAsked) or to a challenge."""

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Challenge, NeedAsked
from eduhub.pilots.rules.pilots import when
from eduhub.pilots.states.needs import CHALLENGE_MOVES, NEED_MOVES, ChallengeState, NeedState

AT_SCHOOL = (Role.TEACHER, Role.PRINCIPAL)
BY_STAFF = Rule(
    lambda actor, thing: bool(actor.roles & STAFF), _("Only the hub's people can do this.")
)


def _works_at_a_school(actor: Actor, thing: object) -> bool:
    return any(actor.holds(role) for role in AT_SCHOOL)


def _may_withdraw(actor: Actor, asked: NeedAsked) -> bool:
    return asked.need.is_of(actor) or bool(actor.roles & STAFF)


OWN = Rule(
    lambda actor, asked: asked.need.is_of(actor),
    _("Only the teacher who posted the need can do this."),
)
NEED_RULES: Rules = {
    "post": (
        SIGNED_IN,
        Rule(
            lambda actor, thing: actor.holds(Role.TEACHER),
            _("Only teachers post needs. Tell a teacher of your school about the board."),
        ),
    ),
    "edit": (
        SIGNED_IN,
        OWN,
        when(
            lambda asked: asked.need.state == NeedState.POSTED,
            _("The need is in a challenge or closed, so its words stay as they are."),
        ),
    ),
    "withdraw": (
        SIGNED_IN,
        Rule(_may_withdraw, _("Only the teacher who posted the need, or the hub, withdraws it.")),
        when(
            lambda asked: NeedState.WITHDRAWN in NEED_MOVES[asked.need.state],
            _("The need has been answered or withdrawn already."),
        ),
    ),
    "renew": (
        SIGNED_IN,
        OWN,
        when(
            lambda asked: asked.need.state in (NeedState.POSTED, NeedState.LAPSED),
            _("Only a need that is open or has lapsed can be renewed."),
        ),
    ),
    "say_too": (
        SIGNED_IN,
        Rule(_works_at_a_school, _("“We too” is for teachers and principals.")),
        Rule(
            lambda actor, asked: asked.is_near,
            _("“We too” is for schools of the same city. Post a need of your own school."),
        ),
        Rule(
            lambda actor, asked: asked.need.teacher_id != actor.user_id,
            _("This is your own need."),
        ),
        when(
            lambda asked: asked.need.state in (NeedState.POSTED, NeedState.MERGED),
            _("The need is closed: it has been answered, or it has lapsed."),
        ),
    ),
    "answer": (
        SIGNED_IN,
        BY_STAFF,
        when(
            lambda asked: asked.need.state == NeedState.POSTED,
            _("Only an open need is answered by itself; in a challenge, with the challenge."),
        ),
    ),
}


def _is_draft(challenge: Challenge) -> bool:
    return challenge.state == ChallengeState.DRAFT


TAKES_NEEDS = when(
    lambda challenge: challenge.state in (ChallengeState.DRAFT, ChallengeState.PUBLISHED),
    _("The challenge is closed."),
)
CHALLENGE_RULES: Rules = {
    "merge": (SIGNED_IN, BY_STAFF),
    "edit": (SIGNED_IN, BY_STAFF, TAKES_NEEDS),
    "add": (SIGNED_IN, BY_STAFF, TAKES_NEEDS),
    "publish": (
        SIGNED_IN,
        BY_STAFF,
        when(_is_draft, _("The challenge has been published already.")),
        when(
            lambda challenge: not (challenge.title.missing or challenge.question.missing),
            _("Write title and question in all three languages first."),
        ),
    ),
    "close": (
        SIGNED_IN,
        BY_STAFF,
        when(
            lambda challenge: ChallengeState.CLOSED in CHALLENGE_MOVES[challenge.state],
            _("The challenge is closed."),
        ),
    ),
}
