"""Pilots, permits and consents through random histories, beside a plain model of the promise.

2,000 steps; with the profile "nightly" 100,000.
"""

import datetime as dt
from dataclasses import dataclass, field

import hypothesis
import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from eduhub.catalogue.services import dossiers as services_of_dossiers
from eduhub.kit.access import VISITOR, machine
from eduhub.kit.errors import HubError
from eduhub.pilots import services
from eduhub.pilots.models import Pilot
from eduhub.pilots.queries.consents import may_be_used, usable_seats
from eduhub.pilots.states.privacy import NEXT_BAND, PARTIES_OF, Band, Party, Purpose
from tests.makers import NOW
from tests.makers.pilots import REASON, make_agreed, make_permit_terms
from tests.makers.privacy import accept, make_dossier_fields

STEPS = 100
WORKER = machine("worker")
MINUTE, DAY = dt.timedelta(minutes=1), dt.timedelta(days=1)
GIVEN = st.sets(st.sampled_from([p.value for p in Purpose]))
PARTY = st.sampled_from(list(Party))
PICK = st.integers(0, 10**6)


@dataclass
class Said:
    party: str
    given: set
    counts: bool  # a yes on paper: once it is checked
    pack: int
    since: dt.datetime  # of the age at which it was said


@dataclass
class Place:
    pk: int
    band: str
    since: dt.datetime
    renew_on: dt.date | None
    is_closed: bool = False
    said: list = field(default_factory=list)

    def latest(self, party, purpose):
        """The party's last word on a purpose: a no always, a yes if it counts."""
        words = [s for s in self.said if s.party == party]
        return next((s for s in reversed(words) if s.counts or purpose not in s.given), None)

    def may(self, purpose, pack, today):
        if self.is_closed or (self.renew_on and self.renew_on <= today):
            return False
        parties = list(Party) if self.band == Band.UNDER_15 else [Party.PUPIL]
        words = [w for w in (self.latest(p, purpose) for p in parties) if w]
        if any(purpose not in w.given for w in words):
            return False
        yes = [w for w in words if (w.pack, w.since) == (pack["version"], self.since)]
        return len(yes) >= (pack["guardians"] if self.band == Band.UNDER_15 else 1)


class Histories(RuleBasedStateMachine):
    """What the services do, and what the plain model says of it after each step."""

    @initialize()
    def begin(self):
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.cast, self.now = make_agreed("C"), NOW
        self.by = {w: self.cast.actor(w) for w in ("teacher", "official", "principal", "lead")}
        self.pilot, self.group = self.cast.pilot.pk, self.cast.group.pk
        self.places, self.entries, self.permits, self.step = [], {}, [], 0
        self.pack, self.cleared, self.dossiers = None, True, 0
        terms = make_permit_terms()
        self.permits = [{"terms": terms, "ended": None, "revoked": False}]
        Pilot.objects.filter(pk=self.pilot).update(state="running")
        self.issue(1, False)
        self.open(Band.UNDER_15)

    def teardown(self):
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def tried(self, deed, *args, **told):
        """What the service answers; None when it refuses."""
        try:
            with transaction.atomic():
                return deed(*args, now=self.now, **told)
        except HubError:
            return None

    def place(self, pick):
        return self.places[pick % len(self.places)]

    @property
    def today(self):
        return timezone.localdate(self.now)

    @rule(days=st.sampled_from([0, 0, 1, 30, 200]), minutes=st.integers(1, 900))
    def time_passes(self, days, minutes):
        self.now += days * DAY + minutes * MINUTE

    @rule(band=st.sampled_from(list(Band)))
    @precondition(lambda self: len(self.places) < 6)
    def open(self, band):
        renew_on = None if band == Band.ADULT else self.today + 120 * DAY
        told = {"band": band, "renew_on": renew_on, "by": self.by["teacher"]}
        for seat in self.tried(services.open_seats, self.group, 1, **told) or ():
            self.places.append(Place(seat.pk, band, self.now, renew_on))

    @rule(guardians=st.sampled_from([1, 2]), reuse=st.booleans())
    def issue(self, guardians, reuse):
        purposes = list(Purpose) if reuse else [Purpose.COLLECT, Purpose.STUDY]
        told = {"purposes": purposes, "guardians": guardians, "asks_consent": True}
        pack = self.tried(services.issue_pack, self.pilot, by=self.by["official"], **told)
        if pack is not None:
            self.pack = {
                "version": pack.version,
                "guardians": guardians,
                "purposes": set(pack.purposes),
                "pack": pack,
            }

    def note(self, place, entry, party, given, counts=True):
        if entry is None or entry.pk in self.entries:
            return
        said = Said(party, set(given), counts, self.pack["version"], place.since)
        place.said.append(said)
        self.entries[entry.pk] = (place, said)

    @rule(pick=PICK, party=PARTY, given=GIVEN)
    def by_link(self, pick, party, given):
        place, given = self.place(pick), given & self.pack["purposes"]
        made = self.tried(services.make_link, place.pk, party, by=self.by["teacher"])
        if made is None:
            assert place.is_closed or party not in PARTIES_OF[place.band] or self.is_over
            return
        link = self.tried(services.open_link, made.token)
        assert self.tried(services.open_link, made.token) is None
        kind = "consent_pupil" if party == Party.PUPIL else "consent_guardian"
        sha = self.pack["pack"].papers.get(kind=kind, language="sv").sha256
        answered = self.tried(services.answer, link.pk, given, sha, by=VISITOR)
        self.note(place, answered[0], party, given)

    @rule(pick=PICK, party=PARTY, given=GIVEN)
    def by_paper(self, pick, party, given):
        place, given = self.place(pick), given & self.pack["purposes"]
        told = services.OnPaper(party, given, self.today, "fi")
        entry = self.tried(services.note_paper, place.pk, told, by=self.by["teacher"])
        self.note(place, entry, party, given, counts=not given)

    @rule(pick=PICK)
    @precondition(lambda self: self.entries)
    def checked(self, pick):
        key = sorted(self.entries)[pick % len(self.entries)]
        if self.tried(services.check_paper, key, by=self.by["principal"]) is not None:
            self.entries[key][1].counts = True

    @rule(pick=PICK, party=PARTY)
    def by_word_of_mouth(self, pick, party):
        place = self.place(pick)
        entry = self.tried(services.note_no, place.pk, party, by=self.by["teacher"])
        self.note(place, entry, party, ())

    @rule(pick=PICK, grows=st.booleans())
    def another_age(self, pick, grows):
        place = self.place(pick)
        band = NEXT_BAND.get(place.band, place.band) if grows else place.band
        renew_on = None if band == Band.ADULT else self.today + 120 * DAY
        told = {"by": self.by["teacher"]}
        if self.tried(services.set_band, place.pk, band, renew_on, **told) is None:
            return
        was_due = place.renew_on is not None and place.renew_on <= self.today
        if (band, renew_on) != (place.band, place.renew_on) and (band != place.band or was_due):
            place.since = self.now
        place.band, place.renew_on = band, renew_on

    @rule(pick=PICK)
    def leaves(self, pick):
        place = self.place(pick)
        if self.tried(services.close_seat, place.pk, by=self.by["teacher"]) is not None:
            place.is_closed = True

    @rule(lasts=st.sampled_from([0, 1, 40, 400]))
    def permit(self, lasts):
        last = self.today + lasts * DAY
        terms = make_permit_terms(
            valid_from=self.today, valid_until=last, destroy_by=last + 100 * DAY
        )
        told = {"by": self.by["official"]}
        if self.tried(services.note_permit, self.pilot, terms, **told) is None:
            return
        standing = self.permits[-1]
        if standing["ended"] is None and standing["terms"] == terms:
            return
        standing["ended"] = standing["ended"] or self.now
        self.permits.append({"terms": terms, "ended": None, "revoked": False})

    @rule()
    def permit_revoked(self):
        by = self.by["official"]
        if self.tried(services.revoke_permit, self.pilot, REASON, by=by) is not None:
            self.permits[-1] |= {"ended": self.now, "revoked": True}

    @rule()
    def the_night_job(self):
        self.tried(services.expire_permits, by=WORKER)
        last = self.permits[-1]
        if last["ended"] is None and last["terms"].valid_until < self.today:
            last["ended"] = self.now

    @rule()
    def dossier_changes(self):
        self.now += MINUTE  # no clearance is of the same moment
        fields = make_dossier_fields(keep_days=self.dossiers, changed="Another time.")
        told = {"seen": self.dossiers, "by": self.by["lead"]}
        solution = self.cast.pilot.solution_id
        self.dossier = self.tried(services_of_dossiers.publish, solution, fields, **told)
        self.dossiers, self.cleared = self.dossiers + 1, False

    @rule(job_ran=st.booleans())
    @precondition(lambda self: self.dossiers)
    def the_dossier_is_read(self, job_ran):
        if job_ran:
            self.tried(services.hold_against_dossier, self.dossier.pk, by=WORKER)
        accept(self.dossier, self.by["official"])
        self.now += MINUTE
        told = {"by": self.by["official"]}
        row = self.tried(services.decide_privacy, self.pilot, True, REASON + str(self.now), **told)
        self.cleared = self.cleared or row is not None

    @rule(to=st.sampled_from(["running", "running", "paused", "data_closed", "aborted"]))
    def the_pilot_moves(self, to):
        if not self.is_over:
            Pilot.objects.filter(pk=self.pilot).update(state=to)

    @property
    def state(self):
        return Pilot.objects.values_list("state", flat=True).get(pk=self.pilot)

    @property
    def is_over(self):
        return self.state == "aborted"

    def allows(self, purpose):
        """Pilot, clearance and permits, without any seat."""
        if self.is_over or purpose not in self.pack["purposes"]:
            return False
        if purpose != Purpose.COLLECT:
            kept = (p for p in self.permits if not p["revoked"])
            return any(p["terms"].destroy_by >= self.today for p in kept)
        last = self.permits[-1]
        terms = last["terms"]
        holds = terms.valid_from <= self.today <= terms.valid_until and not last["ended"]
        return self.state == "running" and self.cleared and holds

    @invariant()
    def used_is_what_may_be_used(self):
        """After every third step one purpose of three, and one seat by itself now and then.

        Most of a test's time goes into writing the long query anew.
        """
        if not hasattr(self, "places"):
            return
        self.step += 1
        if self.step % 3:
            return
        purpose = list(Purpose)[self.step // 3 % 3]
        found = set(usable_seats(purpose, self.now).values_list("pk", flat=True))
        may = self.allows(purpose)
        meant = {p.pk for p in self.places if may and p.may(purpose, self.pack, self.today)}
        assert found == meant, (purpose, self.now)
        if self.step % 5 == 0 and self.places:
            seat = self.cast.pilot.seats.get(pk=self.places[0].pk)
            assert may_be_used(seat, purpose, self.now) == (seat.pk in meant)


@pytest.mark.django_db
@pytest.mark.same_everywhere
def test_nothing_is_used_that_may_not_be(settings, tmp_path):
    settings.FILES = str(tmp_path)
    walks = hypothesis.settings.default.max_examples // 5  # 20; by night 1,000

    run_state_machine_as_test(
        Histories,
        settings=hypothesis.settings(
            max_examples=walks,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(hypothesis.HealthCheck),
        ),
    )
