"""Who may do what with juries, rounds, sheets and verdicts, and when."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eduhub.kit.access import SIGNED_IN, Actor, Rule, Rules
from eduhub.kit.errors import NotNow
from eduhub.people.states import STAFF
from eduhub.programmes.models import Round, Sheet, Verdict


@dataclass(frozen=True, slots=True)
class RoundAt:
    """A round, looked at at a moment."""

    round: Round
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class SheetAt:
    """An assignment's sheet, if there is one, in its round, at a moment."""

    sheet: Sheet | None
    round: Round
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class VerdictAt:
    verdict: Verdict
    now: dt.datetime


def _when(holds: Callable[[Any], bool], reason: str | Promise) -> Rule:
    return Rule(lambda actor, thing: holds(thing), reason, NotNow)


def _runs_the_hub(actor: Actor, thing: object = None) -> bool:
    return bool(actor.roles & STAFF) or actor.holds("machine")


def shows_others(at: SheetAt) -> bool:
    """Others' scores are hidden until one's own are given, or the round is over."""
    return at.round.is_closed(at.now) or (at.sheet is not None and at.sheet.is_given)


HUB_STAFF = Rule(_runs_the_hub, _("Only the hub's own people do this."))
NOT_GIVEN_OUT = _when(
    lambda one: not one.is_published,
    _("The sheets are given out. What jurors see stays as it is."),
)
HAS_CRITERIA = _when(
    lambda one: bool(one.criteria.all()), _("Write what is scored first: at least one criterion.")
)

JURY_RULES: Rules = {"manage": (HUB_STAFF,)}
ROUND_RULES: Rules = {
    "change": (HUB_STAFF,),
    "plan": (HUB_STAFF, NOT_GIVEN_OUT),
    "publish": (HUB_STAFF, NOT_GIVEN_OUT, HAS_CRITERIA),
}
SHEET_RULES: Rules = {
    "save": (
        SIGNED_IN,
        _when(
            lambda at: at.sheet is None or not at.sheet.is_given,
            _("You have given this sheet in. The hub can open it again for you."),
        ),
        _when(
            lambda at: at.now < at.round.closes_at,
            _("The round is over. The hub can make it longer."),
        ),
    ),
    "discuss": (
        SIGNED_IN,
        _when(
            lambda at: at.sheet is not None and at.sheet.is_given,
            _("Give your own scores in first. Then you can talk about them."),
        ),
    ),
    "reopen": (
        HUB_STAFF,
        _when(lambda at: at.sheet is not None and at.sheet.is_given, _("It is open already.")),
        _when(lambda at: at.now < at.round.closes_at, _("The round is over.")),
    ),
}
VERDICT_RULES: Rules = {
    "appeal": (
        SIGNED_IN,
        Rule(lambda actor, at: not actor.roles & STAFF, _("Only the applicant can appeal.")),
        _when(
            lambda at: at.verdict.appeal_until is not None and at.now < at.verdict.appeal_until,
            _("The time for an appeal is over."),
        ),
        _when(
            lambda at: getattr(at.verdict, "appeal", None) is None,
            _("You have appealed already. The hub answers by mail."),
        ),
    ),
}
