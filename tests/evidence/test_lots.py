"""The lot: drawn once, and drawn again by anybody."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import Lot, TrialClass
from eduhub.kit.errors import Invalid, NotNow
from tests.makers import NOW, make_actor
from tests.makers.evidence import (
    NONCE,
    make_agreed,
    make_draft,
    make_file_draft,
    make_frozen,
    make_running,
)

pytestmark = pytest.mark.django_db
STAFF = "hub_staff"


def arms_of(plan):
    return dict(TrialClass.objects.filter(plan=plan).values_list("code", "arm"))


def test_the_draw_gives_every_class_its_side_evenly_and_reveals_the_nonce():
    plan = make_frozen(make_agreed(6))
    assert set(arms_of(plan).values()) == {""}

    services.draw_lot(plan.pilot_id, by=make_actor(STAFF), now=NOW)

    assert sorted(arms_of(plan).values()) == ["0"] * 3 + ["1"] * 3
    lot = Lot.objects.get()
    assert (lot.nonce, lot.drawn_at) == (NONCE.hex(), NOW)


def test_anybody_draws_the_same_lot_from_the_file_and_the_nonce():
    plan = make_running(make_agreed(6), make_draft(within_schools=True))

    again = services.redraw(plan.content.encode(), NONCE.hex())

    assert {code: str(arm) for code, arm in again.arms.items()} == arms_of(plan)


def test_the_command_draws_it_again(tmp_path):
    plan = make_running(make_agreed(4))
    file = tmp_path / "plan.json"
    file.write_bytes(plan.content.encode())
    out = io.StringIO()

    call_command("redraw_lot", str(file), "--nonce", NONCE.hex(), stdout=out)

    lines = [line.split() for line in out.getvalue().splitlines()[1:]]
    assert {line[0]: line[3] for line in lines} == arms_of(plan)


def test_the_command_works_out_the_fingerprint(tmp_path):
    plan = make_frozen()
    file = tmp_path / "plan.json"
    file.write_bytes(plan.content.encode())
    out = io.StringIO()

    call_command("verify_plan", str(file), "--fingerprint", plan.fingerprint, stdout=out)

    assert out.getvalue() == f"{plan.fingerprint}\n"


def test_a_changed_file_is_found_out(tmp_path):
    plan = make_frozen()
    file = tmp_path / "plan.json"
    file.write_text(plan.content.replace("half each", "all"))

    with override("en"), pytest.raises(CommandError, match="this is not the frozen plan"):
        call_command(
            "verify_plan", str(file), "--fingerprint", plan.fingerprint, stdout=io.StringIO()
        )


@pytest.mark.parametrize(
    ("nonce", "told"),
    [
        ("00" * 32, {"nonce": "This is not the nonce that the plan committed to."}),
        ("zz", {"nonce": "The nonce is 64 hexadecimal digits."}),
        ("00", {"nonce": "The nonce is 64 hexadecimal digits."}),
    ],
)
def test_another_nonce_draws_nothing(nonce, told):
    plan = make_frozen()

    with override("en"), pytest.raises(Invalid) as refused:
        services.redraw(plan.content.encode(), nonce)

    assert refused.value.fields == told


@pytest.mark.parametrize("file", [b"", b"{}", b"[]", b'{"classes": [], "design": 1.5}', b"\xff"])
def test_what_is_no_plan_is_refused(file):
    with override("en"), pytest.raises(Invalid) as refused:
        services.redraw(file, NONCE.hex())

    assert refused.value.fields == {"file": "This file is not a plan of the hub."}


def test_a_lot_is_drawn_once():
    plan = make_running()

    with override("en"), pytest.raises(NotNow) as refused:
        services.draw_lot(plan.pilot_id, by=make_actor(STAFF), now=NOW)

    assert refused.value.message == "The lot has been drawn already. It is drawn once only."


def test_nothing_starts_before_the_draw():
    plan = make_frozen()

    with override("en"), pytest.raises(NotNow) as refused:
        services.start(plan.pilot_id, by=make_actor(STAFF), now=NOW)

    assert refused.value.message == "Draw the lot first."


def test_a_lot_drawn_elsewhere_starts_without_a_draw_and_cannot_be_drawn():
    plan = make_frozen(make_agreed(1), make_file_draft())
    staff = make_actor(STAFF)

    with pytest.raises(NotNow):
        services.draw_lot(plan.pilot_id, by=staff, now=NOW)
    services.start(plan.pilot_id, by=staff, now=NOW)

    plan.pilot.refresh_from_db()
    assert plan.pilot.state == "running"


@pytest.mark.parametrize(
    ("rows", "change", "words"),
    [
        (Lot, {"nonce": "11" * 32}, "committed"),
        (Lot, {"drawn_at": None}, "drawn once"),
        (TrialClass, {"arm": "1"}, "keeps its code"),
        (TrialClass, {"code": "x"}, "keeps its code"),
    ],
)
def test_the_database_itself_keeps_the_lot(rows, change, words):
    plan = make_running()
    found = rows.objects.filter(plan=plan)
    if "arm" in change:
        found = found.filter(arm="0")

    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        found.update(**change)
