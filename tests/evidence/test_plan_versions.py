"""What a person sees and does of a plan's versions: page, file, report, command."""

import datetime as dt
import io
import json
import re
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from eduhub.evidence import services
from eduhub.evidence.models import PlanVersion, Result
from eduhub.evidence.queries import reports, sections
from eduhub.evidence.queries.trials import trial_of
from eduhub.kit.access import VISITOR, machine
from eduhub.kit.fields import LANGUAGES
from eduhub.kit.lang import Text
from eduhub.pilots.models import Pilot
from tests.makers import make_actor, make_person, signed_in
from tests.makers.evidence import (
    LATER,
    give_all,
    make_agreed,
    make_amended,
    make_frozen,
    make_running,
    teacher_of,
)

pytestmark = pytest.mark.django_db
CITY = {"paid_by": Text(en="The city.", fi="Kaupunki.", sv="Staden.")}
WHY = {"reason_fi": "", "reason_sv": "", "reason_en": "The city pays."}


def at(door, *args, language="en"):
    with override(language):
        return reverse(f"evidence:{door}", args=args)


def staff(client):
    return signed_in(client, make_person("hub_staff"))


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).replace("&#x27;", "'").split())


def sent_by(page):
    """What the browser would send of a form as it stands."""
    form = page.context["form"]
    told = {}
    for bound in form:
        value = bound.value()
        if isinstance(value, Text | list):
            words = bound.field.widget.decompress(value) if isinstance(value, Text) else value
            parts = zip(LANGUAGES, words, strict=True)
            told |= {f"{bound.name}_{code}": one for code, one in parts}
        else:
            told[bound.name] = "" if value is None else str(value)
    return told


def make_published_after(*changes):
    """A published trial whose plan was changed so many times."""
    plan = make_running(make_agreed(8))
    for change in changes:
        make_amended(plan, **change)
    give_all(plan, 24.0, 20.0)
    services.close_data(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    services.analyse(plan.pk, by=machine("worker"), now=LATER)
    services.publish(plan.pilot_id, by=make_actor("hub_staff"), now=LATER)
    return plan


def test_a_person_changes_the_plan_and_everybody_reads_what_and_why(client):
    plan = make_frozen()
    page = staff(client).get(at("amend", plan.pilot_id))
    form = sent_by(page) | WHY | {"paid_by_en": "The city."}

    saved = client.post(at("amend", plan.pilot_id), form)

    assert saved.status_code == 302
    client.logout()
    told = words_of(client.get(saved["Location"]))
    assert "The city pays." in told
    assert "Paid by The company and the city, half each. The city." in told


def test_what_is_fixed_has_no_field_and_says_why(client):
    plan = make_running()
    one = plan.classes.select_related("group").first()
    figures = services.ClassTotals(20, 24.0, 5.0)
    services.give_totals(plan.pilot_id, one.group_id, figures, by=teacher_of(one.group), now=LATER)

    page = staff(client).get(at("amend", plan.pilot_id))

    names = [bound.name for bound in page.context["form"].terms]
    assert names == ["comparison", "collected_by", "paid_by", "publish_on"]
    assert [one.why.split(".")[0] for one in page.context["fixed"]] == [
        *["Fixed when the plan was frozen: the sides of the classes rest on it"] * 3,
        *["A first result has come in"] * 9,
    ]


def test_a_form_that_was_open_when_the_first_result_came_loses_nothing(client):
    plan = make_running()
    form = sent_by(staff(client).get(at("amend", plan.pilot_id)))
    give_all(plan, 24.0, 20.0)
    form |= WHY | {"measure_en": "Another test", "paid_by_en": "The city."}

    refused = client.post(at("amend", plan.pilot_id), form)

    assert refused.status_code == 422
    assert [*refused.context["form"].errors] == ["measure"]
    assert "Another test" in refused.text and "The city pays." in refused.text
    assert not PlanVersion.objects.exists()


def test_two_who_change_it_at_once_are_shown_both(client):
    plan = make_frozen()
    form = sent_by(staff(client).get(at("amend", plan.pilot_id)))
    make_amended(plan, **CITY)

    late = client.post(at("amend", plan.pilot_id), form | WHY | {"paid_by_en": "The state."})

    assert late.status_code == 409
    assert [one.label for one in late.context["differences"]] == ["Who pays for the pilot?"]
    again = client.post(at("amend", plan.pilot_id), sent_by(late) | {"paid_by_en": "The state."})
    assert again.status_code == 302 and PlanVersion.objects.count() == 2


@pytest.mark.parametrize("versions", [1, 3])
def test_the_plan_page_costs_the_same_however_often_it_was_changed(client, versions):
    plan = make_frozen()
    for day in range(versions):
        make_amended(plan, publish_on=dt.date(2027, 1, 4 + day))
    client.get(at("plan", plan.pilot_id))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = client.get(at("plan", plan.pilot_id))

    assert page.text.count("Download this version") == versions + 1
    assert len(asked) == 9


def test_every_version_can_be_had_and_the_chain_be_checked(client, tmp_path):
    plan = make_frozen()
    make_amended(plan, **CITY)
    third = make_amended(plan, publish_on=dt.date(2027, 1, 8))
    files = [tmp_path / f"{n}.json" for n in (1, 2, 3)]
    for number, file in enumerate(files, start=1):
        file.write_bytes(client.get(at("plan_version", plan.pilot_id, number)).content)
    out = io.StringIO()

    call_command("verify_plan", *map(str, files), "--fingerprint", third.fingerprint, stdout=out)

    assert out.getvalue().split()[::2] == [plan.fingerprint, third.fingerprint]
    assert client.get(at("plan_file", plan.pilot_id)).content == files[2].read_bytes()
    for broken in ([files[0], files[2]], [files[1], files[2]], [files[0], files[1], files[1]]):
        with override("en"), pytest.raises(CommandError, match="does not follow the version"):
            call_command("verify_plan", *map(str, broken), stdout=io.StringIO())


def test_the_report_lists_what_was_changed_and_the_result_rests_on_the_plan_in_force():
    plan = make_published_after(CITY, {"smallest_that_matters": 3})

    trial = trial_of(Pilot.objects.get(pk=plan.pilot_id))
    with override("en"):
        whole = sections.whole_of(
            trial, reports.report_of(reports.fetched(plan.pk)), VISITOR, now=LATER
        )
        section = next(one for one in sections.all_pages(whole, trial) if one.key == "plan")

    assert section.tables[0].rows == (
        ("Version 2", "Paid by", "The company and the city, half each.", "The city."),
        ("Version 3", "Smallest difference that matters", "2", "3"),
    )
    assert Result.objects.get().facts["plan"] == PlanVersion.objects.get(number=3).fingerprint
    assert "The plan was changed after it was frozen." in whole.report.remarks[-1]
    packed = zipfile.ZipFile(io.BytesIO(services.bundle_of(trial)))
    assert {"plan.json", "plan-1.json", "plan-2.json"} <= set(packed.namelist())
    assert json.loads(packed.read("plan.json"))["version"] == 3
    public = zipfile.ZipFile(io.BytesIO(services.public_bundle_of(trial)))
    assert {"plan.json", "plan-1.json", "plan-2.json"} <= set(public.namelist())


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_lists_of_published_results_show_a_changed_plan_without_a_query_more(client, language):
    plan = make_published_after(CITY)

    for door in ("published", "portfolio", "report", "report_full"):
        args = [plan.pilot_id] if door.startswith("report") else []
        assert client.get(at(door, *args, language=language)).status_code == 200
    assert client.get(f"/api/v1/results/{plan.pilot_id}").status_code == 200
