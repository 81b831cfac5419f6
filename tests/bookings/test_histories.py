"""Whatever three schools do with a hall and its halves, a plain model of lists says the same."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eduhub.bookings import services
from eduhub.bookings.models import Booking, Claim, QuotaUse, Wait
from eduhub.kit.errors import NotNow
from eduhub.people.states import Role
from tests.makers import NOW, make_actor
from tests.makers.bookings import MONDAY, asked, at, make_hall, make_quota

DAY, HOUR = MONDAY + dt.timedelta(weeks=3), dt.timedelta(hours=1)
CLAIMS = ({0, 1, 2}, {1}, {2})  # the hall, its left and its right half
SHARE = 4  # hours a month for each school
THING = (st.integers(0, 2), st.integers(0, 2), st.integers(8, 13), st.integers(1, 3))
STEP = st.one_of(
    st.tuples(st.sampled_from(["book", "book", "wait"]), *THING),
    st.tuples(st.sampled_from(["cancel", "take"]), st.integers(0, 5)),
    st.just(("lapse",)),
)


@dataclass
class Plain:
    """Who has what: things are (unit, school, first hour, last hour)."""

    held: list = field(default_factory=list)  # [thing, is it an offer?]
    queue: list = field(default_factory=list)

    def is_taken(self, unit, first, last):
        return any(
            CLAIMS[unit] & CLAIMS[other] and first < end and begin < last
            for (other, _, begin, end), _ in self.held
        )

    def used(self, school):
        return sum(end - begin for (_, who, begin, end), _ in self.held if who == school)

    def book(self, unit, school, first, last):
        if self.is_taken(unit, first, last):
            return "taken"
        if self.used(school) + last - first > SHARE:
            return "quota"
        self.held.append([(unit, school, first, last), False])

    def wait(self, unit, school, first, last):
        if not self.is_taken(unit, first, last):
            return "free"
        if (unit, school, first, last) not in self.queue:
            self.queue.append((unit, school, first, last))

    def offer(self, near):
        for thing in list(self.queue):
            unit, school, first, last = thing
            fits = self.used(school) + last - first <= SHARE
            if CLAIMS[unit] & CLAIMS[near] and fits and not self.is_taken(unit, first, last):
                self.queue.remove(thing)
                self.held.append([thing, True])

    def cancel(self, place):
        self.offer(self.held.pop(place)[0][0])

    def take(self, place):
        self.held[place][1] = False

    def lapse(self):
        over = [thing for thing, is_offer in self.held if is_offer]
        self.held = [one for one in self.held if not one[1]]
        for unit in dict.fromkeys(thing[0] for thing in over):
            self.offer(unit)


class Hub:
    """The services, told the same."""

    def __init__(self):
        self.units, self.now = make_hall(), NOW
        self.schools = [make_actor(Role.TEACHER) for _ in range(3)]
        make_quota(SHARE)

    def _asked(self, service, unit, school, first, last):
        told = {"key": uuid.uuid4(), "by": self.schools[school], "now": self.now}
        try:
            service(self.units[unit].pk, asked(first, last, DAY), **told)
        except NotNow as no:
            return no.code

    def book(self, *thing):
        return self._asked(services.book, *thing)

    def wait(self, *thing):
        return self._asked(services.wait_for, *thing)

    def _holding(self):
        return Booking.objects.holding().order_by("pk")

    def _act(self, service, place):
        booking = self._holding()[place]
        by = next(one for one in self.schools if one.user_id == booking.booker_id)
        service(booking.pk, by=by, now=self.now)

    def cancel(self, place):
        self._act(services.cancel, place)

    def take(self, place):
        self._act(services.accept_offer, place)

    def lapse(self):
        self.now += 25 * HOUR
        services.lapse_offers(now=self.now)

    def thing(self, row, person):
        unit = [one.pk for one in self.units].index(row.unit_id)
        school = [one.user_id for one in self.schools].index(person)
        first, last = ((one - at(0, DAY)) // HOUR for one in (row.during.lower, row.during.upper))
        return (unit, school, first, last)

    def standing(self):
        waits = Wait.objects.filter(state="waiting").order_by("pk")
        held = [
            [self.thing(row, row.booker_id), row.state == "offered"] for row in self._holding()
        ]
        return held, [self.thing(row, row.person_id) for row in waits]

    def used(self):
        places = [one.organisation_id for one in self.schools]
        taken = dict(QuotaUse.objects.values_list("holder", "taken"))
        return [taken.get(place, 0) // 60 for place in places]


def follow(steps):
    plain, hub = Plain(), Hub()
    for name, *told in steps:
        if name in ("book", "wait"):
            unit, school, first, hours = told
            thing = (unit, school, first, first + hours)
            assert getattr(hub, name)(*thing) == getattr(plain, name)(*thing)
        elif name == "lapse":
            plain.lapse(), hub.lapse()
        else:
            able = [n for n, one in enumerate(plain.held) if name == "cancel" or one[1]]
            if able:
                place = able[told[0] % len(able)]
                getattr(plain, name)(place), getattr(hub, name)(place)
        assert hub.standing() == (plain.held, plain.queue)
        assert hub.used() == [plain.used(school) for school in range(3)]
    claimed = Claim.objects.count()
    assert claimed == sum(len(CLAIMS[thing[0]]) for thing, _ in plain.held)


@pytest.mark.django_db
@given(steps=st.lists(STEP, min_size=6, max_size=14))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_history_ends_as_a_plain_model_says(steps):
    with transaction.atomic():
        follow(steps)
        transaction.set_rollback(True)
