"""Who suggests, who answers, and when. The thing judged is a Standing, or a suggestion in it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.people.states import Role
from eduhub.pilots.models import Standing, Suggestion
from eduhub.pilots.rules.pilots import COMPANY, COMPANY_ROLES, NOT_ENDED, when
from eduhub.pilots.states import HIDDEN, STATES_OF, Phase, PilotState

TAKES_SUGGESTIONS = frozenset(
    {
        PilotState.AGREED,
        PilotState.INFORMED,
        *STATES_OF[Phase.UNDER_WAY],
        *STATES_OF[Phase.ANALYSIS],
        PilotState.PUBLISHED,
    }
)


@dataclass(frozen=True, slots=True)
class SuggestionInPilot:
    """One suggestion, with its pilot as it stands."""

    standing: Standing
    suggestion: Suggestion


def _suggests(actor: Actor, standing: Standing) -> bool:
    return any(group.is_led_by(actor) for group in standing.accepted)


def _answers(actor: Actor, thing: SuggestionInPilot) -> bool:
    return any(actor.holds_at(role, thing.standing.company_id) for role in COMPANY_ROLES)


def _takes_back(actor: Actor, thing: SuggestionInPilot) -> bool:
    """Whoever suggested it; any teacher of the school once that one is erased."""
    by = thing.suggestion.suggested_by_id
    own = by is None or by == actor.user_id
    return own and actor.holds_at(Role.TEACHER, thing.suggestion.school_id)


NOT_TAKEN_BACK = when(
    lambda thing: thing.suggestion.taken_back_at is None,
    _("This suggestion was taken back. There is nothing to answer."),
)
SUGGESTION_RULES: Rules = {
    "suggest": (
        SIGNED_IN,
        Rule(_suggests, _("Only the teachers of accepted groups write suggestions here.")),
        NOT_ENDED,
        when(
            lambda standing: standing.pilot.state in TAKES_SUGGESTIONS,
            _("Suggestions are written from the agreement on, until the data are deleted."),
        ),
    ),
    "answer": (
        SIGNED_IN,
        Rule(_answers, COMPANY),
        when(
            lambda thing: thing.standing.pilot.state not in HIDDEN,
            _("This pilot never came to be. There is nothing to answer."),
        ),
        NOT_TAKEN_BACK,
    ),
    "take_back": (
        SIGNED_IN,
        Rule(_takes_back, _("Only whoever wrote the suggestion takes it back.")),
        NOT_TAKEN_BACK,
        when(
            lambda thing: not thing.suggestion.answer,
            _("The company has answered already, so the suggestion stays with its answer."),
        ),
    ),
}
