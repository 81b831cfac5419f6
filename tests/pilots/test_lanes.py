"""The lane: what the questionnaire recommends, who decides, and what a change of mind undoes."""

from dataclasses import replace

import pytest

from eduhub.kit.access import VISITOR
from eduhub.kit.errors import HubError, Invalid, NotAllowed, NotNow, Stale
from eduhub.kit.models import LedgerEntry
from eduhub.people.states import Role
from eduhub.pilots import queries, services
from eduhub.pilots.models import LaneAnswers, LaneDecision, Pilot
from eduhub.pilots.rules.lanes import Answers, recommend
from eduhub.pilots.states.lanes import LaneReason
from tests.makers import NOW, make_actor, make_person
from tests.makers.pilots import LANES, decide_lane, make_agreed, make_cast, make_pilot_in

pytestmark = pytest.mark.django_db
NOTHING = LANES["A"]


@pytest.mark.parametrize(
    ("told", "lane", "reasons"),
    [
        ({}, "A", {LaneReason.NO_DATA, LaneReason.NO_STUDY, LaneReason.FREE}),
        ({"bought": True}, "B", {LaneReason.BOUGHT}),
        ({"data": ("name",)}, "B", {LaneReason.DATA_WITHOUT_AGREEMENT}),
        (
            {"data": ("log",), "under_agreement": True},
            "B",
            {LaneReason.DATA_UNDER_AGREEMENT},
        ),
        ({"under_agreement": True}, "A", {*recommend(NOTHING).reasons}),
        ({"study": True}, "C", {LaneReason.OWN_STUDY}),
        ({"study": True, "bought": True, "data": ("name",)}, "C", {LaneReason.OWN_STUDY}),
        ({"study": True, "commissioned": True}, "B", {LaneReason.COMMISSIONED}),
        (
            {"study": True, "commissioned": True, "bought": True, "data": ("voice",)},
            "B",
            {LaneReason.BOUGHT, LaneReason.COMMISSIONED, LaneReason.DATA_WITHOUT_AGREEMENT},
        ),
    ],
)
def test_the_questionnaire_recommends_with_every_reason(told, lane, reasons):
    found = recommend(replace(NOTHING, **told))

    assert (found.lane, set(found.reasons)) == (lane, reasons)


def answer(cast, who="lead", seen=0, **told):
    answers = replace(NOTHING, **told)
    return services.answer_lane(cast.pilot.pk, answers, seen=seen, by=cast.actor(who), now=NOW)


def decide(cast, lane, who="official", reason="", seen=1):
    by = cast.actor(who) if isinstance(who, str) else who
    return services.decide_lane(cast.pilot.pk, lane, reason, seen=seen, by=by, now=NOW)


def outcome(deed):
    try:
        deed()
    except HubError as refusal:
        return type(refusal)
    return None


def test_company_and_hub_answer_and_nobody_else():
    cast = make_cast()
    found = {}
    for who in cast.users:
        deed = {"bought": len(LaneAnswers.objects.all()) % 2 == 1}
        seen = LaneAnswers.objects.count()
        found[who] = outcome(lambda w=who, s=seen, d=deed: answer(cast, w, s, **d))

    assert found == dict.fromkeys(found, NotAllowed) | dict.fromkeys(("lead", "member", "staff"))
    assert set(LaneAnswers.objects.values_list("side", flat=True)) == {"company", "hub"}


def test_the_official_of_the_schools_provider_decides_or_the_hubs_lead():
    cast = make_cast()
    cast.users["hub_lead"] = make_person(Role.HUB_LEAD)
    answer(cast)

    found = {who: outcome(lambda w=who: decide(cast, "A", w)) for who in cast.users}
    found["visitor"] = outcome(lambda: decide(cast, "A", VISITOR))

    may = ("official", "hub_lead")
    assert found == dict.fromkeys(found, NotAllowed) | dict.fromkeys(may)
    assert LaneDecision.objects.latest("pk").office == "provider_official"


def test_before_a_school_takes_part_any_official_may_decide():
    cast = make_cast("declined")
    answer(cast)

    assert decide(cast, "A", make_actor(Role.PROVIDER_OFFICIAL)).lane == "A"


def test_nothing_is_decided_before_the_questions_are_answered():
    with pytest.raises(NotNow):
        decide(make_cast(), "A")


def test_another_lane_than_recommended_needs_its_reason():
    cast = make_cast()
    answer(cast)
    with pytest.raises(Invalid) as refusal:
        decide(cast, "B")

    decided = decide(cast, "B", reason="The tool keeps log files.")

    assert list(refusal.value.fields) == ["reason"]
    assert (decided.differs, Pilot.objects.get().lane) == (True, "B")


def test_one_decides_on_the_answers_that_one_has_read():
    cast = make_cast()
    answer(cast)
    answer(cast, seen=1, bought=True)

    with pytest.raises(Stale):
        decide(cast, "A", seen=1)
    with pytest.raises(Stale):
        answer(cast, seen=1)


def test_the_same_again_changes_nothing():
    cast = make_cast()

    assert answer(cast) == answer(cast)
    assert decide(cast, "A") == decide(cast, "A")
    assert (LaneAnswers.objects.count(), LaneDecision.objects.count()) == (1, 1)


def test_only_a_study_is_commissioned_and_only_known_data_are_named():
    cast = make_cast()

    with pytest.raises(Invalid):
        answer(cast, commissioned=True)
    with pytest.raises(Invalid):
        answer(cast, data=("shoe size",))


def test_other_answers_before_the_plan_take_the_pilot_back():
    cast = make_agreed()

    answer(cast, seen=1, data=("log",))

    standing = queries.standing_of(Pilot.objects.select_related("solution").get())
    assert (standing.pilot.state, standing.pilot.lane) == ("posted", "")
    assert not standing.lane_is_decided
    assert LedgerEntry.objects.filter(verb="pilot.moved").latest("pk").facts["why"] == (
        "new_answers"
    )


def test_other_answers_while_it_runs_pause_it_until_the_lane_is_decided_anew():
    cast = make_pilot_in("running")

    answer(cast, seen=1, bought=True)
    assert Pilot.objects.get().state == "paused"
    decide(cast, "A", reason="Only a symbolic price.", seen=2)

    assert Pilot.objects.get().state == "running"


def test_once_the_data_are_closed_nobody_answers_or_decides_anew():
    cast = make_pilot_in("data_closed")

    assert outcome(lambda: answer(cast, seen=1, bought=True)) is NotNow
    assert outcome(lambda: decide(cast, "B", reason="Late.")) is NotNow


def test_the_hub_looks_through_or_declines_with_a_reason():
    cast = make_cast()
    for _ in range(2):
        services.screen_pilot(cast.pilot.pk, by=cast.actor("staff"), now=NOW)
    assert Pilot.objects.get().state == "screened"
    assert LedgerEntry.objects.filter(verb="pilot.screened").count() == 1
    assert outcome(lambda: services.screen_pilot(cast.pilot.pk, by=cast.actor("lead"), now=NOW))

    with pytest.raises(Invalid):
        services.decline_pilot(cast.pilot.pk, " ", by=cast.actor("official"), now=NOW)
    services.decline_pilot(cast.pilot.pk, "Not for schools.", by=cast.actor("staff"), now=NOW)

    assert (Pilot.objects.get().state, Pilot.objects.get().grounds) == (
        "declined",
        "Not for schools.",
    )


def test_a_screened_pilot_falls_back_no_further():
    cast = make_agreed()
    services.screen_pilot(cast.pilot.pk, by=cast.actor("staff"), now=NOW)
    assert Pilot.objects.get().state == "agreement_signed"

    answer(cast, seen=1, study=True)

    assert Pilot.objects.get().state == "screened"


def test_every_step_to_the_lane_is_a_line_of_the_ledger():
    cast = make_cast()
    decide_lane(cast)

    told = LedgerEntry.objects.filter(verb="pilot.moved").order_by("pk")

    assert [line.facts["to"] for line in told] == [
        "lane_decided",
        "privacy_cleared",
        "permit_not_needed",
    ]
    assert isinstance(LANES["A"], Answers)
