"""What is said of a group without an offer, or of an offer that is closed or has room."""

from dataclasses import dataclass
from enum import StrEnum

from eduhub.engines.matching.explain.changes import Change


class Reason(StrEnum):
    """Why a group has no offer, or an offer no or few groups."""

    NOT_THIS_TERM = "not_this_term"
    """The group is out for the term."""

    NO_OFFER_FITS = "no_offer_fits"
    """A limit of its own stands between the group and every offer."""

    OFFERS_FULL = "offers_full"
    """An offer that fits runs, but with groups that do more good there."""

    SCHOOL_HAS_ENOUGH = "school_has_enough"
    """An offer that fits runs, but the school takes part in as many pilots as it may."""

    OFFERS_CLOSED = "offers_closed"
    """Every offer that fits stays closed, since it does not come to its least."""

    TOO_FEW_FIT = "too_few_fit"
    """The offer is closed: fewer groups than its least fit it."""

    GROUPS_DO_MORE_GOOD_ELSEWHERE = "groups_do_more_good_elsewhere"
    """The offer is closed: enough groups fit it, but better with them at other offers."""

    NO_GROUP_LEFT_FITS = "no_group_left_fits"
    """The offer has room, but a limit stands between it and every group that is left."""

    NO_GROUP_LEFT = "no_group_left"
    """The offer has room, and every group has an offer."""


class Proof(StrEnum):
    """How it is known that the change would do what it says."""

    SOLVED_AGAIN = "solved_again"
    """The changed problem was solved, and its proposal shows it."""

    BETTER_AT_HAND = "better_at_hand"
    """With the change a proposal is at hand that is better than the best without it, so
    the best with it must make use of it."""

    AGAINST_THIS_PROPOSAL = "against_this_proposal"
    """The same, but the proposal itself is not proven to be the best."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason, and the smallest change found that would help; None if there is none.

    `is_smallest`: it is proven that no smaller change helps. Otherwise a smaller one may.
    """

    reason: Reason
    change: Change | None
    proof: Proof
    is_smallest: bool


@dataclass(frozen=True, slots=True)
class GroupRefusal(Refusal):
    """Of a group without an offer. The change would match it with the change's offer."""

    group: str


@dataclass(frozen=True, slots=True)
class OfferRefusal(Refusal):
    """Of an offer that is closed, or open with fewer groups than it takes.

    The change would open a closed offer, or bring the change's group, or a new one, to an
    open one.
    """

    offer: str
    groups: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A refusal for every group without an offer and every offer with room, in id order."""

    groups: tuple[GroupRefusal, ...]
    offers: tuple[OfferRefusal, ...]
