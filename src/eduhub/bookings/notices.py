"""News of bookings. change: made, asked, moved, approved, declined, cancelled, missed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookingChanged:
    booking_id: int
    change: str
    sequence: int


@dataclass(frozen=True, slots=True)
class SeriesChanged:
    series_id: int
    change: str
    sequence: int


@dataclass(frozen=True, slots=True)
class TimeOffered:
    wait_id: int


@dataclass(frozen=True, slots=True)
class GroupChanged:
    """change: held, queued, waiting, booked, offered, changed, moved, cancelled, lapsed."""

    group_id: int
    change: str
    sequence: int


@dataclass(frozen=True, slots=True)
class SeasonAsked:
    """A season's proposal is to be worked out that is too large to wait for."""

    version_id: int


@dataclass(frozen=True, slots=True)
class SeasonPublished:
    season_id: int
