"""A trial's bundle, and running it again without the hub."""

import hashlib
import io
import json
import zipfile
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from eduhub.engines.evidence import canonical_json
from eduhub.evidence import services
from eduhub.evidence.models import Result, Totals
from eduhub.evidence.queries.trials import trial_of
from eduhub.evidence.services import Other
from eduhub.kit.access import machine
from eduhub.kit.errors import Invalid
from eduhub.kit.lang import Text
from tests.makers import make_actor
from tests.makers.evidence import (
    LATER,
    give_all,
    make_agreed,
    make_amended,
    make_analysed,
    make_published,
    make_running,
)
from tests.makers.passports import make_key

pytestmark = [pytest.mark.django_db, pytest.mark.same_everywhere]


def packed_of(plan):
    return services.bundle_of(trial_of(plan.pilot))


def changed(packed, part, change):
    """The bundle with one part as `change` makes it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == part else text)
    return held.getvalue()


def test_a_bundle_gives_the_same_result_again_byte_for_byte():
    plan = make_analysed(26.0, 20.0, 12)
    packed = packed_of(plan)

    again = services.run_again(packed)

    assert packed == packed_of(plan)
    assert (again.is_same, again.answer, again.differences) == (True, "better", ())
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        told = json.loads(parts.read("result.json"))
        assert parts.read("plan.json").decode() == plan.content
    plan.result.refresh_from_db()
    assert float(told["numbers"]["estimate"]) == plan.result.estimate


def test_after_a_change_of_plan_and_of_keys_it_is_the_same_bytes_and_runs():
    plan = make_running(make_agreed(8))
    make_key()
    make_amended(plan, paid_by=Text(en="The state."))
    give_all(plan, 26.0, 20.0)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    packed = packed_of(plan)

    services.rotate_key(compromised=True, by=machine("command"), now=LATER)

    assert packed_of(plan) == packed
    assert services.run_again(packed).is_same
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        first, now = (json.loads(parts.read(name)) for name in ("plan-1.json", "plan.json"))
    assert first["paid_by"] != now["paid_by"]


def test_one_changed_digit_is_found_where_it_is():
    packed = packed_of(make_analysed(26.0, 20.0, 12))

    def one_digit(text):
        told = json.loads(text)
        number = told["numbers"]["estimate"]
        told["numbers"]["estimate"] = number[:-1] + ("1" if number[-1] != "1" else "2")
        return json.dumps(told)

    again = services.run_again(changed(packed, "result.json", one_digit))

    assert again.is_same is False
    assert [where for where, _standing, _now in again.differences] == ["numbers.estimate"]


def test_a_plan_changed_afterwards_does_not_pass():
    packed = packed_of(make_analysed(26.0, 20.0, 12))
    other = changed(packed, "plan.json", lambda text: text.replace("textbook", "workbook"))

    again = services.run_again(other)

    assert (again.is_same, [one[0] for one in again.differences]) == (False, ["plan"])


@pytest.mark.parametrize("file", [b"", b"PK", b"{}", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_bundle_is_refused(file):
    with pytest.raises(Invalid) as refused:
        services.run_again(file)

    assert set(refused.value.fields) == {"file"}


def test_a_bundle_of_the_first_kind_still_runs():
    """It knew nothing of what stands beside the comparison, nor of who was assigned."""
    packed = packed_of(make_analysed(26.0, 20.0, 12))

    def as_it_was(text):
        told = json.loads(text) | {"schema": "eduhub-trial-1"}
        del told["facts"]["parts"]
        return canonical_json(told)

    again = services.run_again(changed(packed, "result.json", as_it_was))

    assert (again.is_same, again.differences) == (True, ())


def test_there_is_no_bundle_once_the_sums_are_gone():
    plan = make_published()
    assert packed_of(plan)

    Totals.objects.filter(plan=plan).update(state="taken_out", cells=[])

    assert packed_of(plan) is None


def test_everybody_reads_its_fingerprint_on_the_full_report(client):
    plan = make_published()

    page = client.get(f"/en/results/{plan.pilot_id}/full/").text

    assert hashlib.sha256(packed_of(plan)).hexdigest() in page
    assert "bundle.zip" not in page


def test_a_published_result_keeps_the_fingerprint_of_its_bundle():
    plan = make_published()
    file = hashlib.sha256(packed_of(plan)).hexdigest()

    assert Result.objects.get().bundle == file
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Result.objects.update(bundle="0" * 64)
    assert make_analysed().result.bundle == ""


def test_everybody_gets_what_is_public_and_no_sum_of_a_class(client):
    plan = make_published(26.0, 20.0, 12)
    asked = services.explore(
        plan.pilot_id,
        Other("confidence", confidence=Decimal("0.9")),
        by=make_actor("hub_staff"),
        now=LATER,
    )
    services.work_out(asked.pk, by=machine("worker"), now=LATER)

    answer = client.get(f"/en/results/{plan.pilot_id}/public.zip")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as parts:
        names, told = parts.namelist(), json.loads(parts.read("published.json"))
        readme = parts.read("README.txt").decode()
    result = Result.objects.get(plan=plan)
    assert names == ["plan.json", "published.json", "lot.json", "README.txt"]
    assert float(told["numbers"]["estimate"]) == result.estimate
    assert (told["not_done"], told["sides"]["tries"]["pupils"]) == (
        {"balance": "no_baseline"},
        "120",
    )
    assert [(one["rated"], one["numbers"]["estimate"]) for one in told["exploratory"]] == [
        (False, "6.00")
    ]
    assert all(word in readme for word in ("trial", "koe", "försök"))
    assert result.facts["moments"] not in answer.content.decode("latin-1")


def test_few_classes_stay_hidden_in_the_public_file():
    plan = make_published(groups=6)

    with zipfile.ZipFile(io.BytesIO(services.public_bundle_of(trial_of(plan.pilot)))) as parts:
        told = json.loads(parts.read("published.json"))

    assert told["beside"] == {}
    assert set(told["not_done"].values()) == {"few_classes"}


def test_the_command_says_so(tmp_path):
    file = tmp_path / "trial.zip"
    file.write_bytes(packed_of(make_analysed(26.0, 20.0, 12)))
    told = StringIO()
    call_command("rerun", str(file), stdout=told)
    broken = changed(
        file.read_bytes(), "result.json", lambda text: text.replace('"better"', '"worse"')
    )
    (tmp_path / "other.zip").write_bytes(broken)

    assert told.getvalue().splitlines()[-1] == "the same, byte for byte"
    with pytest.raises(CommandError, match="not the same"):
        call_command("rerun", str(tmp_path / "other.zip"), stdout=StringIO())
