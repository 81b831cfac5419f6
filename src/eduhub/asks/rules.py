"""Who may do what with an ask or offer."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.asks.models import Ask
from eduhub.asks.states import ASK_MOVES, AskState
from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF


def _posted(actor: Actor, ask: Ask) -> bool:
    return actor.user_id is not None and ask.poster_id == actor.user_id


def _when(holds: Callable[[Ask], bool], reason: str | Promise) -> Rule:
    return Rule(lambda actor, ask: holds(ask), reason, NotNow)


POSTER = Rule(_posted, _("Only whoever posted it can do this."))
STILL_OPEN = _when(lambda ask: ask.is_open, _("This is over: it was closed, or has lapsed."))

ASK_RULES: Rules = {
    "post": (SIGNED_IN,),
    "edit": (SIGNED_IN, POSTER, STILL_OPEN),
    "answer": (
        SIGNED_IN,
        Rule(lambda actor, ask: not _posted(actor, ask), _("You posted this yourself.")),
        STILL_OPEN,
    ),
    "close": (
        SIGNED_IN,
        POSTER,
        _when(lambda ask: AskState.CLOSED in ASK_MOVES[ask.state], _("This is closed already.")),
    ),
    "renew": (
        SIGNED_IN,
        POSTER,
        _when(
            lambda ask: ask.is_open or AskState.OPEN in ASK_MOVES[ask.state],
            _("This is closed. Post it anew if you need it again."),
        ),
    ),
    "take_down": (
        SIGNED_IN,
        Rule(lambda actor, ask: bool(actor.roles & STAFF), _("Only the hub takes things down.")),
        _when(lambda ask: AskState.REMOVED in ASK_MOVES[ask.state], _("This is over already.")),
    ),
    "read_answers": (SIGNED_IN, POSTER),
}
