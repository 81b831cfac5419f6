"""Who defines, asks, answers and reads key figures, and until when."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import LEADS, STAFF
from eduhub.programmes.models import Ask, Stay


@dataclass(frozen=True, slots=True)
class AskAt:
    """A company asked in a round, looked at at a moment.

    Attributes:
        by_link: whoever looks has opened a link that stands.
    """

    ask: Ask
    now: dt.datetime
    by_link: bool = False


@dataclass(frozen=True, slots=True)
class StayAt:
    stay: Stay
    now: dt.datetime


def _runs_the_hub(actor: Actor, thing: object = None) -> bool:
    return bool(actor.roles & STAFF) or actor.holds("machine")


def leads(actor: Actor, organisation_id: int) -> bool:
    """Leads this very organisation."""
    return actor.organisation_id == organisation_id and bool(actor.roles & LEADS)


HUB_STAFF = Rule(_runs_the_hub, _("Only the hub's own people do this."))
ANSWERS = Rule(
    lambda actor, at: at.by_link or leads(actor, at.ask.stay.organisation_id),
    _("Only the company's lead, or whoever has the link of the letter, answers."),
)
TAKES_ANSWERS = Rule(
    lambda actor, at: at.now < at.ask.round.ends_at,
    _("This round is over, and its figures stay as they are."),
    NotNow,
)
FIGURE_RULES: Rules = {
    "manage": (HUB_STAFF,),
    "answer": (ANSWERS, TAKES_ANSWERS),
    "send": (HUB_STAFF, TAKES_ANSWERS),
}
STAY_RULES: Rules = {
    "choose": (
        Rule(
            lambda actor, at: leads(actor, at.stay.organisation_id),
            _("Only the company's lead decides on this."),
        ),
        Rule(
            lambda actor, at: at.now < at.stay.follow_until,
            _("The follow-up has ended."),
            NotNow,
        ),
    ),
}
EVENT_RULES: Rules = {  # the thing is the organisation's key
    "tell": (
        Rule(
            lambda actor, key: _runs_the_hub(actor) or leads(actor, key),
            _("Only the company's lead and the hub's people write here."),
        ),
    ),
}
