"""Any deed at any time, in any order: what is not yet or no longer possible changes nothing."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from eduhub.evidence import services
from eduhub.evidence.models import Lot, Plan, Result, Totals, TrialClass
from eduhub.evidence.services import ClassTotals
from eduhub.kit.access import machine
from eduhub.kit.errors import HubError, NotNow
from eduhub.pilots.models import Pilot
from eduhub.pilots.states import MOVES
from tests.makers import NOW, make_actor
from tests.makers.evidence import LATER, NONCE, make_agreed, make_draft, teacher_of

POSSIBLE = {  # deed: from which stage, to which
    "write": {"agreed": "planned", "planned": "planned"},
    "freeze": {"planned": "frozen"},
    "draw": {"frozen": "drawn"},
    "start": {"drawn": "running"},
    "give": {"running": "running"},
    "close": {"given": "closed"},
    "analyse": {"closed": "analysed"},
    "publish": {"analysed": "published"},
}
SILENT = {"analyse"}  # a worker's deed: where there is nothing to do, it does nothing
STATE_OF = {
    "agreed": "agreement_signed",
    "planned": "agreement_signed",
    "frozen": "preregistered",
    "drawn": "preregistered",
    "running": "running",
    "given": "running",
    "closed": "data_closed",
    "analysed": "analysed",
    "published": "published",
}


class AnyDeed(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.all_or_nothing = transaction.atomic()
        self.all_or_nothing.__enter__()
        self.pilot = make_agreed(4)
        self.staff = make_actor("hub_staff")
        self.stage, self.given, self.was = "agreed", set(), "agreement_signed"

    def teardown(self):
        transaction.set_rollback(True)
        self.all_or_nothing.__exit__(None, None, None)

    @rule(deed=st.sampled_from(sorted(POSSIBLE)), which=st.integers(0, 3))
    def do(self, deed, which):
        before = self.everything()
        goes = self.stage in POSSIBLE[deed] or (deed == "give" and self.stage == "given")
        try:
            with transaction.atomic():
                getattr(self, f"_{deed}")(which)
            done = True
        except HubError as refusal:
            done = False
            assert isinstance(refusal, NotNow) or refusal.status in (404, 409), refusal.code
        assert done == goes or (deed in SILENT and self.everything() == before)
        if not goes:
            assert self.everything() == before
            return
        self.stage = POSSIBLE[deed].get(self.stage, self.stage)
        if len(self.given) == 4 and self.stage == "running":
            self.stage = "given"

    @rule()
    def go_on(self):
        """What comes next, so that the walk gets far enough to go wrong."""
        for deed, steps in POSSIBLE.items():
            if self.stage in steps and (deed != "write" or self.stage == "agreed"):
                self.do(deed, len(self.given) % 4)
                return

    @invariant()
    def the_pilot_moves_only_as_it_may(self):
        now = Pilot.objects.get(pk=self.pilot.pk).state
        assert now == STATE_OF[self.stage]
        assert now == self.was or now in MOVES[self.was]
        self.was = now

    def everything(self):
        rows = [list(m.objects.order_by("pk").values()) for m in (Plan, Lot, TrialClass)]
        return rows + [list(m.objects.order_by("pk").values()) for m in (Totals, Result, Pilot)]

    def _write(self, _which):
        plan = Plan.objects.filter(pilot=self.pilot).first()
        seen = plan.version if plan else 0
        services.write_plan(self.pilot.pk, make_draft(), seen=seen, by=self.staff, now=NOW)

    def _freeze(self, _which):
        plan = Plan.objects.filter(pilot=self.pilot).first()
        seen = plan.version if plan else 1
        services.freeze(self.pilot.pk, seen=seen, by=self.staff, now=NOW, nonce=NONCE)

    def _draw(self, _which):
        services.draw_lot(self.pilot.pk, by=self.staff, now=NOW)

    def _start(self, _which):
        services.start(self.pilot.pk, by=self.staff, now=NOW)

    def _give(self, which):
        group = self.pilot.groups.order_by("pk")[which]
        by, figures = teacher_of(group), ClassTotals(20, 20.0 + which, 4.0)
        one = services.give_totals(self.pilot.pk, group.pk, figures, by=by, now=LATER)
        services.confirm(self.pilot.pk, one.pk, by=by, now=LATER)
        self.given.add(which)

    def _close(self, _which):
        services.close_data(self.pilot.pk, by=self.staff, now=LATER)

    def _analyse(self, _which):
        plan = Plan.objects.filter(pilot=self.pilot).first()
        services.analyse(plan.pk if plan else 0, by=machine("worker"), now=LATER)

    def _publish(self, _which):
        services.publish(self.pilot.pk, by=self.staff, now=LATER)


@pytest.mark.django_db
def test_no_order_of_deeds_leads_where_it_may_not():
    checks = list(HealthCheck)
    told = settings(
        max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=checks
    )
    run_state_machine_as_test(AnyDeed, settings=told)


@pytest.mark.django_db
def test_each_deed_in_its_order_goes_all_the_way():
    walk = AnyDeed()
    for deed in ("write", "freeze", "draw", "start"):
        walk.do(deed, 0)
    for which in range(4):
        walk.do("give", which)
    for deed in ("close", "analyse", "publish"):
        walk.do(deed, 0)

    assert walk.stage == "published"
    walk.teardown()
