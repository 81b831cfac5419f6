"""Pages about oneself, one's organisations, and the hub's desk."""

from eduhub.people.views import panels as panels
from eduhub.people.views.corrections import correct, facts
from eduhub.people.views.desk import decide, desk, organisations, person, place
from eduhub.people.views.districts import district, districts, remove_district
from eduhub.people.views.me import download, erase, erase_code, me, my_data
from eduhub.people.views.members import (
    duties,
    end_membership,
    invite,
    organisation,
    take_duty,
    withdraw,
)
from eduhub.people.views.own import act_for, claim, invitation, mine

__all__ = [
    "act_for",
    "claim",
    "correct",
    "decide",
    "desk",
    "district",
    "districts",
    "download",
    "duties",
    "end_membership",
    "erase",
    "erase_code",
    "facts",
    "invitation",
    "invite",
    "me",
    "mine",
    "my_data",
    "organisation",
    "organisations",
    "person",
    "place",
    "remove_district",
    "take_duty",
    "withdraw",
]
