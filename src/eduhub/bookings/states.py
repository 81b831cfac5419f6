from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UnitKind(TextChoices):
    """What can be booked."""

    ROOM = "room", pgettext_lazy("unit", "Room")
    STAND = "stand", pgettext_lazy("unit", "Exhibition stand")
    KIT = "kit", pgettext_lazy("unit", "Kit")
    CONTAINER = "container", pgettext_lazy("unit", "Mobile container")
    ADVISER = "adviser", pgettext_lazy("unit", "Adviser")


LED = frozenset({UnitKind.ADVISER})  # another room leads to these, chooses and counts


class UnitState(TextChoices):
    """Whether a unit can be booked."""

    DRAFT = "draft", pgettext_lazy("unit", "Draft")
    SHOWN = "shown", pgettext_lazy("unit", "Can be booked")
    CLOSED = "closed", pgettext_lazy("unit", "Out of use")


class Equipment(TextChoices):
    """What is in a unit, to look for."""

    SCREEN = "screen", _("Screen or projector")
    SOUND = "sound", _("Sound and microphones")
    VIDEO = "video", _("Video meetings")
    CAMERA = "camera", _("Cameras")
    TABLETS = "tablets", _("Tablets")
    LAPTOPS = "laptops", _("Laptops")
    VR = "vr", _("Virtual reality headsets")
    ROBOTS = "robots", _("Robots")
    PRINTER_3D = "printer_3d", _("3D printers")
    TOOLS = "tools", _("Hand tools")
    WATER = "water", _("Water point")
    STEP_FREE = "step_free", _("Step-free access")
    INDUCTION_LOOP = "induction_loop", _("Induction loop")


class BookingState(TextChoices):
    """Where a booking stands."""

    ASKED = "asked", pgettext_lazy("booking", "Waits for approval")
    OFFERED = "offered", pgettext_lazy("booking", "Offered to you")
    BOOKED = "booked", pgettext_lazy("booking", "Booked")
    CAME = "came", pgettext_lazy("booking", "Checked in")
    MISSED = "missed", pgettext_lazy("booking", "Nobody came")
    CANCELLED = "cancelled", pgettext_lazy("booking", "Cancelled")
    DECLINED = "declined", pgettext_lazy("booking", "Declined")
    LAPSED = "lapsed", pgettext_lazy("booking", "Lapsed")


HOLDING = frozenset(  # these keep the time from others
    {BookingState.ASKED, BookingState.OFFERED, BookingState.BOOKED, BookingState.CAME}
)
BOOKING_MOVES: dict[str, frozenset[str]] = {
    BookingState.ASKED: frozenset(
        {BookingState.BOOKED, BookingState.DECLINED, BookingState.CANCELLED, BookingState.LAPSED}
    ),
    BookingState.OFFERED: frozenset(
        {
            BookingState.ASKED,
            BookingState.BOOKED,
            BookingState.CANCELLED,
            BookingState.LAPSED,
        }
    ),
    BookingState.BOOKED: frozenset(
        {BookingState.ASKED, BookingState.CAME, BookingState.MISSED, BookingState.CANCELLED}
    ),
    BookingState.CAME: frozenset(),
    BookingState.MISSED: frozenset({BookingState.CAME}),
    BookingState.CANCELLED: frozenset(),
    BookingState.DECLINED: frozenset(),
    BookingState.LAPSED: frozenset(),
}


class WaitState(TextChoices):
    """Where a place on a waiting list stands."""

    WAITING = "waiting", pgettext_lazy("waiting list", "Waiting")
    OFFERED = "offered", pgettext_lazy("waiting list", "Offered")
    TAKEN = "taken", pgettext_lazy("waiting list", "Taken")
    LAPSED = "lapsed", pgettext_lazy("waiting list", "Lapsed")
    LEFT = "left", pgettext_lazy("waiting list", "Left")


class Why(TextChoices):
    """Why a time was not given: kept with an occurrence, put into words for who reads it."""

    TAKEN = "taken", _("Somebody has it at that time.")
    CLOSED = "closed", _("It is closed at that time.")
    AWAY = "away", _("It is on the move or elsewhere at that time.")
    NO_SUCH_HOUR = "no_such_hour", _("The clock jumps over this hour that day.")
    TOO_SOON = "too_soon", _("It is too soon: the hub needs more time to prepare.")
    TOO_FAR = "too_far", _("It is too far ahead.")
    TOO_SHORT = "too_short", _("It is shorter than one may book.")
    TOO_LONG = "too_long", _("It is longer than one may book.")
    TOO_MANY = "too_many", _("There are not places enough.")
    QUOTA = "quota", _("It would be more than is shared out to each.")
    NOT_FOR_YOU = "not_for_you", _("It is not for your kind of organisation.")


class Period(TextChoices):
    """Over which time a quota is counted."""

    WEEK = "week", _("a week")
    MONTH = "month", _("a month")
    TERM = "term", _("a school term")


class CountedBy(TextChoices):
    """Whom a quota is shared out to."""

    ORGANISATION = "organisation", _("Each organisation")
    SUBJECT = "subject", _("Each thing that bookings are tied to, such as a cohort")


class Scope(TextChoices):
    """Which bookings of a series a change is for."""

    THIS = "this", _("Only this one")
    REST = "rest", _("This one and those after it")
    ALL = "all", _("All that are still to come")
