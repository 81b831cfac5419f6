from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Lane(TextChoices):
    """Which rules a pilot follows; the lane fixes what may be collected."""

    A = "A", _("Lane A: co-development, no personal data")
    B = "B", _("Lane B: bought, or personal data under a contract")
    C = "C", _("Lane C: research, by permit and consent")


class PilotState(TextChoices):
    """Where a pilot stands; the words of the testbed's own people, in their order."""

    POSTED = "posted", pgettext_lazy("pilot", "Looking for groups")
    SCREENED = "screened", pgettext_lazy("pilot", "Looked through by the hub")
    LANE_DECIDED = "lane_decided", pgettext_lazy("pilot", "Lane decided")
    PRIVACY_CLEARED = "privacy_cleared", pgettext_lazy("pilot", "Privacy cleared")
    PERMIT_GRANTED = "permit_granted", pgettext_lazy("pilot", "Permit granted")
    PERMIT_NOT_NEEDED = "permit_not_needed", pgettext_lazy("pilot", "No permit needed")
    AGREED = "agreement_signed", pgettext_lazy("pilot", "Agreement signed")
    INFORMED = "information_given", pgettext_lazy("pilot", "Information given")
    PREREGISTERED = "preregistered", pgettext_lazy("pilot", "Plan frozen")
    RUNNING = "running", pgettext_lazy("pilot", "Running")
    PAUSED = "paused", pgettext_lazy("pilot", "Paused")
    DATA_CLOSED = "data_closed", pgettext_lazy("pilot", "Data closed")
    ANALYSED = "analysed", pgettext_lazy("pilot", "Analysed")
    REVIEWED = "reviewed", pgettext_lazy("pilot", "Reviewed")
    DECIDED = "decided", pgettext_lazy("pilot", "Decided: buy, continue or stop")
    REPORTED = "reported", pgettext_lazy("pilot", "Reported")
    PUBLISHED = "published", pgettext_lazy("pilot", "Published")
    EMBARGOED = "embargoed", pgettext_lazy("pilot", "Published later")
    ARCHIVED = "archived", pgettext_lazy("pilot", "Archived, data deleted")
    WITHDRAWN = "withdrawn", pgettext_lazy("pilot", "Withdrawn")
    DECLINED = "declined", pgettext_lazy("pilot", "Declined")
    ABORTED = "aborted", pgettext_lazy("pilot", "Stopped")


STAGE_OF: dict[str, int] = {  # before the plan: how many gates a pilot has passed
    PilotState.POSTED: 0,
    PilotState.SCREENED: 1,
    PilotState.LANE_DECIDED: 2,
    PilotState.PRIVACY_CLEARED: 3,
    PilotState.PERMIT_GRANTED: 4,
    PilotState.PERMIT_NOT_NEEDED: 4,
    PilotState.AGREED: 5,
    PilotState.INFORMED: 6,
}
BEFORE_THE_PLAN = frozenset(STAGE_OF)
ENDED = frozenset({PilotState.WITHDRAWN, PilotState.DECLINED, PilotState.ABORTED})
OVER = ENDED | {PilotState.PUBLISHED, PilotState.ARCHIVED}
HIDDEN = frozenset({PilotState.WITHDRAWN, PilotState.DECLINED})  # never came to be
ON_THE_REGISTER = frozenset(PilotState) - HIDDEN  # everybody may know of these
BY_THE_ROOM_ABOVE = frozenset(  # the states that the plan, the lot and the data lead to
    {
        PilotState.PREREGISTERED,
        PilotState.RUNNING,
        PilotState.DATA_CLOSED,
        PilotState.ANALYSED,
        PilotState.REVIEWED,
        PilotState.DECIDED,
        PilotState.REPORTED,
        PilotState.PUBLISHED,
        PilotState.EMBARGOED,
        PilotState.ARCHIVED,
    }
)
NEEDS_EVERY_GATE = frozenset({PilotState.PREREGISTERED, PilotState.RUNNING})


def _gate_moves(state: str, *further: str) -> frozenset[str]:
    """On to the next gate, back to any earlier one, or out."""
    earlier = {other for other in STAGE_OF if STAGE_OF[other] < STAGE_OF[state]}
    return frozenset({*earlier, *further, PilotState.WITHDRAWN, PilotState.DECLINED})


def _unpublished(*further: str) -> frozenset[str]:
    """On, out to the public, or back: a withdrawal has the result made anew."""
    return frozenset({*further, PilotState.PUBLISHED, PilotState.DATA_CLOSED})


MOVES: dict[str, frozenset[str]] = {
    PilotState.POSTED: _gate_moves("posted", PilotState.SCREENED, PilotState.LANE_DECIDED),
    PilotState.SCREENED: _gate_moves("screened", PilotState.LANE_DECIDED),
    PilotState.LANE_DECIDED: _gate_moves("lane_decided", PilotState.PRIVACY_CLEARED),
    PilotState.PRIVACY_CLEARED: _gate_moves(
        "privacy_cleared", PilotState.PERMIT_GRANTED, PilotState.PERMIT_NOT_NEEDED
    ),
    PilotState.PERMIT_GRANTED: _gate_moves("permit_granted", PilotState.AGREED),
    PilotState.PERMIT_NOT_NEEDED: _gate_moves("permit_not_needed", PilotState.AGREED),
    PilotState.AGREED: _gate_moves(
        "agreement_signed", PilotState.INFORMED, PilotState.PREREGISTERED
    ),
    PilotState.INFORMED: _gate_moves("information_given", PilotState.PREREGISTERED),
    PilotState.PREREGISTERED: frozenset({PilotState.RUNNING, PilotState.ABORTED}),
    PilotState.RUNNING: frozenset({PilotState.PAUSED, PilotState.DATA_CLOSED, PilotState.ABORTED}),
    PilotState.PAUSED: frozenset({PilotState.RUNNING, PilotState.ABORTED}),
    PilotState.DATA_CLOSED: frozenset({PilotState.ANALYSED}),
    PilotState.ANALYSED: _unpublished(PilotState.REVIEWED),
    PilotState.REVIEWED: _unpublished(PilotState.DECIDED),
    PilotState.DECIDED: _unpublished(PilotState.REPORTED),
    PilotState.REPORTED: _unpublished(PilotState.EMBARGOED),
    PilotState.EMBARGOED: _unpublished(),
    PilotState.PUBLISHED: frozenset({PilotState.ARCHIVED}),
    PilotState.ARCHIVED: frozenset(),
    PilotState.WITHDRAWN: frozenset(),
    PilotState.DECLINED: frozenset(),
    PilotState.ABORTED: frozenset(),
}


class GroupState(TextChoices):
    """Where a teacher's group stands in a pilot."""

    INVITED = "invited", _("Waits for the teacher")  # a round has matched it
    JOINED = "accepted_by_teacher", _("Waits for the principal")
    ACCEPTED = "accepted_by_principal", _("Accepted by the principal")
    DECLINED = "declined", _("Declined by the principal")
    WITHDRAWN = "withdrawn", _("Withdrawn by the teacher")


GROUP_MOVES: dict[str, frozenset[str]] = {
    GroupState.INVITED: frozenset({GroupState.JOINED, GroupState.WITHDRAWN}),
    GroupState.JOINED: frozenset({GroupState.ACCEPTED, GroupState.DECLINED, GroupState.WITHDRAWN}),
    GroupState.ACCEPTED: frozenset({GroupState.WITHDRAWN}),
    GroupState.DECLINED: frozenset(),
    GroupState.WITHDRAWN: frozenset(),
}

LIVE_GROUPS = (GroupState.INVITED, GroupState.JOINED, GroupState.ACCEPTED)  # hold a place
DECIDED_GROUPS = (GroupState.ACCEPTED, GroupState.DECLINED)


class Side(TextChoices):
    """The two who agree on what success is."""

    COMPANY = "company", _("The company")
    SCHOOL = "school", _("A school")


class Phase(TextChoices):
    """The register's filter: what a reader asks for, coarser than the states."""

    OPEN = "open", pgettext_lazy("register", "Open for groups")
    UNDER_WAY = "under_way", pgettext_lazy("register", "Under way")
    ANALYSIS = "analysis", pgettext_lazy("register", "Being analysed")
    PUBLISHED = "published", pgettext_lazy("register", "Result published")
    ENDED = "ended", pgettext_lazy("register", "Stopped or withdrawn")


STATES_OF: dict[str, tuple[PilotState, ...]] = {
    Phase.OPEN: tuple(state for state in PilotState if state in BEFORE_THE_PLAN),
    Phase.UNDER_WAY: (PilotState.PREREGISTERED, PilotState.RUNNING, PilotState.PAUSED),
    Phase.ANALYSIS: (
        PilotState.DATA_CLOSED,
        PilotState.ANALYSED,
        PilotState.REVIEWED,
        PilotState.DECIDED,
        PilotState.REPORTED,
        PilotState.EMBARGOED,
    ),
    Phase.PUBLISHED: (PilotState.PUBLISHED, PilotState.ARCHIVED),
    Phase.ENDED: (PilotState.ABORTED, PilotState.WITHDRAWN, PilotState.DECLINED),
}

SIGN_OF: dict[str, tuple[str, str]] = {  # tone and icon of the state's pill
    PilotState.POSTED: ("warning", "people"),
    PilotState.SCREENED: ("warning", "eye"),
    PilotState.LANE_DECIDED: ("warning", "swap"),
    PilotState.PRIVACY_CLEARED: ("warning", "shield"),
    PilotState.PERMIT_GRANTED: ("warning", "document"),
    PilotState.PERMIT_NOT_NEEDED: ("warning", "check"),
    PilotState.AGREED: ("ok", "handshake"),
    PilotState.INFORMED: ("ok", "mail"),
    PilotState.PREREGISTERED: ("info", "lock"),
    PilotState.RUNNING: ("info", "play"),
    PilotState.PAUSED: ("warning", "pause"),
    PilotState.DATA_CLOSED: ("plain", "lock"),
    PilotState.ANALYSED: ("plain", "chart"),
    PilotState.REVIEWED: ("plain", "eye"),
    PilotState.DECIDED: ("plain", "flag"),
    PilotState.REPORTED: ("plain", "document"),
    PilotState.PUBLISHED: ("ok", "ok"),
    PilotState.EMBARGOED: ("plain", "clock"),
    PilotState.ARCHIVED: ("plain", "book"),
    PilotState.WITHDRAWN: ("plain", "close"),
    PilotState.DECLINED: ("plain", "close"),
    PilotState.ABORTED: ("danger", "pause"),
}

GRADES = range(14)


def grade_words(grade: int) -> str:
    """A group's grade level as a school says it; 0 is early childhood education."""
    if grade == 0:
        return gettext("Early childhood education")
    if grade > 9:
        return gettext("Upper secondary, year %(year)s") % {"year": grade - 9}
    return gettext("Grade %(grade)s") % {"grade": grade}
