"""The words in which tests/house/addresses.py decides: who gets which answer, to GET and POST."""

from dataclasses import dataclass

from tests.house.walking import (
    DONE,
    FORM,
    HIDDEN,
    NOT_NOW,
    REFUSED,
    SHOWN,
    SIGN_IN,
    WRONG_METHOD,
)
from tests.makers.world import ROLES

VISITOR = ("visitor",)
EVERYBODY = ("visitor", "newcomer", *ROLES)
SIGNED_IN = EVERYBODY[1:]
STAFF = ("staff", "hub_lead")
COMPANY = ("company_lead", "colleague")
RIVAL = ("rival",)
SCHOOL = ("teacher", "principal")
WRITERS = COMPANY + STAFF
INSIDE = COMPANY + SCHOOL + ("provider",) + STAFF  # have a part in the company's trials

type Decision = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    address: str
    things: str
    get: Decision
    post: Decision


def decide(rest: str, *, visitor: str = "", **groups: tuple[str, ...]) -> Decision:
    """`rest` for everybody but the visitor (sign in, unless told) and the groups, by outcome."""
    told = dict.fromkeys(EVERYBODY, rest) | {"visitor": visitor or SIGN_IN}
    for outcome, who in groups.items():
        told |= dict.fromkeys(who, OUTCOME[outcome])
    return told


OUTCOME = {
    "shown": SHOWN,
    "done": DONE,
    "form": FORM,
    "hidden": HIDDEN,
    "refused": REFUSED,
    "not_now": NOT_NOW,
    "wrong": WRONG_METHOD,
}


def all_of(outcome: str) -> Decision:
    return dict.fromkeys(EVERYBODY, outcome)


def page(who: tuple[str, ...] = EVERYBODY, rest: str = HIDDEN) -> tuple[Decision, Decision]:
    """A page without a form, open to visitors and hidden from the rest."""
    return all_of(rest) | dict.fromkeys(who, SHOWN), all_of(WRONG_METHOD)


def own_page(who: tuple[str, ...] = SIGNED_IN, rest: str = HIDDEN) -> tuple[Decision, Decision]:
    """A page without a form for people who have signed in."""
    return decide(rest, shown=who), decide(WRONG_METHOD)


def form(
    who: tuple[str, ...] = SIGNED_IN, rest: str = REFUSED, **others: tuple[str, ...]
) -> tuple[Decision, Decision]:
    """A page with a form, which comes back with its errors."""
    return decide(rest, shown=who, **others), decide(rest, form=who, **others)


def sure(
    who: tuple[str, ...], rest: str = REFUSED, **others: tuple[str, ...]
) -> tuple[Decision, Decision]:
    """A page that asks whether one is sure, and a button that does it."""
    return decide(rest, shown=who, **others), decide(rest, done=who, **others)


def button(
    who: tuple[str, ...] = SIGNED_IN, rest: str = REFUSED, **others: tuple[str, ...]
) -> tuple[Decision, Decision]:
    """A deed without a page of its own."""
    return decide(WRONG_METHOD), decide(rest, done=who, **others)


def nothing(outcome: str = HIDDEN) -> tuple[Decision, Decision]:
    """The same for all who have signed in, whatever the method."""
    return decide(outcome), decide(outcome)


def nowhere(post: str = WRONG_METHOD) -> tuple[Decision, Decision]:
    """Hidden from visitors too."""
    return all_of(HIDDEN), all_of(post)


def rows(address: str, *told: tuple[str, tuple[Decision, Decision]]) -> list[Row]:
    """Several things, separated by commas, may share a decision."""
    return [
        Row(address, thing.strip(), get, post)
        for things, (get, post) in told
        for thing in things.split(",")
    ]
