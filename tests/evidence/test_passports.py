"""Passports: what they say, who issues them, what ends them."""

import datetime as dt
import hashlib
import uuid

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils.translation import override
from procrastinate.contrib.django.models import ProcrastinateJob

from eduhub.evidence import services
from eduhub.evidence.models import Credential, SigningKey
from eduhub.evidence.services import letters
from eduhub.kit.access import VISITOR, machine
from eduhub.kit.errors import Invalid, NotAllowed, NotNow
from eduhub.kit.lang import Text
from eduhub.kit.models import LedgerEntry, Letter
from tests.makers import make_actor, make_organisation, make_person
from tests.makers.evidence import LATER, make_analysed, make_published, make_running
from tests.makers.passports import make_key, make_passport, publish_another
from tests.makers.privacy import accept, make_dossier

pytestmark = pytest.mark.django_db
WORKER = machine("worker")
DAY = dt.timedelta(days=1)


def told_by(credential):
    """The pieces of evidence, each with its lines by name."""
    return [
        (one["genre"], dict(line.split(": ", 1) for line in one["narrative"].split("\n")))
        for one in credential.document["evidence"]
    ]


def test_a_passport_is_signed_and_counts():
    passport = make_passport()

    checked = services.check_text(passport.text)

    assert (checked.is_genuine, checked.is_ours, checked.key_state) == (True, True, "signs")
    assert (checked.standing, checked.credential, checked.counts) == ("in_force", passport, True)
    assert passport.fingerprint == hashlib.sha256(passport.text.encode()).hexdigest()
    assert LedgerEntry.objects.filter(verb="passport.issued").count() == 1


def test_it_tells_the_numbers_of_the_report_and_who_measured():
    plan = make_published()
    result = plan.result

    genre, lines = told_by(make_passport(plan))[0]

    assert (genre, lines["answer"], lines["pilot"]) == (
        "published result",
        "better",
        plan.pilot.number,
    )
    for name in ("estimate", "low", "high", "p_value", "sd_estimate", "sd_low", "sd_high"):
        assert lines[name] == repr(getattr(result, name))
    assert lines["collected_by.en"] == "The classes' own teachers."
    assert lines["paid_by.en"] == "The company and the city, half each."
    assert (lines["plan_sha256"], lines["result_sha256"]) == (plan.fingerprint, result.fingerprint)
    assert lines["sentence.fi"].startswith("Luokat, jotka kokeilivat")


def test_results_that_cannot_tell_or_tell_of_worse_stand_beside_the_good_one():
    plan = make_published(26.0, 20.0)
    publish_another(plan, 17.0, 20.0, groups=12)
    publish_another(plan, 22.0, 20.0, groups=6)

    told = [lines["answer"] for genre, lines in told_by(make_passport(plan)) if "answer" in lines]

    assert told == ["better", "worse", "cannot_tell"]


def test_pilots_without_a_result_are_counted():
    plan = make_published(groups=8)
    publish_another(plan, groups=0)

    genre, lines = told_by(make_passport(plan))[1]

    assert (genre, lines) == (
        "pilots",
        {
            "with_a_frozen_plan": "2",
            "published": "1",
            "running": "1",
            "stopped": "0",
            "not_yet_published": "0",
        },
    )


def test_few_pupils_are_not_told():
    plan = make_published(groups=8)
    facts = plan.result.content
    facts["arms"][0]["pupils"] = 4
    with connection.cursor() as cursor:  # no trial of the hub is so small
        cursor.execute("SET session_replication_role = replica")
        plan.result.save(update_fields=["content"])
        cursor.execute("SET session_replication_role = DEFAULT")

    _genre, lines = told_by(make_passport(plan))[0]

    assert (lines["pupils_compared"], lines["pupils_who_tried"]) == ("fewer than 5", "80")


def test_nothing_says_approved_or_recommended():
    text = make_passport().text.lower()

    assert [word for word in ("approv", "recommend", "certif", "best ") if word in text] == []


def test_each_result_can_be_shown_alone_and_says_that_there_are_others():
    plan = make_published(groups=8)
    publish_another(plan)

    passport = make_passport(plan)

    parts = list(passport.parts.order_by("pk"))
    assert [one.result_id for one in parts] == [one.result_id for one in parts if one.result_id]
    assert len(parts) == 2
    for part in parts:
        (first, _lines), (second, whole) = told_by(part)
        assert (first, second, whole["published_results"]) == ("published result", "whole", "2")
        assert whole["passport"].endswith(f"/en/passports/{passport.reference}/")
        assert services.check_text(part.text).counts


def test_only_the_hub_issues_and_says_so():
    make_key()
    plan = make_published(groups=8)
    solution = plan.pilot.solution
    for actor in (
        make_actor("company_lead", solution.company),
        make_actor("company_lead"),
        make_actor("teacher"),
        VISITOR,
    ):
        with override("en"), pytest.raises(NotAllowed) as refused:
            services.issue(solution.pk, "", by=actor, now=LATER)
        assert refused.value.message in (
            "Only the hub issues passports and withdraws them.",
            "Sign in first.",
        )

    assert not Credential.objects.exists()


@pytest.mark.parametrize("made", [make_running, lambda: make_analysed(groups=8)])
def test_without_a_published_result_there_is_no_passport(made):
    make_key()
    solution = made().pilot.solution

    with override("en"), pytest.raises(NotNow) as refused:
        services.issue(solution.pk, "", by=make_actor("hub_staff"), now=LATER)

    assert "at least one published result" in refused.value.message


def test_another_version_of_the_solution_has_no_part_in_it():
    make_key()
    solution = make_published(groups=8).pilot.solution

    with pytest.raises(NotNow):
        services.issue(solution.pk, "2.0", by=make_actor("hub_staff"), now=LATER)


def test_without_a_key_nothing_is_signed_and_the_refusal_says_what_to_do():
    plan = make_published(groups=8)

    with override("en"), pytest.raises(NotNow) as refused:
        services.issue(plan.pilot.solution_id, "", by=make_actor("hub_staff"), now=LATER)

    assert "eduhub make_key" in refused.value.message


def test_a_new_result_replaces_the_passport_once_however_often_it_is_told():
    plan = make_published(groups=8)
    first = make_passport(plan)
    another = publish_another(plan, 17.0, 20.0)

    second = services.renew(another.pk, by=WORKER, now=LATER + DAY)
    again = services.renew(another.pk, by=WORKER, now=LATER + 2 * DAY)

    first.refresh_from_db()
    assert (first.why, first.ended_at, again) == ("replaced", LATER + DAY, None)
    assert [lines["answer"] for _, lines in told_by(second) if "answer" in lines] == [
        "better",
        "worse",
    ]
    assert Credential.objects.in_force().count() == 3  # the passport and its two parts
    checked = services.check_text(first.text)
    assert (checked.is_genuine, checked.counts, checked.standing) == (True, False, "replaced")
    assert checked.successor == second


def test_publishing_asks_the_worker_to_renew():
    plan = make_published(groups=8)
    services.write_pool(plan.pk, by=machine("worker"), now=LATER)

    tasks = ProcrastinateJob.objects.values_list("task_name", flat=True)
    assert "eduhub.evidence.tasks.renew_passport" in tasks


def test_a_result_without_a_passport_in_force_makes_none():
    plan = make_published(groups=8)
    make_key()

    assert services.renew(plan.pk, by=WORKER, now=LATER) is None
    assert not Credential.objects.exists()


def test_a_withdrawn_passport_is_not_renewed_by_itself():
    plan = make_published(groups=8)
    withdrawn(make_passport(plan))
    another = publish_another(plan)

    assert services.renew(another.pk, by=WORKER, now=LATER) is None


def withdrawn(passport, grounds="The classes were mixed up."):
    by = make_actor("hub_staff")
    return services.withdraw(passport.reference, grounds=grounds, by=by, now=LATER + DAY)


def test_the_hub_withdraws_with_grounds_the_passport_and_its_parts():
    passport = make_passport()

    withdrawn(passport)

    passport.refresh_from_db()
    assert (passport.why, passport.grounds) == ("withdrawn", "The classes were mixed up.")
    assert not Credential.objects.in_force().exists()
    for text in (passport.text, passport.parts.get().text):
        checked = services.check_text(text)
        assert (checked.is_genuine, checked.standing, checked.counts) == (True, "withdrawn", False)


@pytest.mark.parametrize("grounds", ["", "  \n ", "x" * 501])
def test_a_withdrawal_needs_grounds_of_a_length_that_people_read(grounds):
    passport = make_passport()

    with pytest.raises(Invalid) as refused:
        withdrawn(passport, grounds)

    passport.refresh_from_db()
    assert list(refused.value.fields) == ["grounds"] and passport.is_in_force


def test_the_company_cannot_withdraw():
    passport = make_passport()
    company = make_actor("company_lead", passport.solution.company)

    with pytest.raises(NotAllowed):
        services.withdraw(passport.reference, grounds="No.", by=company, now=LATER)


def test_it_is_withdrawn_once_and_a_part_not_by_itself():
    passport = make_passport()
    part = passport.parts.get()

    with pytest.raises(NotNow):
        withdrawn(part)
    withdrawn(passport)
    with pytest.raises(NotNow):
        withdrawn(passport)


def test_it_says_the_same_in_whatever_language_it_is_issued():
    plan = make_published(groups=8)
    city = make_organisation("education_provider", name=Text(fi="Kaupunki", en="City", sv="Stad"))
    official = make_actor("provider_official", city)
    accept(make_dossier(plan.pilot.solution), by=official)
    with override("fi"):
        first = make_passport(plan)

    with override("sv"), pytest.raises(NotNow):
        services.issue(first.solution_id, first.release, by=make_actor("hub_staff"), now=LATER)

    words = {one["name"]: one["narrative"] for one in first.document["evidence"]}
    assert "accepted_by: City, 2026" in words["Privacy dossier"]


def test_it_is_issued_anew_only_when_there_is_news():
    plan = make_published(groups=8)
    passport = make_passport(plan)
    by = make_actor("hub_staff")

    with override("en"), pytest.raises(NotNow) as refused:
        services.issue(passport.solution_id, "", by=by, now=LATER + DAY)
    publish_another(plan, groups=0)  # a pilot that runs is news
    second = services.issue(passport.solution_id, "", by=by, now=LATER + DAY)

    passport.refresh_from_db()
    assert "Nothing has changed" in refused.value.message
    assert (passport.why, second.is_in_force) == ("replaced", True)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE evidence_credential SET text = text || ' '",
        "UPDATE evidence_credential SET ended_at = NULL, why = '' WHERE ended_at IS NOT NULL",
        "UPDATE evidence_credential SET grounds = 'Other ones.' WHERE ended_at IS NOT NULL",
        "UPDATE evidence_credential SET status_index = status_index + 100",
        "DELETE FROM evidence_credential WHERE kind = 'result'",
        "UPDATE evidence_signingkey SET multikey = 'z6Mk'",
        "DELETE FROM evidence_signingkey",
    ],
)
def test_the_database_keeps_what_was_signed(change):
    withdrawn(make_passport())

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_database_holds_one_passport_in_force_of_a_version():
    passport = make_passport()
    twin = Credential.objects.get(pk=passport.pk)
    twin.pk, twin.status_index, twin._state.adding = None, 99, True
    twin.reference = uuid.uuid4()

    with pytest.raises(IntegrityError, match="one_passport_in_force"), transaction.atomic():
        twin.save()


def test_a_person_who_goes_is_cut_and_the_passport_stays():
    passport = make_passport()
    Credential.objects.filter(pk=passport.pk).update(issued_by=None)

    passport.refresh_from_db()
    assert passport.issued_by is None and services.check_text(passport.text).counts


def test_there_is_one_key_that_signs():
    make_key()

    with pytest.raises(NotNow):
        services.make_key(by=WORKER, now=LATER)
    with pytest.raises(IntegrityError, match="one_key_signs"), transaction.atomic():
        SigningKey.objects.create(kid="two", multikey="z6MkTwo", made_at=LATER)


def test_the_companys_leads_hear_of_a_passport_and_of_its_end_once_each():
    passport = make_passport()
    lead = make_person("company_lead", passport.solution.company)
    letters.tell_of_passport(passport.pk, now=LATER)
    withdrawn(passport)
    for _ in range(2):
        letters.tell_of_passport(passport.pk, now=LATER)

    told = [one.text for one in Letter.objects.filter(to=lead.email).order_by("pk")]
    assert len(told) == 2 and all(str(passport.reference) in one for one in told)
    assert "The classes were mixed up." in told[1] and "mixed up" not in told[0]
