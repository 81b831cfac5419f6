"""What the room hangs on a person's home, on a solution's page, and tells the front page."""

import datetime as dt
import re

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from eduhub.kit.access import VISITOR
from eduhub.pilots import queries, services
from eduhub.pilots.models import Pilot
from eduhub.pilots.states import GroupState, PilotState
from eduhub.pilots.views import panels
from tests.makers import NOW, TODAY, make_actor, make_group, make_pilot, make_solution
from tests.makers.pilots import decide_lane, make_agreed, make_cast, make_definition

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def drawn(panel, actor, thing=None):
    request = RequestFactory().get("/")
    request.actor, request.hats = actor, []
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", panel(request, thing)))


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("panel", "whose"),
    [
        (panels.of_principal, {"principal"}),
        (panels.of_teacher, {"teacher", "colleague", "other_teacher"}),
        (panels.of_company, {"lead", "member", "other_lead"}),
        (panels.of_staff, {"staff"}),
    ],
)
def test_each_panel_is_for_its_own_people(panel, whose):
    cast = make_cast(GroupState.JOINED)

    assert {who for who in cast.users if drawn(panel, cast.actor(who))} == whose
    assert drawn(panel, VISITOR) == ""


def test_a_teacher_sees_the_next_step_of_the_own_groups_and_open_offers():
    cast = make_cast()
    services.write_statement(
        cast.pilot.pk, make_definition(), seen=0, by=cast.actor("lead"), now=NOW
    )
    other = make_pilot()

    told = drawn(panels.of_teacher, cast.actor("teacher"))

    own, offers = told.split("Pilots that look for groups")
    assert cast.pilot.solution.name.fi in own and "Do you agree? Read and agree" in own
    assert other.solution.name.fi in offers and cast.pilot.solution.name.fi not in offers


def test_a_principal_sees_what_waits_and_nothing_of_other_schools():
    cast = make_cast(GroupState.JOINED)
    make_group(cast.pilot, label="OTHERS")
    make_group(make_pilot(state=PilotState.RUNNING), school=cast.school, label="LATE")

    told = drawn(panels.of_principal, cast.actor("principal"))

    assert "5B: " in told and "OTHERS" not in told and "LATE" not in told


def test_the_company_sees_first_what_waits_for_itself():
    cast = make_cast()
    services.write_statement(
        cast.pilot.pk, make_definition(), seen=0, by=cast.actor("lead"), now=NOW
    )
    decide_lane(cast)
    fresh = make_pilot(cast.pilot.solution)
    Pilot.objects.filter(pk=fresh.pk).update(posted_at=NOW - DAY)

    rows = queries.pilots_of_company(cast.actor("lead"))

    assert [(row.pilot.pk, row.next.door) for row in rows] == [
        (fresh.pk, "pilots:lane"),
        (cast.pilot.pk, ""),
    ]


def test_staff_see_the_pilots_by_state_and_those_that_stand_still():
    old = NOW - 15 * DAY
    late = make_pilot()
    make_pilot(state=PilotState.RUNNING)  # until December: not late
    over = make_pilot(state=PilotState.RUNNING, starts=TODAY - 60 * DAY, ends=TODAY - DAY)
    make_pilot(state=PilotState.PREREGISTERED)  # from October: not late
    make_pilot(state=PilotState.PUBLISHED)
    Pilot.objects.update(state_since=old)
    make_pilot()

    assert queries.count_by_state() == {
        "posted": 2,
        "preregistered": 1,
        "running": 2,
        "published": 1,
    }
    assert set(queries.overdue(NOW, TODAY)) == {late, over}


def test_a_solutions_page_says_where_to_try_it():
    solution = make_solution()
    make_pilot(solution)
    make_pilot(solution, state=PilotState.RUNNING)
    full = make_pilot(solution, places=1)
    make_group(full)
    make_pilot()

    told = drawn(panels.offers_of_solution, VISITOR, solution)

    assert "1 pilot is under way." in told and told.count("Does it help?") == 1
    assert "Offer a pilot" not in told
    lead = make_actor("company_lead", solution.company)
    assert "Offer a pilot" in drawn(panels.offers_of_solution, lead, solution)
    assert drawn(panels.offers_of_solution, VISITOR, make_solution()) == ""


def test_the_front_pages_figures_and_offers():
    cast = make_agreed()
    make_group(cast.pilot, school=cast.school, state=GroupState.ACCEPTED)
    make_group(cast.pilot)
    hidden = make_pilot(state=PilotState.WITHDRAWN)
    make_group(hidden, state=GroupState.ACCEPTED)
    make_pilot(make_solution(state="withdrawn", published_at=NOW))
    full = make_pilot(places=1)
    make_group(full)

    assert queries.figures() == queries.Figures(pilots=3, groups=2, schools=1)
    assert list(queries.open_offers(5)) == [cast.pilot]
