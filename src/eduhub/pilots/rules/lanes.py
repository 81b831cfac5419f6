"""The lane engine, who answers and decides, and who opens the gates before the plan."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.states import STAFF, Role
from eduhub.pilots.models import Group, Standing
from eduhub.pilots.rules.pilots import (
    COMPANY_ROLES,
    NOT_ENDED,
    STILL_OPEN,
    when,
)
from eduhub.pilots.states import ENDED, STATES_OF, Lane, Phase
from eduhub.pilots.states.lanes import GateBy, LaneReason

UNDER_WAY = STATES_OF[Phase.UNDER_WAY]


@dataclass(frozen=True, slots=True)
class Answers:
    """What the questionnaire asks.

    Attributes:
        bought: the education provider buys the pilot.
        data: which personal data are touched, by the codes of DataKind.
        under_agreement: an ordinary teaching tool under the provider's processor agreement.
        study: something is collected for a study, even an anonymous survey.
        commissioned: the city buys or commissions that study.
    """

    bought: bool
    data: Collection[str]
    under_agreement: bool
    study: bool
    commissioned: bool


@dataclass(frozen=True, slots=True)
class Recommendation:
    lane: Lane
    reasons: tuple[LaneReason, ...]


def recommend(answers: Answers) -> Recommendation:
    """The lane that the answers speak for, with every reason that they give for it.

    A study that nobody commissioned is research whatever else is so; what is bought or touches
    personal data stands under a contract; what is left is co-development.
    """
    if answers.study and not answers.commissioned:
        return Recommendation(Lane.C, (LaneReason.OWN_STUDY,))
    reasons = []
    if answers.bought:
        reasons.append(LaneReason.BOUGHT)
    if answers.study:
        reasons.append(LaneReason.COMMISSIONED)
    if answers.data and answers.under_agreement:
        reasons.append(LaneReason.DATA_UNDER_AGREEMENT)
    elif answers.data:
        reasons.append(LaneReason.DATA_WITHOUT_AGREEMENT)
    if reasons:
        return Recommendation(Lane.B, tuple(reasons))
    free = (LaneReason.NO_DATA, LaneReason.NO_STUDY, LaneReason.FREE)
    return Recommendation(Lane.A, free)


def office_of(actor: Actor, standing: Standing) -> GateBy | None:
    """In which office this person may open the gates of a pilot, if in any.

    The official must be of an education provider whose school takes part, once one does.
    """
    if actor.holds(Role.HUB_LEAD):
        return GateBy.HUB_LEAD
    providers = standing.provider_ids
    own = not providers or actor.organisation_id in providers
    return GateBy.OFFICIAL if own and actor.holds(Role.PROVIDER_OFFICIAL) else None


def _answers(actor: Actor, standing: Standing) -> bool:
    company = any(actor.holds_at(role, standing.company_id) for role in COMPANY_ROLES)
    return company or bool(actor.roles & STAFF)


def _informs(actor: Actor, group: Group) -> bool:
    heads = actor.holds_at(Role.PRINCIPAL, group.school_id)
    return heads or group.is_led_by(actor)


def _screens(actor: Actor, standing: Standing) -> bool:
    return bool(actor.roles & STAFF) or office_of(actor, standing) is not None


def _is_open(standing: Standing) -> bool:
    """Before the data are closed."""
    return standing.is_before_the_plan or standing.pilot.state in UNDER_WAY


OFFICIAL = Rule(
    lambda actor, standing: office_of(actor, standing) is not None,
    _("Only an official of the schools' education provider, or the hub's lead, decides this."),
)
SCREENS = Rule(
    _screens, _("Only the hub, or an official of the education provider, looks offers through.")
)
NO_RESULT_YET = when(
    _is_open,
    _("The data are closed. What was decided stays as it was."),
)
ANSWERED = when(
    lambda standing: standing.gates.answers is not None,
    _("The questions on the lane have not been answered yet."),
)
IN_LANE_B_OR_C = when(
    lambda standing: standing.lane_is_decided and standing.pilot.lane in (Lane.B, Lane.C),
    _("Only a pilot in lane B or C needs this. First the lane is decided."),
)
IN_LANE_C = when(
    lambda standing: standing.lane_is_decided and standing.pilot.lane == Lane.C,
    _("Only a pilot in lane C needs a permit. First the lane is decided."),
)
PERMIT_IN_FORCE = when(
    lambda standing: standing.gates.permit is not None, _("There is no permit in force.")
)
DOSSIER_FIRST = _(
    "First the newest version of the solution's privacy dossier is accepted. Review it on the"
    " solution's page."
)
CLEARED_FIRST = when(
    lambda standing: standing.privacy_is_cleared,
    _("First the privacy questions are cleared. Then the permit is noted."),
)

LANE_RULES: Rules = {
    "answer": (
        SIGNED_IN,
        Rule(_answers, _("Only the company that offers the pilot, or the hub, answers this.")),
        NOT_ENDED,
        NO_RESULT_YET,
    ),
    "screen": (SIGNED_IN, SCREENS, *STILL_OPEN),
    "decline": (SIGNED_IN, SCREENS, *STILL_OPEN),
    "decide": (SIGNED_IN, OFFICIAL, NOT_ENDED, NO_RESULT_YET, ANSWERED),
    "clear": (SIGNED_IN, OFFICIAL, NOT_ENDED, NO_RESULT_YET, IN_LANE_B_OR_C),
    "permit": (SIGNED_IN, OFFICIAL, NOT_ENDED, NO_RESULT_YET, IN_LANE_C, CLEARED_FIRST),
    "revoke_permit": (SIGNED_IN, OFFICIAL, NOT_ENDED, NO_RESULT_YET, PERMIT_IN_FORCE),
}


@dataclass(frozen=True, slots=True)
class GroupInPilot:
    """One accepted group with its pilot as it stands."""

    standing: Standing
    group: Group


INFORMATION_RULES: Rules = {
    "inform": (
        SIGNED_IN,
        Rule(
            lambda actor, thing: _informs(actor, thing.group),
            _("Only the group's own teacher, or the principal, notes this."),
        ),
        when(lambda thing: thing.standing.pilot.state not in ENDED, NOT_ENDED.reason),
        when(lambda thing: _is_open(thing.standing), NO_RESULT_YET.reason),
        when(
            lambda thing: (
                thing.standing.lane_is_decided and thing.standing.pilot.lane in (Lane.B, Lane.C)
            ),
            _("Only a pilot in lane B or C needs this. First the lane is decided."),
        ),
        when(
            lambda thing: thing.group in thing.standing.accepted,
            _("First the principal accepts the group."),
        ),
    ),
}
