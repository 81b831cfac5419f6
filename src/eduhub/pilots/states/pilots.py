from django.db.models import TextChoices
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Lane(TextChoices):
    """Which rules a pilot follows; the lane fixes what may be collected."""

    A = "A", _("Co-development: no personal data")


class PilotState(TextChoices):
    """Where a pilot stands; the words of the testbed's own people."""

    POSTED = "posted", pgettext_lazy("pilot", "Looking for groups")
    AGREED = "agreement_signed", pgettext_lazy("pilot", "Agreed")
    PREREGISTERED = "preregistered", pgettext_lazy("pilot", "Plan frozen")
    RUNNING = "running", pgettext_lazy("pilot", "Running")
    DATA_CLOSED = "data_closed", pgettext_lazy("pilot", "Data closed")
    ANALYSED = "analysed", pgettext_lazy("pilot", "Analysed")
    PUBLISHED = "published", pgettext_lazy("pilot", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("pilot", "Withdrawn")
    ABORTED = "aborted", pgettext_lazy("pilot", "Stopped")


ON_THE_REGISTER = frozenset(PilotState) - {PilotState.WITHDRAWN}  # everybody may know of these
BEFORE_THE_PLAN = frozenset({PilotState.POSTED, PilotState.AGREED})
BY_THE_ROOM_ABOVE = frozenset(  # the states that the plan, the lot and the data lead to
    {
        PilotState.PREREGISTERED,
        PilotState.RUNNING,
        PilotState.DATA_CLOSED,
        PilotState.ANALYSED,
        PilotState.PUBLISHED,
    }
)

MOVES: dict[str, frozenset[str]] = {
    PilotState.POSTED: frozenset({PilotState.AGREED, PilotState.WITHDRAWN}),
    PilotState.AGREED: frozenset(
        {PilotState.POSTED, PilotState.PREREGISTERED, PilotState.WITHDRAWN}
    ),
    PilotState.PREREGISTERED: frozenset({PilotState.RUNNING, PilotState.ABORTED}),
    PilotState.RUNNING: frozenset({PilotState.DATA_CLOSED, PilotState.ABORTED}),
    PilotState.DATA_CLOSED: frozenset({PilotState.ANALYSED}),
    PilotState.ANALYSED: frozenset({PilotState.PUBLISHED}),
    PilotState.PUBLISHED: frozenset(),
    PilotState.WITHDRAWN: frozenset(),
    PilotState.ABORTED: frozenset(),
}


class GroupState(TextChoices):
    """Where a teacher's group stands in a pilot."""

    JOINED = "accepted_by_teacher", _("Waits for the principal")
    ACCEPTED = "accepted_by_principal", _("Accepted by the principal")
    DECLINED = "declined", _("Declined by the principal")
    WITHDRAWN = "withdrawn", _("Withdrawn by the teacher")


GROUP_MOVES: dict[str, frozenset[str]] = {
    GroupState.JOINED: frozenset({GroupState.ACCEPTED, GroupState.DECLINED, GroupState.WITHDRAWN}),
    GroupState.ACCEPTED: frozenset({GroupState.WITHDRAWN}),
    GroupState.DECLINED: frozenset(),
    GroupState.WITHDRAWN: frozenset(),
}

LIVE_GROUPS = (GroupState.JOINED, GroupState.ACCEPTED)  # those that hold a place
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
    Phase.OPEN: (PilotState.POSTED, PilotState.AGREED),
    Phase.UNDER_WAY: (PilotState.PREREGISTERED, PilotState.RUNNING),
    Phase.ANALYSIS: (PilotState.DATA_CLOSED, PilotState.ANALYSED),
    Phase.PUBLISHED: (PilotState.PUBLISHED,),
    Phase.ENDED: (PilotState.ABORTED, PilotState.WITHDRAWN),
}

TONE_OF: dict[str, str] = {
    PilotState.POSTED: "warning",
    PilotState.AGREED: "ok",
    PilotState.PREREGISTERED: "info",
    PilotState.RUNNING: "info",
    PilotState.DATA_CLOSED: "plain",
    PilotState.ANALYSED: "plain",
    PilotState.PUBLISHED: "ok",
    PilotState.WITHDRAWN: "plain",
    PilotState.ABORTED: "danger",
}
ICON_OF: dict[str, str] = {
    PilotState.POSTED: "people",
    PilotState.AGREED: "handshake",
    PilotState.PREREGISTERED: "lock",
    PilotState.RUNNING: "play",
    PilotState.DATA_CLOSED: "lock",
    PilotState.ANALYSED: "chart",
    PilotState.PUBLISHED: "ok",
    PilotState.WITHDRAWN: "close",
    PilotState.ABORTED: "pause",
}

GRADES = range(14)


def grade_words(grade: int) -> str:
    """A group's grade level as a school says it; 0 is early childhood education."""
    if grade == 0:
        return gettext("Early childhood education")
    if grade > 9:
        return gettext("Upper secondary, year %(year)s") % {"year": grade - 9}
    return gettext("Grade %(grade)s") % {"grade": grade}
