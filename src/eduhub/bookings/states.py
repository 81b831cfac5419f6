from django.db.models import TextChoices
from django.utils.functional import Promise
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
    BREAK = "break", _("The season has a break that day.")


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


# Visits of school groups


class VisitState(TextChoices):
    """Whether schools see a visit that the hub holds."""

    DRAFT = "draft", pgettext_lazy("visit", "Draft")
    SHOWN = "shown", pgettext_lazy("visit", "Groups can enrol")
    CLOSED = "closed", pgettext_lazy("visit", "Closed")


class Grade(TextChoices):
    """Who a visit is for."""

    EARLY = "early", _("Early childhood education")
    PRE = "pre", _("Pre-primary education")
    G1 = "1", _("Grade 1")
    G2 = "2", _("Grade 2")
    G3 = "3", _("Grade 3")
    G4 = "4", _("Grade 4")
    G5 = "5", _("Grade 5")
    G6 = "6", _("Grade 6")
    G7 = "7", _("Grade 7")
    G8 = "8", _("Grade 8")
    G9 = "9", _("Grade 9")
    UPPER = "upper", _("General upper secondary")
    VOCATIONAL = "vocational", _("Vocational education")


LANGUAGE_NAMES: dict[str, str | Promise] = {  # in the reader's own
    "fi": _("Finnish"),
    "sv": _("Swedish"),
    "en": _("English"),
}


class Need(TextChoices):
    """What a group needs, so that all of it can take part; nothing of any one pupil."""

    STEP_FREE = "step_free", _("Step-free access")
    TOILET = "toilet", _("Accessible toilet")
    HEARING = "hearing", _("Induction loop or microphone")
    SIGN = "sign", _("Room for a sign language interpreter")
    SIGHT = "sight", _("Things to touch, large print")
    CALM = "calm", _("A calm place to withdraw to")
    PLAIN = "plain", _("Plain language and pictures")
    BREAKS = "breaks", _("More breaks")
    LEARNING = "learning", _("The group is still learning the language")


class GroupState(TextChoices):
    """Where a school group that has enrolled stands."""

    HELD = "held", pgettext_lazy("school group", "Waits for confirmation")
    WAITING = "waiting", pgettext_lazy("school group", "In the queue")
    OFFERED = "offered", pgettext_lazy("school group", "A place is offered")
    BOOKED = "booked", pgettext_lazy("school group", "Enrolled")
    CAME = "came", pgettext_lazy("school group", "Came")
    MISSED = "missed", pgettext_lazy("school group", "Did not come")
    CANCELLED = "cancelled", pgettext_lazy("school group", "Cancelled")
    LAPSED = "lapsed", pgettext_lazy("school group", "Lapsed")


PLACED = frozenset(  # these take a place from others
    {GroupState.HELD, GroupState.OFFERED, GroupState.BOOKED, GroupState.CAME, GroupState.MISSED}
)
TO_COME = frozenset({GroupState.HELD, GroupState.WAITING, GroupState.OFFERED, GroupState.BOOKED})
GROUP_MOVES: dict[str, frozenset[str]] = {
    GroupState.HELD: frozenset({GroupState.BOOKED, GroupState.CANCELLED, GroupState.LAPSED}),
    GroupState.WAITING: frozenset({GroupState.OFFERED, GroupState.CANCELLED, GroupState.LAPSED}),
    GroupState.OFFERED: frozenset({GroupState.BOOKED, GroupState.CANCELLED, GroupState.LAPSED}),
    GroupState.BOOKED: frozenset({GroupState.CAME, GroupState.MISSED, GroupState.CANCELLED}),
    GroupState.CAME: frozenset({GroupState.CAME}),  # the heads counted anew
    GroupState.MISSED: frozenset({GroupState.CAME}),
    GroupState.CANCELLED: frozenset(),
    GroupState.LAPSED: frozenset(),
}


class SeasonState(TextChoices):
    """Where a season's round stands; whether wishes can be sent is told by its window."""

    OPEN = "open", pgettext_lazy("season", "Being prepared")
    PUBLISHED = "published", pgettext_lazy("season", "Published")
    CANCELLED = "cancelled", pgettext_lazy("season", "Cancelled")


class Placing(TextChoices):
    """What a person of the hub decides about a wish."""

    PLACE = "place", _("The wish gets this place and time")
    REFUSE = "refuse", _("The wish is not met")


class TeachingLanguage(TextChoices):
    """In which language a school teaches."""

    FINNISH = "fi", pgettext_lazy("language of teaching", "Finnish")
    SWEDISH = "sv", pgettext_lazy("language of teaching", "Swedish")
    SAMI = "se", pgettext_lazy("language of teaching", "Sámi")
    ENGLISH = "en", pgettext_lazy("language of teaching", "English")
    OTHER = "other", pgettext_lazy("language of teaching", "Another language")
