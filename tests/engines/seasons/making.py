"""Small seasons to share out."""

from typing import Any

from eduhub.engines.seasons import Applicant, Day, Place, Problem, Wish

WEEKS = 10


def place(key: str = "hall", **told: Any) -> Place:
    """Open from 8 to 20 on Mondays and Tuesdays of ten weeks, for 20 people."""
    told.setdefault("days", tuple(Day(day, WEEKS, ((480, 1200),)) for day in (0, 1)))
    told.setdefault("reach", frozenset({key}))
    return Place(id=key, **{"size": 20, **told})


def wish(key: str, applicant: str = "", **told: Any) -> Wish:
    """Mondays from 17 to 18 in the hall, by an applicant of its own unless told by whom."""
    told = {"rank": 1, "places": ("hall",), "weekday": 0, "earliest": 1020, "minutes": 60} | told
    told.setdefault("latest", told["earliest"])
    return Wish(id=key, applicant=applicant or f"of {key}", **told)


def problem(*wishes: Wish, **told: Any) -> Problem:
    """With the hall, and an applicant without limits for each that is named in a wish."""
    told.setdefault("places", (place(),))
    named = dict.fromkeys(one.applicant for one in wishes)
    told.setdefault("applicants", tuple(Applicant(id=key, kind="school") for key in named))
    return Problem(wishes=wishes, **told)
