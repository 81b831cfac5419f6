"""Until the data are closed nobody reads what the sides have reached, at whatever door they knock."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Totals
from eduhub.kit.errors import NotNow
from tests.evidence.test_explorations import WIDER
from tests.makers import make_actor, make_person, signed_in
from tests.makers.evidence import LATER, give_all, make_agreed, make_published, make_running

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]
MEANS = ("31.37", "31,37", "20.13", "20,13")
DOORS = (
    *("plan", "lot", "data", "report", "report_full", "report_pdf", "explore", "review"),
    *("bundle", "public_bundle", "plan_file"),
)


def read_by(client, user, plan):
    """What each door says to one person: its status, and the means that it lets out."""
    signed_in(client, user)
    with override("en"):
        ways = [reverse(f"evidence:{door}", args=[plan.pilot_id]) for door in DOORS]
        ways.append(reverse("pilots:pilot", args=[plan.pilot_id]))
    found = {}
    for way in (*ways, f"/api/v1/results/{plan.pilot_id}", "/en/"):
        answer = client.get(way)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = [mean for mean in MEANS if mean in said.decode(errors="replace")]
        found[way.rsplit("/", 2)[-2] or way] = (answer.status_code, told)
    return found


@pytest.mark.parametrize("role", ["hub_staff", "company_lead", "teacher", "researcher"])
def test_no_door_tells_what_a_side_has_reached(client, role):
    plan = make_running(make_agreed(4))
    give_all(plan, 31.37, 20.13, spread=0.0)
    assert Totals.objects.filter(state="counted").count() == 4
    of = {"company_lead": plan.pilot.solution.company}.get(role)
    user = plan.pilot.groups.first().teacher if role == "teacher" else make_person(role, of)

    found = read_by(client, user, plan)

    assert {door: told for door, (_status, told) in found.items() if told} == {}
    assert 200 in {status for status, _told in found.values()}
    assert {status for status, _told in found.values()} <= {200, 403, 404, 409}


def test_the_search_finds_what_is_there(client):
    plan = make_published(31.62, 20.38, 8)  # four classes a side, whose means lie 0.25 lower

    found = read_by(client, make_person("hub_staff"), plan)

    assert found["full"] == (200, ["31.37", "20.13"])


def test_nothing_is_asked_of_the_data_before_they_are_closed():
    plan = make_running(make_agreed(4))
    give_all(plan, 31.37, 20.13, spread=0.0)

    for deed in (
        lambda by: services.explore(plan.pilot_id, WIDER, by=by, now=LATER),
        lambda by: services.publish(plan.pilot_id, by=by, now=LATER),
    ):
        with pytest.raises(NotNow):
            deed(make_actor("hub_staff"))
