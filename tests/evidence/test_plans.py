"""A plan is written, frozen, and then stands."""

import datetime as dt
import hashlib
import json

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from eduhub.engines.evidence import commitment
from eduhub.evidence import services
from eduhub.evidence.models import Lot, Plan, TrialClass
from eduhub.evidence.states import Design, Source
from eduhub.kit.errors import Invalid, NotNow, Stale
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry
from eduhub.pilots.models import Pilot
from tests.makers import NOW, make_actor, make_pilot
from tests.makers.evidence import (
    NONCE,
    make_agreed,
    make_draft,
    make_file_draft,
    make_frozen,
    make_plan,
)

pytestmark = pytest.mark.django_db
STAFF = "hub_staff"


def test_a_draft_is_kept_as_written_and_its_versions_counted():
    pilot = make_agreed()
    make_plan(pilot)

    plan = services.write_plan(
        pilot.pk, make_draft(paid_by=Text(en="The city.")), seen=1, by=make_actor(STAFF), now=NOW
    )

    assert (plan.version, plan.paid_by.en, plan.is_frozen) == (2, "The city.", False)
    assert list(LedgerEntry.objects.order_by("pk").values_list("verb", "facts")) == [
        ("plan.written", {"version": 1}),
        ("plan.written", {"version": 2}),
    ]


def test_who_wrote_from_an_older_version_is_told_and_nothing_is_overwritten():
    plan = make_plan()

    with pytest.raises(Stale):
        services.write_plan(
            plan.pilot_id,
            make_draft(paid_by=Text(en="Late")),
            seen=0,
            by=make_actor(STAFF),
            now=NOW,
        )

    plan.refresh_from_db()
    assert plan.paid_by.en == "The company and the city, half each."


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"scale_high": None}, {"scale_high": "Write both ends of the scale, or neither."}),
        ({"scale_low": 40}, {"scale_high": "The highest value must be above the lowest."}),
        (
            {"source": Source.FILE},
            {
                "source": "A lot drawn here is of the hub's classes, so their teachers give the"
                " results."
            },
        ),
        (
            {"design": Design.NO_LOT},
            {"arms_told": "Tell who drew or chose the classes, when and how."},
        ),
        (
            {"publish_on": dt.date(2026, 12, 3)},
            {"publish_on": "Choose a day after the pilot's last day."},
        ),
        ({"researchers_id": 1}, {"researchers": "Choose a university from the list."}),
    ],
)
def test_a_plan_that_cannot_be_is_refused_with_how_to_mend_it(fields, told):
    with override("en"), pytest.raises(Invalid) as refused:
        make_plan(draft=make_draft(**fields))

    assert refused.value.fields == told
    assert not Plan.objects.exists()


def test_no_plan_before_every_gate_is_open():
    with override("en"), pytest.raises(NotNow) as refused:
        make_plan(make_pilot())

    assert refused.value.message == (
        "First every gate of the pilot's lane is opened: its page says what is missing."
        " Then the plan is written."
    )


def test_freezing_fixes_the_content_its_fingerprint_and_the_classes():
    plan = make_frozen()

    content = json.loads(plan.content)
    assert plan.fingerprint == hashlib.sha256(plan.content.encode()).hexdigest()
    assert (content["pilot"], content["design"]) == (plan.pilot.number, "lot_here")
    assert content["statement"]["smallest_that_matters"] == "2"
    assert content["classes"] == [
        {"class": f"class-{n:02d}", "block": "", "arm": None} for n in (1, 2, 3, 4)
    ]
    assert content["commitment"] == plan.commitment == commitment(NONCE)
    assert (content["frozen_at"], content["frozen_as"]) == (
        "2026-09-01T09:00:00+00:00",
        "hub_staff",
    )
    assert Pilot.objects.get(pk=plan.pilot_id).state == "preregistered"


def test_the_plan_names_no_school_and_no_group():
    plan = make_frozen()

    for one in plan.classes.select_related("group__school"):
        assert one.group.label not in plan.content
        assert one.group.school.name.fi not in plan.content


def test_the_nonce_is_secret_random_and_kept_until_the_draw():
    plan, other = make_plan(), make_plan()

    for one in (plan, other):
        services.freeze(one.pilot_id, seen=1, by=make_actor(STAFF), now=NOW)

    first, second = Lot.objects.order_by("pk")
    assert len(first.nonce) == len(second.nonce) == 64 and first.nonce != second.nonce
    assert first.plan.commitment == commitment(bytes.fromhex(first.nonce))
    assert first.nonce not in first.plan.content


def test_a_lot_needs_four_classes():
    with override("en"), pytest.raises(Invalid) as refused:
        make_frozen(make_agreed(3))

    assert refused.value.fields == {
        "design": "A lot needs four classes, two for each side. 3 take part."
    }


def test_classes_chosen_elsewhere_need_a_side_each():
    pilot = make_agreed(4)
    draft = make_draft(design=Design.NO_LOT, arms_told=Text(en="By wish."))

    with override("en"), pytest.raises(Invalid) as refused:
        make_frozen(pilot, draft)

    told = {"arms_chosen": "Say of each class whether it tries the solution."}
    assert refused.value.fields == told


def test_classes_chosen_elsewhere_are_frozen_with_their_sides():
    pilot = make_agreed(4)
    groups = list(pilot.groups.order_by("pk"))
    sides = {str(group.pk): str(n % 2) for n, group in enumerate(groups)}

    plan = make_frozen(
        pilot,
        make_draft(design=Design.NO_LOT, arms_told=Text(en="By wish."), arms_chosen=sides),
    )

    assert [one["arm"] for one in plan.frozen["classes"]] == [0, 1, 0, 1]
    assert list(plan.classes.order_by("code").values_list("arm", flat=True)) == list("0101")
    assert not Lot.objects.exists()


def test_a_trial_in_one_file_lists_no_classes():
    plan = make_frozen(make_agreed(1), make_file_draft())

    assert (plan.frozen["classes"], plan.frozen["commitment"]) == ([], None)
    assert plan.frozen["arms_told"]["en"].startswith("A university drew")


def test_frozen_is_frozen_for_everybody():
    plan = make_frozen()

    with pytest.raises(NotNow):
        services.freeze(plan.pilot_id, seen=1, by=make_actor(STAFF), now=NOW)
    with pytest.raises(NotNow):
        services.write_plan(plan.pilot_id, make_draft(), seen=1, by=make_actor(STAFF), now=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"content": "{}"},
        {"fingerprint": "0" * 64},
        {"publish_on": dt.date(2030, 1, 1)},
        {"frozen_at": None, "content": "", "fingerprint": ""},
        {"version": 9},
        {"commitment": ""},
    ],
)
def test_the_database_itself_refuses_to_change_a_frozen_plan(change):
    plan = make_frozen()

    with (
        pytest.raises(DatabaseError, match="a frozen plan is never changed"),
        transaction.atomic(),
    ):
        Plan.objects.filter(pk=plan.pk).update(**change)


def test_the_database_itself_refuses_to_delete_what_is_frozen():
    plan = make_frozen()

    for rows in (Lot.objects.all(), TrialClass.objects.all()):
        with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
            rows._raw_delete(rows.db)
    with pytest.raises(DatabaseError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk)._raw_delete("default")


def test_a_person_can_still_be_cut_from_a_frozen_plan():
    plan = make_frozen()

    plan.frozen_by.delete()

    plan.refresh_from_db()
    assert (plan.frozen_by, plan.frozen_as) == (None, "hub_staff")


def test_a_draft_can_be_changed_in_the_database():
    plan = make_plan()

    assert Plan.objects.filter(pk=plan.pk).update(version=2) == 1
