"""Results count nobody who has not said yes, or has withdrawn."""

import datetime as dt

import pytest

from eduhub.evidence import services
from eduhub.evidence.models import Totals
from eduhub.evidence.services import ClassTotals
from eduhub.kit.errors import Invalid, NotNow
from eduhub.pilots import services as pilots
from eduhub.pilots.models import Group, Pilot, Seat
from eduhub.pilots.states.privacy import Band, Party, Purpose, Source
from tests.makers import NOW, make_actor
from tests.makers.evidence import LATER, give_all, make_running, teacher_of
from tests.makers.privacy import FORM_DAY

pytestmark = pytest.mark.django_db

BOTH = (Purpose.COLLECT, Purpose.STUDY)
SEATS = 6


@pytest.fixture
def plan(settings, tmp_path):
    """A trial in lane B with six seats in each class, all of whose guardians have said yes."""
    settings.FILES = str(tmp_path)
    plan = make_running()
    Pilot.objects.filter(pk=plan.pilot_id).update(lane="B")
    staff = make_actor("hub_staff")
    terms = {"purposes": BOTH, "guardians": 1, "asks_consent": True}
    pack = pilots.issue_pack(plan.pilot_id, by=staff, now=NOW, **terms)
    paper = pack.papers.get(kind="consent_guardian", language="fi")
    for group in Group.objects.filter(pilot=plan.pilot_id):
        told = {"band": Band.UNDER_15, "renew_on": FORM_DAY, "by": teacher_of(group)}
        for seat in pilots.open_seats(group.pk, SEATS, now=NOW, **told):
            seat.entries.create(
                paper=paper,
                sha256=paper.sha256,
                band=seat.band,
                party=Party.GUARDIAN_1,
                given=list(BOTH),
                source=Source.LINK,
                at=NOW,
            )
    return plan


def give(plan, pupils, one=None, now=LATER):
    one = one or plan.classes.order_by("code").select_related("group")[0]
    by = teacher_of(one.group)
    given = services.give_totals(
        plan.pilot_id, one.group_id, ClassTotals(pupils, 20, 5), by=by, now=now
    )
    return services.confirm(plan.pilot_id, given.pk, by=by, now=now)


def withdraw(one, now=LATER):
    seat = Seat.objects.filter(group=one.group_id).order_by("pk")[0]
    pilots.note_no(seat.pk, Party.GUARDIAN_1, by=teacher_of(one.group), now=now)


def test_no_more_pupils_are_counted_than_may_be_used(plan):
    give(plan, SEATS)

    with pytest.raises(Invalid) as refusal:
        give(plan, SEATS + 1)

    assert list(refusal.value.fields) == ["pupils"]
    assert Totals.objects.get().pupils == SEATS


def test_a_proposal_in_which_somebody_withdrew_is_not_confirmed(plan):
    one = plan.classes.select_related("group").order_by("code")[0]
    by = teacher_of(one.group)
    told = {"by": by, "now": LATER}
    given = services.give_totals(plan.pilot_id, one.group_id, ClassTotals(SEATS, 20, 5), **told)

    withdraw(one)

    with pytest.raises(NotNow) as refusal:
        services.confirm(plan.pilot_id, given.pk, by=by, now=LATER + dt.timedelta(minutes=1))
    assert (refusal.value.code, one.code in refusal.value.message) == ("withdrawn", True)


def test_data_are_closed_only_without_those_who_withdrew(plan):
    for one in plan.classes.select_related("group"):
        give(plan, SEATS, one)
    one = plan.classes.select_related("group").order_by("code")[0]
    withdraw(one)
    staff, after = make_actor("hub_staff"), LATER + dt.timedelta(minutes=1)

    with pytest.raises(NotNow) as refusal:
        services.close_data(plan.pilot_id, by=staff, now=after)
    give(plan, SEATS - 1, one, now=after)
    services.close_data(plan.pilot_id, by=staff, now=after)

    assert refusal.value.code == "withdrawn"
    counted = Totals.objects.filter(state="counted")
    assert sorted(counted.values_list("pupils", flat=True)) == [SEATS - 1, SEATS, SEATS, SEATS]


def test_in_lane_a_nobody_is_asked_for(settings, tmp_path):
    settings.FILES = str(tmp_path)
    plan = make_running()

    give_all(plan, 24, 20)

    assert Totals.objects.filter(state="counted").count() == 4
